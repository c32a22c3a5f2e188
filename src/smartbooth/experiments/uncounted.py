"""Why something was not counted, in plain words. The codes are the edge's and the lead form's; one that has no words
here yet is shown as it is, never hidden."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

REASONS: dict[str, tuple[str | Promise, str | Promise]] = {
    "robot": (
        lazy("Robots"),
        lazy("Search engines, link checkers and other programs that say what they are."),
    ),
    "prefetch": (lazy("Loaded ahead"), lazy("A browser fetched the page in case someone would open it.")),
    "preview": (lazy("Previews"), lazy("Link previews, and you and your team looking from the studio.")),
    "objection": (
        lazy("Asked not to be counted"),
        lazy("They used the link at the foot of the page. Their visits are in no other number here."),
    ),
    "malformed": (lazy("Altered cookies"), lazy("The browser sent a cookie that we did not write.")),
    "torn": (lazy("Broken records"), lazy("Lines that a sudden stop of the machine cut off.")),
    "honeypot": (lazy("Forms sent by programs"), lazy("They filled in a field that people do not see.")),
    "encoding": (lazy("Unreadable forms"), lazy("What was sent was no form.")),
    "size": (lazy("Oversized forms"), lazy("Far more than any person would write.")),
    "origin": (lazy("Forms from elsewhere"), lazy("Another site’s page tried to send your form.")),
    "limited": (lazy("Forms sent too fast"), lazy("Too many from one place within a minute. They may try again.")),
    "invalid": (lazy("Forms sent back"), lazy("An address that cannot be right. They could correct it.")),
    "age": (lazy("Not taken"), lazy("Where your form asks for the year of birth. Nothing about them was stored.")),
    "changed": (
        lazy("Forms from an older page"),
        lazy("You published while they wrote. They were asked again."),
    ),
    "duplicate": (lazy("Addresses you already had"), lazy("They were thanked as the first time, and count once.")),
}


def explain(code: str) -> tuple[str, str]:
    """(its name, what it means)."""
    title, meaning = REASONS.get(code, (code, _("Not counted for another reason.")))
    return str(title), str(meaning)
