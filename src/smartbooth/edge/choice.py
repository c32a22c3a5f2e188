"""Remarketing, as far as the server decides (promises H1, H2): which of a page's three forms a visitor gets, their
answer to its question, and the end of Google's cookies on our host.

`choice=yes.<tag>` or `choice=no`, for 6 months, `Path=<root>`. The page's script reads it; nobody else does. A yes
holds for the tag it was given for, which is the same for everybody: another launch may have this address one day, or
its owner another account with Google, and neither was agreed to.
"""

import re

from smartbooth.core import clock
from smartbooth.edge import cookie
from smartbooth.edge.cookie import SECURE, Visit
from smartbooth.edge.http import Answer, Head, Request
from smartbooth.edge.table import Launch, redirect

COOKIE = "choice"
YES, NO = "yes", "no"
LIFE = 182 * clock.DAY  # seconds: either answer is remembered six months (CNIL)
PLAIN, ASK, SIGNAL = b"", b"ask", b"signal"  # names of a variant's pages
MOST = 12  # of Google's cookies taken back at once; it sets two or three

_THEIRS = re.compile(rb"(?:^|;)\s*(_g(?:cl_|a)[\w.-]{0,60})=", re.ASCII)


def signalled(headers: dict[bytes, bytes]) -> bool:
    """Whether the browser opts out of sale and sharing (Global Privacy Control): exactly "1" counts, nothing else."""
    return headers.get(b"sec-gpc") == b"1"


def form(headers: dict[bytes, bytes], visit: Visit | None) -> bytes:
    """Which form of a page with remarketing: the question is for people who have not finished and did not say no."""
    if signalled(headers):
        return SIGNAL
    if visit is not None and (cookie.LEFT in visit.marks or cookie.OBJECTS in visit.marks):
        return PLAIN
    return ASK


def agree(launch: Launch, request: Request) -> Answer:
    """303 to the page; the answer is kept, but never against the browser's signal, nor where nothing is asked."""
    answer = redirect(launch.root)
    if not launch.asks or signalled(request.headers):
        return taken_back(answer, request)
    return answer._replace(cookie=_header(launch, f"{YES}.{launch.tag}"))


def refuse(launch: Launch, request: Request) -> Answer:
    """303 to the page; the answer is kept, and what Google has set on our host so far goes with it."""
    return taken_back(redirect(launch.root)._replace(cookie=_header(launch, NO)), request)


def taken_back(answer: Answer, request: Request) -> Answer:
    """`answer`, ending every cookie of Google's that the browser sent: on this host and on the domains above it."""
    raw = request.headers.get(b"cookie", b"")
    if b"_g" not in raw:
        return answer
    names = dict.fromkeys(_THEIRS.findall(raw))
    # sets: _gcl_*, _ga*
    ends = [(b"set-cookie", end) for name in list(names)[:MOST] for end in _ends(name, request.host)]
    return answer._replace(head=Head(answer.head.status, [*answer.head.pairs, *ends]))


def _ends(name: bytes, host: bytes) -> list[bytes]:
    past = b"%b=; Path=/; Max-Age=0" % name
    labels = host.split(b".")
    above = [b".".join(labels[start:]) for start in range(len(labels) - 1)]
    return [past, *(b"%b; Domain=%b" % (past, domain) for domain in above)]


def _header(launch: Launch, answer: str) -> bytes:
    return f"{COOKIE}={answer}; Path={launch.root}; Max-Age={LIFE}; SameSite=Lax{SECURE}".encode("ascii")
