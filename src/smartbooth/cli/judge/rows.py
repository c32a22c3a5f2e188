"""A file's rows: what is CSV and what is not, line by line."""

from __future__ import annotations

import csv
import gzip
import io
import sys
import zlib
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import cast

LONGEST = 1 << 20  # letters of one row, line breaks between quotes included: a row of counts has a few dozen


class Unreadable(Exception):
    """The file as a whole is no table of counts; says what to do."""


class Broken(Exception):
    """One line is not CSV. `line` says which, `fields` what can be read of it by itself."""

    def __init__(self, line: int, fields: list[str], why: str) -> None:
        super().__init__(why)
        self.line, self.fields = line, fields


class Rows:
    """(line, fields) of each row that is not empty, nor only blanks and commas, as spreadsheets leave at an end; `line`
    is the one it begins on.

    A quote that is not closed takes what follows into its field, other tests' rows with it. So the lines of the row
    at hand are kept, and where it turns out to be none (Broken), reading goes on with the second of them.
    """

    def __init__(self, lines: io.TextIOBase) -> None:
        self._lines = lines
        self._waiting: deque[str] = deque()
        self._taken: list[str] = []
        self._before = 0  # lines before the row at hand
        self._reader = csv.reader(self._each(), strict=True)

    def _each(self) -> Iterator[str]:
        length = 0
        while line := self._waiting.popleft() if self._waiting else self._lines.readline(LONGEST + 1):
            if len(line) > LONGEST:
                raise Unreadable(f"Line {self.line + len(self._taken)} has more than {LONGEST:,} letters.")
            self._taken.append(line)
            length = len(line) if len(self._taken) == 1 else length + len(line)
            if length > LONGEST:
                raise csv.Error(f"a row of more than {LONGEST:,} letters")
            yield line

    @property
    def line(self) -> int:
        return self._before + 1

    def __iter__(self) -> Rows:
        return self

    def __next__(self) -> tuple[int, list[str]]:
        """Raises Broken, after which the next row can be asked for, and Unreadable."""
        while True:
            self._before += len(self._taken)
            self._taken.clear()
            try:
                fields = next(self._reader)
            except csv.Error as error:
                raise self.broken(f"not CSV ({error})") from error
            if any(map(str.strip, fields)):
                return self.line, fields

    def broken(self, why: str) -> Broken:
        """The row at hand is none: its first line is what is wrong, the others are read anew."""
        first, *others = self._taken
        self._taken = [first]
        self._waiting.extendleft(reversed(others))
        self._reader = csv.reader(self._each(), strict=True)  # the one before may have seen the file's end
        try:
            fields = [one for one in next(csv.reader([first]), []) if "\n" not in one and "\r" not in one]
        except csv.Error:  # a field that is too long: nothing of the line can be told
            fields = []
        return Broken(self.line, fields, why)


@contextmanager
def opened(path: Path) -> Iterator[Rows]:
    """Compressed or not is seen by the first two bytes, whatever the name is. Raises Unreadable, OSError."""
    with sys.stdin.buffer if str(path) == "-" else path.open("rb") as raw:
        # Also around what is buffered: only its peek is certain.
        stream = io.BufferedReader(cast(io.RawIOBase, raw))
        packed = stream.peek(2)[:2] == b"\x1f\x8b"
        plain = gzip.GzipFile(fileobj=stream) if packed else stream
        try:
            yield Rows(io.TextIOWrapper(plain, encoding="utf-8-sig", newline=""))
        except UnicodeDecodeError as error:
            raise Unreadable(f"{path} is not text in UTF-8. Save it as CSV in UTF-8.") from error
        except (gzip.BadGzipFile, EOFError, zlib.error) as error:
            raise Unreadable(f"{path} is compressed, and damaged or cut off ({error}).") from error
