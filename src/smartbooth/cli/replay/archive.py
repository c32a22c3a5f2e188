"""The archive of real tests, as values. Columns: test, variant, week, headline, excerpt, impressions, clicks."""

import csv
import gzip
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

EXTRACT = Path(__file__).parents[1] / "data"  # 12 tests and 200 requests, with their licences
NAME, VISITS = "upworthy-tests.csv.gz", "real-visits.csv.gz"
COLUMNS = ("test", "variant", "week", "headline", "excerpt", "impressions", "clicks")


class ArchiveError(ValueError):
    """A file that is not the archive: its text says which line and why."""


@dataclass(frozen=True)
class Version:
    """One variant as the archive has it. 0 <= clicks <= impressions."""

    letter: str
    headline: str
    excerpt: str
    impressions: int
    clicks: int


@dataclass(frozen=True)
class Test:
    key: str
    week: str  # ISO year and week, "201308"
    versions: tuple[Version, ...]

    @property
    def impressions(self) -> int:
        return sum(version.impressions for version in self.versions)


def rows(path: Path) -> Iterator[dict[str, str]]:
    """The rows of a .csv or .csv.gz. Raises ArchiveError when it is neither."""
    try:
        with gzip.open(path, "rt", newline="") if path.suffix == ".gz" else path.open(newline="") as lines:
            yield from csv.DictReader(lines)
    except (gzip.BadGzipFile, UnicodeDecodeError, csv.Error, EOFError) as error:
        raise ArchiveError(f"{path.name} cannot be read as a table: {error}") from None


def read(path: Path, scale: float = 1.0) -> list[Test]:
    """All tests of the file, impressions and clicks times `scale`, rounded; clicks never exceed impressions."""
    tests: dict[str, list[Version]] = {}
    weeks: dict[str, str] = {}
    for number, row in enumerate(rows(path), start=2):
        missing = [column for column in COLUMNS if row.get(column) is None]
        if missing:
            raise ArchiveError(f"{path.name}, line {number}: no {', '.join(missing)}")
        tests.setdefault(row["test"], []).append(_version(path, number, row, scale))
        weeks.setdefault(row["test"], row["week"])
    if not tests:
        raise ArchiveError(f"{path.name} has no tests in it")
    return [Test(key, weeks[key], tuple(versions)) for key, versions in tests.items()]


def _version(path: Path, number: int, row: dict[str, str], scale: float) -> Version:
    try:
        impressions, clicks = int(row["impressions"]), int(row["clicks"])
    except ValueError:
        raise ArchiveError(f"{path.name}, line {number}: impressions and clicks must be whole numbers") from None
    if not 0 <= clicks <= impressions:
        raise ArchiveError(f"{path.name}, line {number}: {clicks} clicks in {impressions} impressions")
    if len(row["variant"]) != 1 or not "a" <= row["variant"] <= "z":
        raise ArchiveError(f"{path.name}, line {number}: a variant is a letter, not {row['variant']!r}")
    seen = round(impressions * scale)
    return Version(row["variant"], row["headline"], row["excerpt"], seen, min(round(clicks * scale), seen))


def choose(tests: list[Test], wanted: int | None) -> list[Test]:
    """`wanted` tests spread evenly over the archive (its years differ), the same each time; None: all."""
    if wanted is None or wanted >= len(tests):
        return tests
    return [tests[number * len(tests) // wanted] for number in range(wanted)]
