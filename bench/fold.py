"""The fold: journalled events counted a second on one core, at a realistic and at a hostile diversity of lines."""

import os
import random
import time
from pathlib import Path

from bench.table import Row

EVENTS = 4_000_000
LINE_KINDS = (("served", "-"), ("view", "first"), ("view", "again"), ("click", "first"))


def measure(folder: Path) -> list[Row]:
    os.environ["SMARTBOOTH_VAR"] = str(folder / "var-fold")
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "smartbooth.config.settings")
    django.setup()
    from django.core.management import call_command

    from smartbooth.accounts.models import Workspace
    from smartbooth.accounts.tenancy import everywhere
    from smartbooth.launches.models import Launch

    call_command("migrate", verbosity=0)
    workspace = Workspace.objects.create(name="Bench")
    with everywhere():
        launch = Launch.objects.create(workspace=workspace, name="Bench", slug="bench-fold")
    place = f"{workspace.pk}\t{launch.pk}"
    return [
        _run(folder / "few", _lines(place, sources=12, campaigns=4, countries=15, hours=1), "one busy hour", 1e6),
        _run(
            folder / "many",
            _lines(place, sources=30, campaigns=10, countries=40, hours=3),
            "three hours, all dimensions",
        ),
    ]


def _lines(place: str, sources: int, campaigns: int, countries: int, hours: int) -> list[bytes]:
    """EVENTS lines of one launch with four variants; popular values are common, as on a real page (Zipf)."""
    draw = random.Random(7)

    def some(names: list[str]) -> list[str]:
        return draw.choices(names, [1 / (rank + 1) for rank in range(len(names))], k=EVENTS)

    letters = [chr(65 + n // 26) + chr(65 + n % 26) for n in range(countries)]
    columns = zip(
        some([f"source{n}" for n in range(sources)]),
        some(["-", *(f"campaign{n}" for n in range(campaigns - 1))]),
        some(letters),
        some(["p", "d", "t"]),
        draw.choices("abcd", k=EVENTS),
        draw.choices(range(496000, 496000 + hours), k=EVENTS),
        draw.choices(LINE_KINDS, (10, 8, 2, 1), k=EVENTS),
        strict=True,
    )
    return [
        f"{hour}\t{kind}\t{place}\t{variant}\t{hour}\t{source}\t{campaign}\t{country}\t{device}\t{mark}\t-\n".encode()
        for source, campaign, country, device, variant, hour, (kind, mark) in columns
    ]


def _run(folder: Path, lines: list[bytes], what: str, must: float = 0.0) -> Row:
    from smartbooth.tallies.fold import fold

    folder.mkdir(parents=True)
    with (folder / "bench.log").open("wb") as out:
        out.writelines(lines)
    distinct = len(set(lines))
    begun = time.process_time()  # a core's time: what other programs take of the machine is not ours
    folded = 0
    while done := fold(folder):
        folded += done
    seconds = time.process_time() - begun
    assert folded == len(lines), (folded, len(lines))
    rate = folded / seconds
    return Row(
        f"fold, {what} ({distinct:,} distinct lines)",
        f"{rate:,.0f} events/s a core",
        f"≥ {must:,.0f}" if must else "",
        rate >= must,
    )
