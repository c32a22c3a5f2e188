"""A file of counts into tests, or into what is wrong with it and on which line."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from smartbooth.cli.judge.plain import SHOWN, plain, quoted
from smartbooth.cli.judge.rows import Broken, Rows, Unreadable, opened
from smartbooth.experiments.verdict.counts import MOST_GOALS

COLUMNS = ("test", "variant", "impressions", "clicks")
HOUR = "hour"
BREAK = re.compile(r"[\r\n]")
NUMBER = re.compile(r"\d{1,15}")  # what a double counts exactly
SIGNED = re.compile(r"-\d+")
MOST = 26  # variants of a test: each is compared with each, and ours have a letter
MOST_HOURS = 24 * 366 * 10  # ten years: who counts minutes is told so, instead of being waited for
MOST_BROKEN = 1_000  # lines that are not CSV: after each a megabyte may be read anew, which is then a gigabyte
KEPT = 1_000  # refusals that are told one by one, as many as anybody reads: a file of nothing else has no end


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
    """One test's rows by (hour, variant); `variants` as they first appear, `hours` those there are. `refusal`: the
    first thing that is wrong; its rows are then forgotten."""

    name: str
    line: int
    variants: list[str] = field(default_factory=list)
    hours: set[int] = field(default_factory=set)
    rows: dict[tuple[int, str], Row] = field(default_factory=dict)
    dated: bool = False
    refusal: Refusal | None = None

    def refuse(self, refusal: Refusal) -> None:
        self.refusal = refusal
        self.variants, self.hours, self.rows = [], set(), {}


@dataclass
class Counted:
    """All tests of a file, in its order; `hourly`: whether it has a column of hours. `refused`: what is wrong, by line,
    KEPT at most; `more`: how many others there are."""

    hourly: bool
    tests: dict[str, Test] = field(default_factory=dict)
    refused: list[Refusal] = field(default_factory=list)
    more: int = 0

    @property
    def good(self) -> list[Test]:
        return [test for test in self.tests.values() if not test.refusal]

    def refuse(self, refusal: Refusal) -> None:
        """What is wrong with a row, and so with the test it names (one refusal a test); with no test where it names
        none."""
        if refusal.test:
            test = self.tests.setdefault(refusal.test, Test(refusal.test, refusal.line))
            if test.refusal:
                return
            test.refuse(refusal)
        if len(self.refused) < KEPT:
            self.refused.append(refusal)
        else:
            self.more += 1


def read(path: Path) -> Counted:
    """Raises Unreadable for the file, OSError where it cannot be opened; what is wrong with one test is its
    refusal."""
    with opened(path) as rows:
        try:
            _, head = next(rows, (0, []))
        except Broken as broken:
            raise Unreadable(f"{path}, line {broken.line}: {broken}.") from broken
        return _counted(rows, _places(head))


def _counted(rows: Rows, places: dict[str, int]) -> Counted:
    counted = Counted(HOUR in places)
    broken = 0
    while True:
        try:
            line, fields = next(rows)
            values = _values(fields, places)
            if any(map(BREAK.search, values.values())):
                raise rows.broken("a line break in a name or a count: a quote is not closed")
            _take(counted, line, values, set(places) - set(values))
        except Broken as found:
            broken += 1
            if broken > MOST_BROKEN:
                raise Unreadable(
                    f"More than {MOST_BROKEN:,} lines are not CSV, the last is {found.line}."
                ) from found
            counted.refuse(Refusal(_values(found.fields, places).get("test", ""), found.line, str(found)))
        except StopIteration:
            break
    if not counted.tests and not counted.refused:
        raise Unreadable("The file has no rows: there is nothing to judge.")
    for test in counted.good:
        if len(test.variants) < 2:
            only = f"only variant {quoted(test.variants[0])}: there is nothing to compare with"
            counted.refuse(Refusal(test.name, test.line, only))
    counted.refused.sort(key=lambda one: one.line)
    return counted


def _values(fields: list[str], places: dict[str, int]) -> dict[str, str]:
    return {name: fields[place].strip() for name, place in places.items() if place < len(fields)}


def _take(counted: Counted, line: int, values: dict[str, str], absent: set[str]) -> None:
    name = values.get("test", "")
    if not name:
        counted.refuse(Refusal("", line, "the row names no test"))
        return
    test = counted.tests.setdefault(name, Test(name, line))
    if test.refusal is None:
        refusal = _add(test, values, line, absent)
        if refusal:
            counted.refuse(refusal)


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
    if isinstance(hour, str):
        return refused(hour)
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
        when = f", hour {plain(values[HOUR])}," if HOUR in values else ""
        return refused(f"variant {quoted(row.variant)}{when} for a second time, first on line {before.line}")
    return _counted_in(test, row)


def _counted_in(test: Test, row: Row) -> Refusal | None:
    """Its variant and hour are the test's; or there are too many."""
    if row.variant not in test.variants:
        test.variants.append(row.variant)
    test.hours.add(row.hour)
    if len(test.variants) > MOST:
        return Refusal(test.name, row.line, f"more than {MOST} variants; {MOST} at most are compared")
    if len(test.hours) > MOST_HOURS:
        why = f"more than {MOST_HOURS:,} different hours; that many at most, which is ten years"
        return Refusal(test.name, row.line, why)
    return None


def _no_count(name: str, value: str) -> str:
    if not value:
        return f"{name} is empty"
    if SIGNED.fullmatch(value):
        return f"{name} is {value[:SHOWN]}, less than nothing"
    if value.isascii() and value.isdigit():
        return f"{name} is greater than any test's"
    return f"{name} {quoted(value)} is not a whole number"


def _hour(value: str) -> int | str:
    """Hours since 1970, of a whole number as it is or of an ISO 8601 date with a full hour (UTC where no zone is
    told); or what is wrong with it."""
    if not value:
        return "hour is empty; a file with a column of hours names one in each row"
    if NUMBER.fullmatch(value):
        return int(value)
    wrong = f"hour {quoted(value)} is neither a whole number nor a full hour such as 2026-05-03T14:00"
    try:
        moment = datetime.fromisoformat(value)
    except ValueError:
        return wrong
    if len(value) <= len("2026-05-03"):  # a day alone
        return wrong
    try:
        seconds = (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC).timestamp()
    except OverflowError:
        return f"hour {quoted(value)} is in UTC before the year 1 or after the year 9999"
    return int(seconds // 3600) if seconds % 3600 == 0 else wrong
