"""Journal lines as real traffic makes them: few names are common, many are rare."""

import random
from collections.abc import Iterator

from smartbooth.journal.lines import Event, write

SOURCES = ["direct", "google", "x", "facebook", *(f"site{n}.example" for n in range(26))]
CAMPAIGNS = ["-", "spring", *(f"campaign-{n}" for n in range(8))]
COUNTRIES = [a + b for a in "ABCDEFGH" for b in "JKLMN"]


def _zipf(count: int) -> list[float]:
    return [(n + 1) ** -1.5 for n in range(count)]


def events(count: int, owners: list[tuple[str, str]], seed: int = 1, hour: int = 496000) -> Iterator[Event]:
    """`count` events of launches given as (workspace, launch), from 30 sources, 10 campaigns (each
    runs on a few sources), 40 countries, 3 devices, 4 variants, two hours."""
    draw = random.Random(seed)
    sources = draw.choices(range(30), _zipf(30), k=count)
    tagged = draw.choices([False, True], [65, 35], k=count)
    countries = draw.choices(COUNTRIES, _zipf(40), k=count)
    devices = draw.choices("pdt", [60, 35, 5], k=count)
    marks = draw.choices(["first", "again", "unmeasured"], [70, 25, 5], k=count)
    kinds = draw.choices(["served", "view", "click", "lead", "drop"], [45, 45, 5, 1, 4], k=count)
    for at in range(count):
        workspace, launch = draw.choice(owners)
        kind = kinds[at]
        mark = {"served": "-", "drop": "robot"}.get(kind, marks[at])
        source = sources[at]
        yield Event(
            hour + at * 2 // count,
            kind,
            workspace,
            launch,
            draw.choice("abcd"),
            hour,
            SOURCES[source],
            CAMPAIGNS[1 + source % 9] if tagged[at] else "-",
            countries[at],
            devices[at],
            mark,
            "button1" if kind == "click" else "-",
        )


def lines(count: int, owners: list[tuple[str, str]], seed: int = 1) -> list[bytes]:
    return [write(event) for event in events(count, owners, seed)]
