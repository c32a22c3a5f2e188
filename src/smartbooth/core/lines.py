"""Text on one line."""

import re

# White space but for the no-break spaces: French sets them before its signs, and they must not become a line's end.
_BLANK = re.compile("[^\\S\u00a0\u202f]+")


def one_line(text: str) -> str:
    return _BLANK.sub(" ", text).strip()
