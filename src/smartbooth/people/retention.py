from datetime import datetime, timedelta

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from smartbooth.people import rotation, strays
from smartbooth.people.models import Consent
from smartbooth.registry.retention import BATCH, ENOUGH, Rule, keep

PROOF = timedelta(days=3 * 365)  # how long a consent taken back may still be asked about


def _past(now: datetime) -> QuerySet[Consent]:
    return Consent.objects.filter(withdrawn_at__lt=now - PROOF)


def sweep_consents(now: datetime) -> int:
    oldest = list(_past(now).order_by("withdrawn_at").values_list("pk", flat=True)[:BATCH])
    return Consent.objects.filter(pk__in=oldest).delete()[0] if oldest else 0


def overdue_consents(now: datetime) -> int:
    return _past(now)[:ENOUGH].count()


keep(Rule("person", _("as long as anything else is kept about the person")))
keep(
    Rule(
        "consent",
        _("as long as the person, and at most three years once taken back"),
        sweep_consents,
        overdue_consents,
    )
)
keep(Rule("objection", _("until the person takes it back")))
keep(Rule("key", _("as long as the person whose data it opens"), strays.some, strays.overdue))
keep(
    Rule(
        "ring",
        _("a day after a newer key has replaced it"),
        rotation.discard,
        lambda now: len(rotation.retired(now)),
    )
)
