"""Promise G5 in mail, and B5's part that is ours: what letters hold, and which there are. B4's checks are in
leaving.py and kept.py."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from smartbooth.core import clock
from smartbooth.mail import kept, leaving, parameters  # noqa: F401 - their checks register by the import
from smartbooth.mail.fetched import fetched
from smartbooth.mail.letter import Letter, compose, example, facts
from smartbooth.mail.links import absolute
from smartbooth.mail.messages import Kind, messages
from smartbooth.mail.models import Outbox
from smartbooth.registry.promises import Result, check, says
from smartbooth.registry.subjects import Subject

MONTH = timedelta(days=30)
NEWEST = 3  # letters of each kind that are read as they went out
# The one picture that a letter may load, as mail/frame.mjml ends with it: nothing in it tells one reader from another.
PIXEL = '<img src="%s" alt="" width="1" height="1" />'
OUT = ("https://", "http://", "tel:")  # how links of an issue's own begin
HREF = re.compile(r"<a\b[^>]*\shref=\"([^\"]*)\"", re.IGNORECASE)
PARAMETERS = (parameters.Words, parameters.Moment, parameters.Id, parameters.Count, parameters.Choice)
WORDS_AT_MOST = 80  # characters of somebody else's in one parameter: a name


@check(
    "G5", _("No letter loads anything when it is opened, but for the counting picture that is the same for all")
)
def nothing_fetched() -> Result:
    """And its links lead to us and nowhere through us; those of an issue where they say, the same for all."""
    looked = 0
    for name, letter, params in _letters():
        looked += 1
        if fetched(_uncounted(letter, params)):
            return Result(False, says(_("“%(name)s” would load something when it is opened."), name=name), looked)
        if not all(map(_led(letter), HREF.findall(letter.html))):
            return Result(False, says(_("“%(name)s” has a link that leads away from us."), name=name), looked)
    return Result(
        True, says(_("%(count)d letters were read: no picture, no script, no foreign link."), count=looked), looked
    )


def _uncounted(letter: Letter, params: Mapping[str, Any]) -> str:
    """The HTML without the one picture that its message declares for these parameters, where it has it."""
    kind = letter.words.message
    path = kind.pixel(params) if kind.alike else ""
    return letter.html.replace(PIXEL % absolute(path), "", 1) if path else letter.html


def _led(letter: Letter) -> Callable[[str], bool]:
    ways = (absolute("/"), "mailto:", *(OUT if letter.words.message.links_out else ()))
    return lambda href: href.startswith(ways)


def _letters() -> Iterator[tuple[str, Letter, Mapping[str, Any]]]:
    """Every message in every language, and the newest of each kind as they went out; each with its parameters."""
    for name, kind in messages().items():
        for language, _words in settings.LANGUAGES:
            yield name, example(kind, language), kind.example
        sent = Outbox.objects.filter(message=name, state=Outbox.SENT, due_at__gt=clock.now() - MONTH)
        for row in sent.exclude(person_id="").order_by("-due_at")[:NEWEST]:
            yield name, compose(row), facts(row).params


@check(
    "B5",
    _(
        "The only letters to people who left an address are our own, declared ones; those about rights are all ours"
    ),
)
def own_letters_only() -> Result:
    """An owner's mail has no way in: every row names a declared message, and none that cannot be stopped holds
    another's text but names. (The letter about other launches has a line of each: newsletters/digest.)"""
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
