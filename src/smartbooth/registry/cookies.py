"""Every cookie and every bit of browser storage, declared in `<room>/cookies.py` of the room that sets it. The cookie
page is made from this; a browser's test and a system check hold it against what is really set (promise G6)."""

from __future__ import annotations

from dataclasses import dataclass
from fnmatch import fnmatchcase

from django.utils.functional import Promise as Lazy

Words = str | Lazy


@dataclass(frozen=True)
class Cookie:
    """`name` may end in "*". `kind`: "cookie", "localStorage", "sessionStorage", "IndexedDB"."""

    name: str
    where: Words  # "a launch's page"
    set_when: Words
    holds: Words
    life: Words
    needs_consent: bool = False
    provider: str = ""  # a processor's key; "" is the service itself
    host: str = "studio"  # "studio", "launch", or a third party's domain
    kind: str = "cookie"


_declared: dict[tuple[str, str], Cookie] = {}


def declare(*cookies: Cookie) -> None:
    for cookie in cookies:
        _declared[cookie.host, cookie.name] = cookie


def declared() -> list[Cookie]:
    return list(_declared.values())


def declaration(name: str, kind: str = "cookie") -> Cookie | None:
    """What is declared about the cookie (or the storage entry) `name`; None: it may not be set."""
    fitting = (one for one in _declared.values() if one.kind == kind and fnmatchcase(name, one.name))
    return next(fitting, None)
