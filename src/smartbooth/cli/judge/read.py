"""A file of counts into tests, or into what is wrong with it and on which line."""

from __future__ import annotations

import csv
import gzip
import io
import re
import sys
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import cast

from smartbooth.experiments.verdict.counts import MOST_GOALS

COLUMNS = ("test", "variant", "impressions", "clicks")
HOUR = "hour"
NUMBER = re.compile(r"\d{1,15}")  # what a double counts exactly
SIGNED = re.compile(r"-\d+")
MOST = 26  # variants of a test: each is compared with each, and ours have a letter
MOST_HOURS = 24 * 366 * 10  # ten years: who counts minutes is told so, instead of being waited for
SHOWN = 40  # letters of a value that is quoted


class Unreadable(Exception):
    """The file as a whole is no table of counts; says what to do."""


@dataclass(frozen=True)
class Refusal:
    test: str
    line: int
    why: str


@dataclass(frozen=True)
class Row:
    line: int
    variant: str
    hour: int
    visitors: int
    goals: int


@dataclass
class Test:
    """One test's rows by (hour, variant); `variants` as they first appear. `refusal`: the first thing that is
    wrong."""

    name: str
    line: int
    variants: list[str] = field(default_factory=list)
    rows: dict[tuple[int, str], Row] = field(default_factory=dict)
    dated: bool = False
    refusal: Refusal | None = None


@dataclass(frozen=True)
class Counted:
    """All tests of a file, in its order; `hourly`: whether it has a column of hours."""

    tests: list[Test]
    hourly: bool

    @property
    def refused(self) -> list[Refusal]:
        return [test.refusal for test in self.tests if test.refusal]

    @property
    def good(self) -> list[Test]:
        return [test for test in self.tests if not test.refusal]


def read(path: Path) -> Counted:
    """Raises Unreadable for the file, OSError where it cannot be opened; what is wrong with one test is its
    refusal."""
    try:
        return _tests(_rows(path))
    except UnicodeDecodeError as error:
        raise Unreadable(f"{path} is not text in UTF-8. Save it as CSV in UTF-8.") from error
    except (gzip.BadGzipFile, EOFError, zlib.error) as error:
        raise Unreadable(f"{path} is compressed, and damaged or cut off ({error}).") from error


def _rows(path: Path) -> Iterator[tuple[int, list[str]]]:
    """(line, fields), without empty lines. Compressed or not is seen by the first two bytes, whatever the name is."""
    with sys.stdin.buffer if str(path) == "-" else path.open("rb") as raw:
        stream = io.BufferedReader(
            cast(io.RawIOBase, raw)
        )  # also around what is buffered: only its peek is certain
        packed = stream.peek(2)[:2] == b"\x1f\x8b"
        plain = gzip.GzipFile(fileobj=stream) if packed else stream
        reader = csv.reader(io.TextIOWrapper(plain, encoding="utf-8-sig", newline=""))
        try:
            for fields in reader:
                if fields:
                    yield reader.line_num, fields
        except csv.Error as error:
            raise Unreadable(f"{path}, line {reader.line_num}: not CSV ({error}).") from error


def _tests(rows: Iterator[tuple[int, list[str]]]) -> Counted:
    _, head = next(rows, (0, []))
    places = _places(head)
    tests: dict[str, Test] = {}
    nameless: list[Test] = []
    for line, fields in rows:
        values = {name: fields[place].strip() for name, place in places.items() if place < len(fields)}
        name = values.get("test", "")
        if not name:
            nameless.append(Test("", line, refusal=Refusal("", line, "the row names no test")))
            continue
        test = tests.setdefault(name, Test(name, line))
        if test.refusal is None:
            test.refusal = _add(test, values, line, set(places) - set(values))
    if not tests and not nameless:
        raise Unreadable("The file has no rows: there is nothing to judge.")
    for test in tests.values():
        test.refusal = test.refusal or _incomplete(test)
    return Counted([*tests.values(), *nameless], HOUR in places)


