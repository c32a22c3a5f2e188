"""What the logs may say. A path that somebody typed, a row a database quotes in its complaint, a trace: any of them
can carry a mail address or a network address, and a log is kept, copied and read by many."""

import logging
import re

_MAIL = re.compile(r"[^\s\"'<>()\[\]{},;:=/?&@]+(?:@|%40)[^\s\"'<>()\[\]{},;:=/?&@]+", re.IGNORECASE)
_IPV4 = re.compile(r"(?<![\d.])(?:\d{1,3}\.){3}\d{1,3}(?![\d.])")
_IPV6 = re.compile(r"(?<![\w:])(?=(?:[0-9a-f]*:){2})[0-9a-f]*(?::[0-9a-f]*){2,7}(?![\w:])", re.IGNORECASE)


class Discreet(logging.Formatter):
    """Formats as usual, then blacks out what identifies someone: message, arguments and trace alike."""

    def format(self, record: logging.LogRecord) -> str:
        return discreet(super().format(record))


def discreet(text: str) -> str:
    """`text` with mail addresses as "[address]" and network addresses as "[network]". Times ("10:20:30") stay."""
    text = _MAIL.sub("[address]", text)
    text = _IPV4.sub("[network]", text)
    return _IPV6.sub(lambda found: found[0] if _is_time(found[0]) else "[network]", text)


def _is_time(text: str) -> bool:
    return text == "::" or bool(re.fullmatch(r"\d{1,2}:\d\d:\d\d", text))
