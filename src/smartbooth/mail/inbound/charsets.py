"""Bytes of a message as text, whatever it says they are."""

from __future__ import annotations

import codecs

# Python knows them, mail does not: codecs for other ends, some of them slow for who wants them to be.
STRANGE = {"idna", "punycode", "unicode-escape", "raw-unicode-escape", "undefined", "mbcs", "oem", "utf-7"}


def decoded(raw: bytes, charset: str) -> str:
    """`raw` in `charset`; in UTF-8 where there is no such charset, and what does not fit is replaced (U+FFFD)."""
    return raw.decode(_known(charset), "replace")


def _known(charset: str) -> str:
    try:
        name = codecs.lookup(charset.strip().strip("\"'")).name
        if name.replace("_", "-") in STRANGE:
            return "utf-8"
        " ".encode(name)  # base64 and the like are codecs and no charsets: they raise
    except (LookupError, ValueError, UnicodeError):
        return "utf-8"
    return name
