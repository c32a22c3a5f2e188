"""Make the small extracts in src/smartbooth/cli/data from the full files.

    python scripts/extract.py <folder with upworthy-tests.csv.gz and real-visits.csv.gz>

Deterministic: the same files give the same bytes.
"""

import csv
import gzip
import io
import sys
from pathlib import Path

LINES = 200
# Each tries a headline in every variant, has an excerpt, and speaks of nothing a demonstration should not.
TESTS = (
    "5190fa8f2ef85a001400139b",  # space song
    "5203b05ccb4b08661b0092ee",  # water in a coffee
    "5216bcaa2f61d46eb4002fa2",  # light from a bottle
    "5220f342b97f32558b00150b",  # old science
    "522a4ff02e7c15674b001940",  # music
    "52412903a30b386c7a008390",  # an experiment at school
    "52542dcee83bc7fbee000663",  # a restaurant
    "527ad3e6674673ed53008267",  # a photograph of the Earth
    "528b9f3972a5a7dff7001675",  # three young engineers
    "5296566858f57f80560003ad",  # seventeen bricks
    "54db73a43662380028950000",  # the heart
    "552415f4646338002c230000",  # bicycles
)
TARGET = Path(__file__).parents[1] / "src" / "smartbooth" / "cli" / "data"


def read(path: Path) -> list[dict[str, str]]:
    with gzip.open(path, "rt", newline="") as lines:
        return list(csv.DictReader(lines))


def write(path: Path, rows: list[dict[str, str]]) -> None:
    text = io.StringIO()
    table = csv.DictWriter(text, list(rows[0]), lineterminator="\n")
    table.writeheader()
    table.writerows(rows)
    path.write_bytes(gzip.compress(text.getvalue().encode(), mtime=0))


def some_tests(rows: list[dict[str, str]]) -> list[dict[str, str]]:
    return [row for row in rows if row["test"] in TESTS]


def some_visits(rows: list[dict[str, str]]) -> list[dict[str, str]]:
    """The first request of each agent and referring site, spread over the file; what was searched for is cut off."""
    seen: dict[tuple[str, str], dict[str, str]] = {}
    for row in rows:
        site = "/".join(row["referrer"].split("/", 3)[:3])
        seen.setdefault((row["user_agent"], site), {**row, "referrer": row["referrer"].partition("?")[0]})
    first = list(seen.values())
    return [first[number * len(first) // LINES] for number in range(LINES)]


def main() -> None:
    source = Path(sys.argv[1])
    TARGET.mkdir(exist_ok=True)
    write(TARGET / "upworthy-tests.csv.gz", some_tests(read(source / "upworthy-tests.csv.gz")))
    write(TARGET / "real-visits.csv.gz", some_visits(read(source / "real-visits.csv.gz")))


if __name__ == "__main__":
    main()
