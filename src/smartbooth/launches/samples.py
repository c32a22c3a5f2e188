"""The first words of a new block: prompts in the page's language, there to be overwritten, true of no one."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy
from django.utils.translation import override

from smartbooth.core import clock
from smartbooth.launches.blocks.base import Block


def _moment() -> str:
    """Four weeks from now at nine, as typed."""
    day = clock.now() + timedelta(weeks=4)
    return day.strftime("%Y-%m-%dT09:00")


SAMPLES: dict[str, Callable[[], dict[str, Any]]] = {
    "hero": lambda: {"headline": _("What it is, in one line"), "tagline": _("And for whom, in one sentence.")},
    "text": lambda: {"body": _("A few lines about it.")},
    "features": lambda: {
        "title": _("Three reasons"),
        "items": [{"title": _("The first reason")}, {"title": _("The second")}, {"title": _("The third")}],
    },
    "button": lambda: {"text": _("Tell me more"), "url": "#form"},
    "lead_form": lambda: {"headline": _("Be the first to know"), "button_text": _("Keep me posted")},
    "countdown": lambda: {"title": _("Opens in"), "moment": _moment()},
    "questions": lambda: {
        "title": _("Questions"),
        "items": [{"question": _("What do people ask first?"), "answer": _("What you answer.")}],
    },
    "quote": lambda: {"text": _("What someone said about it."), "name": _("Their name")},
    "price": lambda: {"title": _("Price"), "items": [{"name": _("The simple one"), "amount": _("€19")}]},
    "logos": lambda: {"title": _("Seen in"), "items": [{"name": _("A name people know")}]},
    "video": lambda: {"title": _("See it"), "url": "https://example.org/film.mp4"},
    "footer": lambda: {"contact": _("Who you are, and where to write to you")},
}
# What each kind is good for, in the palette.
WORDS = {
    "hero": _lazy("What it is, in one line, and the first button."),
    "text": _lazy("Paragraphs, headings, links, a list."),
    "image": _lazy("A picture with its caption."),
    "features": _lazy("Reasons, steps, a programme, people, figures."),
    "button": _lazy("One more place to say yes. Its clicks are counted."),
    "lead_form": _lazy("People leave their address here."),
    "countdown": _lazy("The date, and how long until then."),
    "questions": _lazy("What people ask, folded up until they do."),
    "quote": _lazy("What someone else says about it."),
    "price": _lazy("One offer, or a few side by side."),
    "logos": _lazy("Who is with you, or wrote about you."),
    "video": _lazy("A film that loads when it is clicked, not before."),
    "footer": _lazy("Who you are, and the links people look for last."),
}


def sample(kind: type[Block], language: str) -> dict[str, Any]:
    """Data a new block of the kind starts with, in the page's language."""
    with override(language):
        made = SAMPLES.get(kind.kind, dict)()
        return kind.clean(made)
