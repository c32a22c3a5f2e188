"""A request and an answer as plain values, and what negotiation has to choose from."""

from http import HTTPStatus
from typing import NamedTuple

Pairs = list[tuple[bytes, bytes]]
BR, ZSTD, GZIP, IDENTITY = b"br", b"zstd", b"gzip", b"identity"
PREFERENCE = (BR, ZSTD, GZIP, IDENTITY)  # smallest first, for equal wishes
REMEMBERED = 512  # browsers send a dozen different ones


class Request(NamedTuple):
    """What the edge looks at. `path` is raw (percent-encoded), `host` lower case without port; `peer` the address of
    the connection's other end."""

    method: bytes
    host: bytes
    path: bytes
    query: bytes
    headers: dict[bytes, bytes]
    peer: str


class Head:
    """Status and headers, ready to send: `raw` for the wire (without the blank line), `pairs` for ASGI."""

    __slots__ = ("pairs", "raw", "status")

    def __init__(self, status: int, pairs: Pairs) -> None:
        """Raises ValueError where a value would break the header block."""
        for name, value in pairs:
            if not name or any(c <= 32 or c == 58 for c in name) or any(c < 32 and c != 9 for c in value):
                raise ValueError(f"not a header: {name!r}")
        self.status = status
        self.pairs = pairs
        phrase = HTTPStatus(status).phrase.encode()
        self.raw = b"HTTP/1.1 %d %b\r\n" % (status, phrase) + b"".join(b"%b: %b\r\n" % pair for pair in pairs)


class Answer(NamedTuple):
    head: Head
    body: bytes = b""
    cookie: bytes = b""  # a Set-Cookie value; empty: none
    close: bool = False


_choices: dict[bytes, bytes] = {}


def encoding(accepted: bytes | None) -> bytes:
    """The coding to send for an Accept-Encoding header (RFC 9110, 12.5.3): the one wished most, then the smallest.
    Identity when none of ours is acceptable: a page is better than a refusal."""
    if not accepted:
        return IDENTITY
    choice = _choices.get(accepted)
    if choice is None:
        choice = _choose(accepted)
        if len(_choices) < REMEMBERED and len(accepted) < 256:
            _choices[accepted] = choice
    return choice


def _choose(accepted: bytes) -> bytes:
    wishes: dict[bytes, float] = {}
    for part in accepted.lower().split(b","):
        name, _, parameter = part.strip().partition(b";")
        wishes[name.strip().replace(b"x-gzip", GZIP)] = _weight(parameter)
    everything = wishes.get(b"*", 0.0)
    weights = {name: wishes.get(name, everything) for name in PREFERENCE}
    if IDENTITY not in wishes and everything == 0.0:
        weights[IDENTITY] = 0.0001  # acceptable, but last
    best = max(PREFERENCE, key=lambda name: (weights[name], -PREFERENCE.index(name)))
    return best if weights[best] > 0 else IDENTITY


def _weight(parameter: bytes) -> float:
    name, _, value = parameter.strip().partition(b"=")
    if not parameter.strip():
        return 1.0
    try:
        weight = float(value) if name.strip() == b"q" else 1.0
    except ValueError:
        return 0.0
    return weight if 0.0 <= weight <= 1.0 else 0.0
