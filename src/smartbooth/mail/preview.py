"""A message with examples in place of what it contains, as operators look at it before anybody gets it: in each
language, on light and on dark ground, on a desk and on a phone."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass, replace
from urllib.parse import urlencode

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from smartbooth.accounts.operators import operator
from smartbooth.mail.letter import CLIPPED, example
from smartbooth.mail.messages import message
from smartbooth.mail.views import framed

# What asks a mail program for its colours; what is always so, and never, stands in its place.
ASKED, ALWAYS, NEVER = "(prefers-color-scheme: dark)", "(min-width: 0)", "(max-width: 0)"
BOTH = ('content="light dark"', ":root { color-scheme: light dark;")


@dataclass(frozen=True)
class Look:
    """How the message is looked at; its fields are the query's."""

    language: str
    dark: bool = False
    phone: bool = False

    @classmethod
    def read(cls, query: QueryDict) -> Look:
        """Of any query; what is not in it is light, on a desk, in the reader's own language."""
        asked = query.get("language", "")
        language = asked if asked in dict(settings.LANGUAGES) else (get_language() or settings.LANGUAGE_CODE)
        return cls(language, "dark" in query, "phone" in query)

    @property
    def query(self) -> str:
        return urlencode({name: 1 if value is True else value for name, value in asdict(self).items() if value})

    def others(self) -> Iterator[tuple[str, list[tuple[str, Look]]]]:
        """What can be changed, in words, with the looks it leads to."""
        yield _("Language"), [(label, replace(self, language=code)) for code, label in settings.LANGUAGES]
        yield _("Colours"), [(_("Light"), replace(self, dark=False)), (_("Dark"), replace(self, dark=True))]
        yield _("Width"), [(_("Desktop"), replace(self, phone=False)), (_("Phone"), replace(self, phone=True))]


@operator
@require_safe
def sample(request: HttpRequest, name: str) -> HttpResponse:
    """`?language=fr`, `?dark`, `?phone`; with `?body` the letter alone, for the frame. 404 for no message of ours."""
    try:
        kind = message(name)
    except KeyError:
        raise Http404("No such message.") from None
    look = Look.read(request.GET)
    made = example(kind, look.language)
    if "body" in request.GET:
        return framed(coloured(made.html, look.dark))
    weight = len(made.html.encode())
    context = {"kind": kind, "letter": made, "look": look, "weight": weight / 1024, "heavy": weight > CLIPPED}
    return render(request, "mail/sample.html", context)


def coloured(html: str, dark: bool) -> str:
    """The letter as it is on this ground, whatever the reader's system prefers."""
    html = html.replace(ASKED, ALWAYS if dark else NEVER)
    for both in BOTH:
        html = html.replace(both, both.replace("light dark", "dark" if dark else "light"))
    return html
