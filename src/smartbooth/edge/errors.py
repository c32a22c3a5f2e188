"""Short, friendly pages for what the edge cannot answer, in French and English, made once."""

import base64
import hashlib
from functools import cache
from html import escape

from django.utils.translation import gettext as _
from django.utils.translation import override

from smartbooth.edge.http import Answer, Head
from smartbooth.edge.security import STATIC

NOBODY_HERE, NOTHING_YET, NO_PAGE, STARTING, BAD, TOO_LONG, TOO_BIG, METHOD, ELSEWHERE, BUSY, SLOW, BROKEN = (
    "nobody", "yet", "page", "starting", "bad", "head", "body", "method", "elsewhere", "busy",
    "slow", "broken",
)  # fmt: skip
STATUS = {
    NOBODY_HERE: 404, NOTHING_YET: 404, NO_PAGE: 404, STARTING: 503, BAD: 400, TOO_LONG: 431, TOO_BIG: 413,
    METHOD: 405, ELSEWHERE: 403, BUSY: 503, SLOW: 408, BROKEN: 500,
}  # fmt: skip

STYLE = (
    ":root{color-scheme:light dark}body{margin:0;min-height:100vh;display:grid;place-items:center;"
    "font:1.125rem/1.6 system-ui,sans-serif;background:Canvas;color:CanvasText}"
    "main{max-width:34rem;padding:2rem}h1{font-size:1.75rem;line-height:1.25;margin:0 0 .75rem}p{margin:0;opacity:.8}"
)
_HASH = base64.b64encode(hashlib.sha256(STYLE.encode()).digest()).decode()
_CSP = f"default-src 'none'; style-src 'sha256-{_HASH}'; base-uri 'none'; frame-ancestors 'none'"


def _words(kind: str) -> tuple[str, str]:
    """(what happened, what to do)."""
    return {
        NOBODY_HERE: (
            _("Nothing lives at this address"),
            _("Check the link you followed; a letter may be missing."),
        ),
        NOTHING_YET: (
            _("There is nothing here yet"),
            _("This page is not published, or no longer. Come back a little later."),
        ),
        NO_PAGE: (_("This page does not exist"), _("The link may be old. Try the address without its last part.")),
        STARTING: (_("Just a moment"), _("The service is starting. Load this page again in a few seconds.")),
        BAD: (_("This request cannot be read"), _("Its address or its headers are malformed.")),
        TOO_LONG: (
            _("This request is too long"),
            _(
                "Its address and headers are larger than any browser sends. Clearing the cookies of this site may help."
            ),
        ),
        TOO_BIG: (
            _("This is too large to send"),
            _("Shorten the text or choose a smaller file, then send it again."),
        ),
        METHOD: (_("This address cannot do that"), _("Open it as a page instead.")),
        ELSEWHERE: (_("This was sent from another site"), _("Open the page itself and try there.")),
        SLOW: (_("This took too long to arrive"), _("The connection may be weak. Try again when it is better.")),
        BROKEN: (
            _("Something went wrong here"),
            _("It is not your fault, and we have noted it. Try again in a moment."),
        ),
        BUSY: (_("Too many people at once"), _("Load this page again in a moment.")),
    }[kind]


@cache
def _answer(kind: str, language: str) -> Answer:
    with override(language):
        title, text = _words(kind)
    html = (
        f'<!doctype html><html lang="{language}"><meta charset="utf-8"><title>{escape(title)}</title>'
        '<meta name="viewport" content="width=device-width"><meta name="robots" content="noindex">'
        f"<style>{STYLE}</style><main><h1>{escape(title)}</h1><p>{escape(text)}</p></main></html>"
    ).encode()
    pairs = [
        *STATIC,
        (b"content-type", b"text/html; charset=utf-8"),
        (b"content-security-policy", _CSP.encode()),
        (b"content-language", language.encode()),
        (b"cache-control", b"no-store"),
        (b"vary", b"accept-language"),
        (b"content-length", b"%d" % len(html)),
    ]
    if STATUS[kind] == 503:
        pairs.append((b"retry-after", b"2"))
    if kind == METHOD:
        pairs.append((b"allow", b"GET, HEAD"))
    return Answer(Head(STATUS[kind], pairs), html)


def answer(kind: str, accept_language: bytes | None = None, close: bool = False) -> Answer:
    """The page for `kind` in the language the browser prefers of our two."""
    made = _answer(kind, language(accept_language))
    return made._replace(close=True) if close else made


def language(accepted: bytes | None) -> str:
    """ "fr" or "en", whichever an Accept-Language header wishes more; "en" without one."""
    best, weight = "en", 0.0
    for part in (accepted or b"")[:256].lower().split(b","):
        tag, _, quality = part.strip().partition(b";")
        name = tag.partition(b"-")[0]
        try:
            wish = float(quality.strip().removeprefix(b"q=")) if quality else 1.0
        except ValueError:
            wish = 0.0
        if name in (b"fr", b"en") and wish > weight:
            best, weight = name.decode(), wish
    return best