def _places(head: list[str]) -> dict[str, int]:
    """Where the columns are that count."""
    names = [name.strip().lower() for name in head]
    if not any(names):
        raise Unreadable(f"The file is empty. It needs a first line with the columns {', '.join(COLUMNS)}.")
    missing = [name for name in COLUMNS if name not in names]
    if missing:
        hint = " Columns are separated by commas." if any(";" in name or "\t" in name for name in names) else ""
        raise Unreadable(f"The first line has no column {', '.join(missing)}.{hint}")
    twice = [name for name in (*COLUMNS, HOUR) if names.count(name) > 1]
    if twice:
        raise Unreadable(f"The first line has the column {', '.join(twice)} more than once.")
    return {name: names.index(name) for name in (*COLUMNS, HOUR) if name in names}


def _add(test: Test, values: dict[str, str], line: int, absent: set[str]) -> Refusal | None:
    """Put the row into the test; or say why not."""

    def refused(why: str) -> Refusal:
        return Refusal(test.name, line, why)

    if absent:
        return refused(f"the row ends before the column {', '.join(sorted(absent))}")
    if not values["variant"]:
        return refused("the row names no variant")
    for name in ("impressions", "clicks"):
        if not NUMBER.fullmatch(values[name]):
            return refused(_no_count(name, values[name]))
    hour = _hour(values[HOUR]) if HOUR in values else 0
    if hour is None:
        usual = "a whole number nor a full hour such as 2026-05-03T14:00"
        return refused(f"hour {_quoted(values[HOUR])} is neither {usual}")
    dated = HOUR in values and not NUMBER.fullmatch(values[HOUR])
    if test.rows and dated != test.dated:
        return refused("hours are numbers in one row and moments in another")
    test.dated = dated
    row = Row(line, values["variant"], hour, int(values["impressions"]), int(values["clicks"]))
    if row.goals > row.visitors:
        return refused(f"{row.goals} clicks in {row.visitors} impressions")
    if row.goals > MOST_GOALS:
        return refused(
            f"{row.goals:,} clicks; {MOST_GOALS:,} at most are weighed at once. Give the counts by the hour"
        )
    before = test.rows.setdefault((hour, row.variant), row)
    if before is not row:
        when = f", hour {values[HOUR]}," if HOUR in values else ""
        return refused(f"variant {_quoted(row.variant)}{when} for a second time, first on line {before.line}")
    if row.variant not in test.variants:
        test.variants.append(row.variant)
    return None


def _incomplete(test: Test) -> Refusal | None:
    """What only all of a test's rows show."""
    why = None
    hours = len({hour for hour, _ in test.rows})
    if len(test.variants) < 2:
        why = f"only variant {_quoted(test.variants[0])}: there is nothing to compare with"
    elif len(test.variants) > MOST:
        why = f"{len(test.variants)} variants; {MOST} at most are compared"
    elif hours > MOST_HOURS:
        why = f"{hours:,} different hours; {MOST_HOURS:,} at most, which is ten years"
    return Refusal(test.name, test.line, why) if why else None


def _no_count(name: str, value: str) -> str:
    if not value:
        return f"{name} is empty"
    if SIGNED.fullmatch(value):
        return f"{name} is {value[:SHOWN]}, less than nothing"
    if value.isascii() and value.isdigit():
        return f"{name} is greater than any test's"
    return f"{name} {_quoted(value)} is not a whole number"


def _hour(value: str) -> int | None:
    """Hours since 1970, of a whole number as it is or of an ISO 8601 date with a full hour (UTC where no zone is
    told)."""
    if NUMBER.fullmatch(value):
        return int(value)
    try:
        moment = datetime.fromisoformat(value)
    except ValueError:
        return None
    if len(value) <= len("2026-05-03"):  # a day alone
        return None
    seconds = (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).timestamp()
    return int(seconds // 3600) if seconds % 3600 == 0 else None


def _quoted(value: str) -> str:
    return f"“{value[:SHOWN]}…”" if len(value) > SHOWN else f"“{value}”"
