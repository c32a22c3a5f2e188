"""Promise G5 in mail, and B5's part that is ours: what letters hold, and which there are. B4's checks are in
leaving.py and kept.py."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from smartbooth.core import clock
from smartbooth.mail import kept, leaving, parameters  # noqa: F401 - their checks register by the import
from smartbooth.mail.letter import Letter, compose, example
from smartbooth.mail.links import absolute
from smartbooth.mail.messages import Kind, messages
from smartbooth.mail.models import Outbox
from smartbooth.registry.promises import Result, check, says
from smartbooth.registry.subjects import Subject

MONTH = timedelta(days=30)
NEWEST = 3  # letters of each kind that are read as they went out
# Whatever a mail program fetches by itself when a letter is opened (HTML living standard: img, media, frames, links to
# sheets, objects, pictures in styles, refreshes), or runs.
FETCHES = re.compile(
    r"<(?:img|picture|source|video|audio|track|iframe|frame|object|embed|link|script|image|input|base|form)\b"
    r"|\s(?:src|srcset|background|poster|data|xlink:href|ping|on[a-z]+)\s*=|url\s*\(|@import|image-set|http-equiv",
    re.IGNORECASE,
)
HREF = re.compile(r"<a\b[^>]*\shref=\"([^\"]*)\"", re.IGNORECASE)
PARAMETERS = (parameters.Words, parameters.Moment, parameters.Id, parameters.Count, parameters.Choice)
WORDS_AT_MOST = 80  # characters of somebody else's in one parameter: a name


@check("G5", _("No letter loads anything when it is opened, and its links lead to us and nowhere through us"))
def nothing_fetched() -> Result:
    looked = 0
    for name, letter in _letters():
        looked += 1
        if FETCHES.search(letter.html):
            return Result(False, says(_("“%(name)s” would load something when it is opened."), name=name), looked)
        if not all(href.startswith((absolute("/"), "mailto:")) for href in HREF.findall(letter.html)):
            return Result(False, says(_("“%(name)s” has a link that leads away from us."), name=name), looked)
    return Result(
        True, says(_("%(count)d letters were read: no picture, no script, no foreign link."), count=looked), looked
    )


def _letters() -> Iterator[tuple[str, Letter]]:
    """Every message in every language, and the newest of each kind as they went out."""
    for name, kind in messages().items():
        for language, _words in settings.LANGUAGES:
            yield name, example(kind, language)
        sent = Outbox.objects.filter(message=name, state=Outbox.SENT, due_at__gt=clock.now() - MONTH)
        for row in sent.exclude(person_id="").order_by("-due_at")[:NEWEST]:
            yield name, compose(row)


@check("B5", _("The only letters to people who left an address are our own, declared ones about their rights"))
def own_letters_only() -> Result:
    """An owner's mail has no way in: every row names a declared message, and none holds another's text but names."""
    recent = Outbox.objects.filter(created_at__gt=clock.now() - MONTH)
    strange = sorted(set(recent.values_list("message", flat=True).distinct()) - set(messages()))
    if strange:
        return Result(
            False, says(_("Letters went out that nobody declared: %(names)s."), names=", ".join(strange))
        )
    for kind in messages().values():
        if (
            kind.of == Subject.LEAD
            and kind.kind == Kind.SERVICE
            and not all(map(_bounded, kind.contains.values()))
        ):
            return Result(False, says(_("“%(name)s” could hold somebody else’s text."), name=kind.name))
    count = recent.count()
    return Result(True, says(_("%(count)d letters of 30 days, each a declared message."), count=count), count)


def _bounded(parameter: parameters.Parameter) -> bool:
    if isinstance(parameter, parameters.Words):
        return parameter.most <= WORDS_AT_MOST
    return isinstance(parameter, PARAMETERS)
