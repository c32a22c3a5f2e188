"""Who is at the other end: used in memory for the country, the limits and the day's assignment; written nowhere."""

from django.conf import settings
from django.http import HttpRequest
from iptocc import country_code

from smartbooth.journal.lines import NOWHERE


def address(peer: str, headers: dict[bytes, bytes]) -> str:
    """The client's network address: the peer's, or, behind TRUSTED_PROXY_COUNT proxies of ours, what the outermost of
    them saw. Anything further left in X-Forwarded-For is the client's own claim."""
    count = settings.TRUSTED_PROXY_COUNT
    if not count:
        return peer
    seen = [part.strip() for part in headers.get(b"x-forwarded-for", b"").split(b",") if part.strip()]
    return seen[-count].decode("latin-1") if len(seen) >= count else peer


def of(request: HttpRequest) -> str:
    """`address` of a request that Django answers."""
    forwarded = request.headers.get("X-Forwarded-For", "").encode("latin-1", "replace")
    return address(str(request.META.get("REMOTE_ADDR", "")), {b"x-forwarded-for": forwarded})


def country(client: str) -> str:
    """ISO 3166-1 alpha-2 code of the network's registered country, "ZZ" where unknown."""
    try:
        code = country_code(client)
    except ValueError:
        return NOWHERE
    return code if code and len(code) == 2 and code.isascii() and code.isupper() else NOWHERE
