"""Pages of a few words, for when the launch's own page cannot be shown: no file, no script, no database needed."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from django.http import HttpResponse
from django.template.loader import render_to_string
from django.utils.safestring import mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from smartbooth.launches.compile.headers import digest


@cache
def _css() -> str:
    return (Path(__file__).parent / "templates/leads/visitor/plain.css").read_text("utf-8")


def told(title: str, *text: str, status: int, back: bool = True) -> HttpResponse:
    """A title, sentences, and the way back to the page."""
    return _page({"title": title, "text": text, "back": back}, status)


def typed(words: str, fields: dict[str, str], status: int) -> HttpResponse:
    """Everything that was typed, in a form that can be sent again as it is."""
    return _page({"title": _("Nothing you wrote is lost"), "text": [words], "controls": _controls(fields)}, status)


def _controls(fields: dict[str, str]) -> list[dict[str, str]]:
    """In the form's own order. Labels are general: the page that had the right ones is out of reach."""
    made = []
    for name, value in fields.items():
        kind, label = "hidden", ""
        if name == "email":
            kind, label = "line", _("Your e-mail address")
        elif name == "name":
            kind, label = "line", _("Your name (optional)")
        elif name.startswith("q_"):
            kind, label = "long", _("Your answer")
        elif name.startswith("purpose_"):
            kind, label = "box", _("The permission you ticked")
        made.append({"name": name, "value": value, "kind": kind, "label": label})
    return made


def _page(context: dict[str, object], status: int) -> HttpResponse:
    css = _css()
    style = mark_safe(css)  # noqa: S308 - our own file
    html = render_to_string("leads/visitor/plain.html", {**context, "css": style, "language": get_language()})
    response = HttpResponse(html, status=status)
    response["Content-Security-Policy"] = (
        f"default-src 'none'; style-src {digest(css)}; img-src data:; form-action 'self'; base-uri 'none'; "
        "frame-ancestors 'none'"
    )
    response["Cache-Control"] = "no-store"
    return response
