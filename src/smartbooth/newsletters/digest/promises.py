"""Promise B5, of the letter about other launches: to whom it went, and that it is the same for all."""

from __future__ import annotations

import msgspec
from django.conf import settings
from django.db.models import Count
from django.utils.translation import gettext_lazy as _

from smartbooth.core import clock
from smartbooth.mail.budgets import YEAR
from smartbooth.mail.kept import month, parts, without_ground
from smartbooth.mail.models import Outbox
from smartbooth.newsletters.digest.messages import Digest
from smartbooth.registry.promises import Result, check, says


@check("B5", _("News of other launches went only to who agreed or, outside Europe, did not object"))
def readers_agreed() -> Result:
    """Of 30 days, against the consents of then. Who was erased since is nobody."""
    looked = wrong = 0
    for sent in parts(month().filter(message=Digest.name)):
        looked += len(sent)
        wrong += len(without_ground(Digest, sent))
    if wrong:
        text = _("%(count)d such letters went to people who had not agreed, or had objected.")
        return Result(False, says(text, count=wrong), looked)
    return Result(True, says(_("Such letters in 30 days: %(count)d, each with a ground."), count=looked), looked)


@check("B5", _("News of other launches is the same for every reader of a language, and comes now and then"))
def same_for_all() -> Result:
    """A row says which letter it is and nothing else; its class writes no letter for one reader; and nobody got more in
    a year than was said."""
    rows = Outbox.objects.filter(message=Digest.name).exclude(person_id="")
    kinds = set(rows.values_list("about", "params").distinct())
    looked = rows.count()
    if not Digest.alike or any(msgspec.json.decode(params) != {"round": about} for about, params in kinds):
        return Result(False, _("A letter about other launches was made for its reader."), looked)
    year = rows.filter(state__in=Outbox.WENT, sent_at__gt=clock.now() - YEAR, free=False)
    most = year.values("person_id").annotate(n=Count("pk")).filter(n__gt=settings.DIGESTS_PER_YEAR)
    if most.exists():
        return Result(False, _("Somebody got more letters about other launches in a year than was said."), looked)
    return Result(True, says(_("%(count)d such letters, the same for all."), count=looked), looked)
