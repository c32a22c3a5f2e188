"""Check of promise B4: whoever reads a letter that advertises can stop it from the letter itself."""

from __future__ import annotations

import re
from email import message_from_bytes
from email.policy import SMTP
from html import unescape

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from smartbooth.mail import mime, optout
from smartbooth.mail.asked import ask
from smartbooth.mail.inbound import trial
from smartbooth.mail.letter import Letter, example
from smartbooth.mail.links import absolute
from smartbooth.mail.messages import Kind, messages
from smartbooth.mail.topics import TOPICS
from smartbooth.people import suppression
from smartbooth.people.models import Consent, Person
from smartbooth.registry.promises import Result, check, says

NOBODY = "nobody"  # shorter than any person's id
BODY = b"List-Unsubscribe=One-Click"  # RFC 8058 3.1
LINK = re.compile(r'<a\b([^>]*)\bhref="([^"]*)"([^>]*)>(.*?)</a>', re.IGNORECASE | re.DOTALL)
HIDDEN = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|\bhidden\b|font-size\s*:\s*[01]?(?:px)?\s*[;\"]", re.IGNORECASE
)


@check(
    "B4",
    _("Every letter that advertises can be stopped with one click, by its headers and by a link that one sees"),
)
def can_be_stopped() -> Result:
    looked = 0
    for name, kind in messages().items():
        if kind.kind == Kind.MARKETING:
            for language, _words in settings.LANGUAGES:
                looked += 1
                letter = example(kind, language)
                if not _headers_say(letter):
                    return Result(
                        False, says(_("The headers of “%(name)s” do not say how to stop it."), name=name), looked
                    )
                if not _link_is_seen(letter):
                    return Result(
                        False, says(_("“%(name)s” has no link to stop it that one would see."), name=name), looked
                    )
    for topic in TOPICS:
        if not _stops_at_once(topic):
            return Result(False, says(_("A click that stops “%(topic)s” is not taken."), topic=topic), looked)
        if not trial.heard(topic):
            return Result(False, says(_("A mail that stops “%(topic)s” is not taken."), topic=topic), looked)
        if not _looking_is_harmless(topic):
            return Result(
                False, says(_("Looking at a link changes what somebody gets of “%(topic)s”."), topic=topic), looked
            )
    text = _(
        "Letters that advertise, in each language: %(count)d. Each is stopped with one click; looking changes nothing."
    )
    return Result(True, says(text, count=looked), looked)


def _headers_say(letter: Letter) -> bool:
    """RFC 2369 3.2 and RFC 8058 3.1, read from the letter as it travels."""
    source = message_from_bytes(mime.source(letter, ""), policy=SMTP)
    ways = re.findall(r"<([^>]+)>", str(source["List-Unsubscribe"] or ""))
    click = absolute(optout.stop_path(letter.token)) in ways
    mail = any(way.partition("?")[0] == f"mailto:{optout.mailbox(letter.token)}" for way in ways)
    return click and mail and source["List-Unsubscribe-Post"] == BODY.decode()


def _link_is_seen(letter: Letter) -> bool:
    """In the HTML and in the text: to the page of choices, or the address of the one click, which shows that page."""
    targets = [absolute(path(letter.token)) for path in (optout.stop_path, optout.choices_path)]
    seen = any(
        unescape(href) in targets and re.sub(r"<[^>]*>|\s", "", said) and not HIDDEN.search(before + after + said)
        for before, href, after, said in LINK.findall(letter.html)
    )
    return seen and any(target in letter.text for target in targets)


def _stops_at_once(topic: str) -> bool:
    """Asked as a mail program does: no cookie, no form of ours, and answered at once. It names nobody."""
    return ask("POST", optout.stop_path(optout.token(NOBODY, topic)), BODY).status_code == 200


def _looking_is_harmless(topic: str) -> bool:
    """A GET with the link of somebody there is. Whatever it would change is rolled back."""
    person = Person.objects.order_by("pk").first()
    if person is None:
        return True
    with transaction.atomic():
        before = _choices(person)
        for path in (optout.stop_path, optout.choices_path):
            ask("GET", path(optout.token(person.pk, topic)))
        same = _choices(person) == before
        transaction.set_rollback(True)
    return same


def _choices(person: Person) -> tuple[list[tuple[str, object]], list[str]]:
    consents = Consent.objects.filter(person=person).order_by("pk").values_list("pk", "withdrawn_at")
    index = bytes(person.index)
    return list(consents), [kind for kind in suppression.WIDER if suppression.is_suppressed(index, kind)]
