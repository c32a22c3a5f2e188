"""Every way an address may stand in bytes, and finding any of them fast.

Readable forms are one pattern, character by character: as it is, percent-encoded (RFC 3986), JSON's \\u escapes, HTML's
references, quoted-printable; UTF-8 or UTF-16; any case; the domain in its ASCII and its Unicode form. Hexadecimal and
base64 (RFC 4648, both alphabets, the three ways it can fall on a group of three bytes) are searched as they come out
for the address as written, in lower case and in capitals.

A longer address around it counts as found: whether the letter beside it belongs to it, bytes do not say.

A pattern over a gigabyte would take minutes, so what cannot match is passed over: the longest plain runs of letters in
the two parts are looked for first, and the pattern is tried around the rarer one only.
"""

from __future__ import annotations

import base64
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from smartbooth.people.address import Address, readable

LONGEST = 16 * 1024  # bytes: no spelling is longer (254 octets, twelve bytes each where every one is escaped)
_AT = rb"(?:@|%40|\\u0040|&#0*64;|&#x0*40;|&commat;|=40| ?(?:\(at\)|\[at\]|<at>) ?| at )"
# A record that keeps the two parts one after the other, as columns or as strings of a list.
_APART = rb"(?:[\x00\t,;|\x1e]|\",\s?\"|\"\s?:\s?\")"


@dataclass(frozen=True)
class Hit:
    offset: (
        int  # in the bytes that were given; where lines were joined first, of the line's beginning at the latest
    )
    form: str


class Spellings:
    """All spellings of one address. Immutable: one serves a whole scan."""

    def __init__(self, address: Address) -> None:
        local, _at, domain = address.written.rpartition("@")
        domains = list(dict.fromkeys([domain, readable(f"x@{domain}")[2:]]))
        self._patterns = [
            ("text", re.compile(b"|".join(_text(local, one) for one in domains), re.IGNORECASE)),
            ("UTF-16", re.compile(b"|".join(_wide(f"{local}@{one}", e) for one in domains for e in _WIDE), re.I)),
        ]
        runs = [
            run for run in ([_run(local)], [_run(one) for one in domains]) if all(len(one) >= 3 for one in run)
        ]
        self._anchors = [
            [[one.encode() for one in run] for run in runs],
            [[one.encode("utf-16-le")[:-1] for one in run] for run in runs],  # the same bytes in either order
        ]
        self._reach = 12 * len(address.written.encode()) + 64  # bytes: no spelling is longer
        written = list(dict.fromkeys(f"{local}@{one}" for one in domains))
        cases = list(dict.fromkeys(text for one in written for text in (one, one.lower(), one.upper())))
        self._hex = [text.encode().hex().encode() for text in cases]
        self._base64 = list(dict.fromkeys(needle for text in cases for needle in _base64(text.encode())))

    def find(self, chunk: bytes) -> list[Hit]:
        """Where the address stands in `chunk`, each place once a form."""
        lower = chunk.lower()
        hits = [
            Hit(offset, form)
            for (form, pattern), anchors in zip(self._patterns, self._anchors, strict=True)
            for offset in self._around(chunk, lower, pattern, anchors)
        ]
        hits += [Hit(offset, "hexadecimal") for needle in self._hex for offset in _all(lower, needle)]
        joined = chunk.translate(None, b"\r\n") if b"\n" in chunk else chunk  # mail breaks base64 into lines
        hits += [Hit(offset, "base64") for needle in self._base64 for offset in _all(joined, needle)]
        if b"=\r\n" in chunk or b"=\n" in chunk:
            unbroken = chunk.replace(b"=\r\n", b"").replace(b"=\n", b"")  # quoted-printable, RFC 2045 6.7 (5)
            known = len([hit for hit in hits if hit.form == "text"])
            found = list(self._around(unbroken, unbroken.lower(), self._patterns[0][1], self._anchors[0]))
            hits += [Hit(offset, "quoted-printable") for offset in found] if len(found) > known else []
        return hits

    def _around(
        self, chunk: bytes, lower: bytes, pattern: re.Pattern[bytes], anchors: list[list[bytes]]
    ) -> Iterator[int]:
        """Where `pattern` matches, tried only around the rarer of the runs that any match has in it: the local part's,
        or the domain's (in one of its forms). Everywhere, where the address has no run worth looking for."""
        counts = []
        for runs in anchors:
            counts.append(sum(lower.count(run) for run in runs))
            if not counts[-1]:
                return
        if not anchors:
            yield from (match.start() for match in pattern.finditer(chunk))
            return
        runs, done = anchors[counts.index(min(counts))], 0
        for place in sorted(place for run in runs for place in _all(lower, run)):
            if place < done:
                continue
            match = pattern.search(chunk, max(done, place - self._reach), place + self._reach)
            if match:
                yield match.start()
                done = match.end()


_WIDE = ("utf-16-le", "utf-16-be")


def _all(haystack: bytes, needle: bytes) -> Iterator[int]:
    place = haystack.find(needle)
    while place >= 0:
        yield place
        place = haystack.find(needle, place + 1)


def _run(text: str) -> str:
    """The longest run of letters and digits that no encoding of text changes."""
    return max(re.findall(r"[a-z0-9]+", text.lower()), key=len, default="")


def _text(local: str, domain: str) -> bytes:
    return b"%s(?:%s|%s)%s" % (_letters(local), _AT, _APART, _letters(domain))


def _letters(text: str) -> bytes:
    return b"".join(_letter(one) for one in text)


def _letter(one: str) -> bytes:
    """A character in every encoding of text it may have. ASCII letters and digits stand for themselves: nothing that
    writes text encodes them."""
    if one.isascii() and one.isalnum():
        return one.encode()
    forms: set[bytes] = {_spelled(case) for case in {one, one.lower(), one.upper(), *_apart(one)}}
    longest_first: list[bytes] = sorted(forms, key=len, reverse=True)
    return b"(?:%s)" % b"|".join(longest_first)


def _apart(one: str) -> set[str]:
    return {unicodedata.normalize("NFD", case) for case in (one.lower(), one.upper())}


def _spelled(text: str) -> bytes:
    raw = text.encode()
    units = text.encode("utf-16-be").hex()
    references = b"".join(b"&#(?:0*%d|x0*%x);" % (ord(one), ord(one)) for one in text)
    named = {"&": b"|&amp;", "'": b"|&apos;|''|\\\\'", '"': b"|&quot;", "/": rb"|\\/"}.get(text, b"")
    return b"(?:%s|%s|%s|%s|%s%s)" % (
        re.escape(raw),
        b"".join(b"%%%02x" % byte for byte in raw),
        b"".join(b"\\\\u" + units[place : place + 4].encode() for place in range(0, len(units), 4)),
        references,
        b"".join(b"=%02x" % byte for byte in raw),
        named,
    )


def _wide(text: str, encoding: str) -> bytes:
    parts = []
    for one in text:
        cases = {case.encode(encoding) for case in (one, one.lower(), one.upper())}
        parts.append(b"(?:%s)" % b"|".join(re.escape(case) for case in sorted(cases)))
    return b"".join(parts)


def _base64(raw: bytes) -> Iterator[bytes]:
    """What of `raw`'s base64 does not depend on its neighbours, for each place in a group of three bytes."""
    for before in range(3):
        text = base64.b64encode(b"\0" * before + raw + b"\0\0\0")
        sure = text[-(-8 * before // 6) : 8 * (before + len(raw)) // 6]
        yield sure
        yield sure.translate(bytes.maketrans(b"+/", b"-_"))
