"""Whatever dies when, each journalled event is counted once. And the quick fold agrees with an obvious one."""

import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as profile
from hypothesis import strategies as st

from smartbooth.accounts.tenancy import everywhere
from smartbooth.journal import lines, segments
from smartbooth.journal.lines import Event
from smartbooth.tallies.count import count
from smartbooth.tallies.fold import fold
from smartbooth.tallies.models import Hourly

NAMES = st.sampled_from(["google", "x", "direct", "other", "-"])
EVENTS = st.builds(
    Event,
    hour=st.integers(495990, 496010),
    kind=st.sampled_from(["served", "view", "click", "lead", "asked", "confirmed", "drop"]),
    workspace=st.sampled_from(["w1", "w2"]),
    launch=st.sampled_from(["l1", "l2"]),
    variant=st.sampled_from("ab-"),
    first_hour=st.integers(495990, 496000),
    source=NAMES,
    campaign=NAMES,
    country=st.sampled_from(["FR", "ZZ"]),
    device=st.sampled_from("ptd-"),
    mark=st.sampled_from(["-", "first", "again", "unmeasured", "first-chosen", "again-chosen", "robot"]),
    target=st.sampled_from(["-", "buy"]),
)
LINES = st.lists(EVENTS.map(lines.write) | st.binary(max_size=30).map(lambda raw: raw.replace(b"\n", b"") + b"\n"))


def obvious(raw: list[bytes]) -> Counter:
    """One line at a time, one counter a fact, nothing remembered: slow and easy to check against the table in
    docs/architecture.md."""
    found: Counter = Counter()
    for line in raw:
        try:
            e = lines.read(line[:-1])
        except lines.Malformed:
            found["torn"] += 1
            continue
        place = (e.workspace, e.launch)
        if e.kind == "drop":
            found[("drop", *place, e.hour // 24, e.mark)] += 1
            continue
        if e.kind == "served":
            found[("served", *place, e.variant, e.hour)] += 1
            continue
        names = []
        if e.kind in ("lead", "confirmed"):
            names.append("leads")
            if e.mark == "first":
                names.append("signups")
        if e.kind in ("lead", "asked") and e.mark == "first":
            names.append("asked")
        if e.kind in ("view", "click") and e.mark == "unmeasured":
            names.append(f"unmeasured_{e.kind}s")
        elif e.kind in ("view", "click"):
            names.append(f"{e.kind}s")
            if e.mark in ("first", "first-chosen"):
                names.append({"view": "visitors", "click": "clickers"}[e.kind])
            if e.mark in ("first-chosen", "again-chosen"):
                names.append("chosen")
        for name in names:
            found[("hourly", *place, e.variant, e.hour, name)] += 1
            found[("cross", *place, e.hour, e.variant, e.source, e.campaign, e.country, e.device, name)] += 1
            if name in COHORT:
                found[("cohort", *place, e.variant, e.first_hour, name)] += 1
        if e.kind == "click":
            found[("target", *place, e.variant, e.hour // 24, e.target)] += 1
    return found


COUNTS = [
    "views", "visitors", "clicks", "clickers", "leads", "signups", "unmeasured_views", "unmeasured_clicks", "asked",
    "chosen",
]  # fmt: skip
COHORT = ["visitors", "clickers", "signups", "asked", "chosen"]


def flattened(counts) -> Counter:
    found: Counter = Counter()
    for key, values in counts.hourly.items():
        for name, value in zip(COUNTS, values, strict=False):
            found[("hourly", *key, name)] += value
        found[("served", *key)] += values[10]
    for key, values in counts.cohort.items():
        for name, value in zip(COHORT, values, strict=True):
            found[("cohort", *key, name)] += value
    for key, rows in counts.cross.items():
        for dims, values in rows.items():
            for name, value in zip(COUNTS, values, strict=True):
                found[("cross", *key, *dims, name)] += value
    for key, (value,) in counts.target.items():
        found[("target", *key)] += value
    for (workspace, launch, day, reason), (value,) in counts.drop.items():
        found["torn" if reason == "torn" else ("drop", workspace, launch, day, reason)] += value
    return +found


@given(LINES)
@profile(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_the_quick_fold_counts_what_the_obvious_one_counts(raw):
    assert flattened(count(Counter(raw), lambda named: named, 20000)) == +obvious(raw)


@given(EVENTS)
def test_a_line_that_is_written_is_read_or_refused_as_a_whole(event):
    try:
        assert lines.read(lines.write(event)[:-1]) == event
    except lines.Malformed:
        marks = {"served": ["-"], "drop": ["first", "again", "unmeasured", "robot"]}
        clicked = ["first-chosen", "again-chosen"] if event.kind == "click" else []
        good = event.mark in marks.get(event.kind, ["first", "again", "unmeasured", *clicked])
        assert not (good and (event.target == "-" or event.kind not in ("served", "drop")))


def program(code: str, **variables: str) -> subprocess.Popen:
    root = Path(__file__).parents[4]
    environment = {
        **os.environ, "PYTHONPATH": f"{root / 'src'}:{root}", "DJANGO_SETTINGS_MODULE": "smartbooth.config.settings",
        **variables,
    }  # fmt: skip
    return subprocess.Popen(
        [sys.executable, "-c", code], env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )


PREPARE = """
import django; django.setup()
from tests.apart import migrate
migrate()
from tests.world import build
world = build()
print(world.workspace.pk, world.launch.pk)
"""
# Writes visitors who click what the launch is about, until it is killed, and says after each of the two lines that it
# is in the journal: an acknowledged event.
WRITE = """
import os
from pathlib import Path
from smartbooth.journal.lines import Event, write
from smartbooth.journal.segments import Writer
writer = Writer(Path(os.environ["SMARTBOOTH_VAR"]) / "journal", rotate_bytes=20_000)
acknowledged = os.open(os.environ["ACKNOWLEDGED"], os.O_WRONLY | os.O_APPEND | os.O_CREAT)
number = 0
while True:
    number += 1
    place = os.environ["WORKSPACE"], os.environ["LAUNCH"]
    for kind, mark in ("view", "first"), ("click", "first-chosen"):
        writer.append(write(Event(496000, kind, *place, "a", 496000, f"site{number % 7}", mark=mark)))
        os.write(acknowledged, b".")
"""
FOLD = """
import django; django.setup()
from smartbooth.tallies import fold
fold.BATCH_BYTES = 5_000
while True:
    try:
        fold.fold()
    except fold.Conflict:
        pass
"""
READ = """
import django; django.setup()
from smartbooth.tallies.fold import fold
from smartbooth.tallies.models import Cohort, Cursor, Hourly
from smartbooth.accounts.tenancy import everywhere
while fold():
    pass
fold()
from django.db.models import Sum
with everywhere():
    for name in ("visitors", "chosen"):
        print(*(model.objects.aggregate(n=Sum(name))["n"] for model in (Hourly, Cohort)))
    print(Cursor.objects.count())
"""


def finish(process: subprocess.Popen) -> str:
    out, err = process.communicate(timeout=60)
    assert process.returncode == 0, err
    return out


def kill(process: subprocess.Popen) -> None:
    process.send_signal(signal.SIGKILL)
    process.communicate()


@pytest.mark.parametrize("seed", [1, 2])
def test_killed_writers_and_folders_lose_and_double_nothing(tmp_path, seed):
    draw = random.Random(seed)
    var = {"SMARTBOOTH_VAR": str(tmp_path)}
    workspace, launch = finish(program(PREPARE, **var)).split()
    acknowledged = tmp_path / "acknowledged"
    writing = {**var, "WORKSPACE": workspace, "LAUNCH": launch, "ACKNOWLEDGED": str(acknowledged)}
    writers = [program(WRITE, **writing) for _ in range(2)]
    folders = [program(FOLD, **var) for _ in range(2)]
    until = time.monotonic() + 60
    while not (acknowledged.exists() and acknowledged.stat().st_size > 300):
        assert time.monotonic() < until, "nothing was written"
        time.sleep(0.05)
    for _ in range(4):
        time.sleep(draw.uniform(0.2, 1.0))
        process = draw.choice([writers, folders])
        kill(process.pop(0))
        process.append(program(WRITE, **writing) if process is writers else program(FOLD, **var))
    for process in writers + folders:
        kill(process)
    visitors, cohort, chosen, in_cohort, cursors = map(int, finish(program(READ, **var)).split())
    written = acknowledged.stat().st_size
    # A writer killed between its line and its "." wrote one event that nobody was told of.
    assert written <= visitors + chosen <= written + 6
    assert cohort == visitors and in_cohort == chosen and visitors - 6 <= chosen <= visitors
    assert cursors == 0 and not segments.listed(tmp_path / "journal")


def test_two_folders_at_once_count_once(tmp_path, world, settings):
    settings.JOURNAL = tmp_path
    writer = segments.Writer(tmp_path)
    event = Event(496000, "view", world.workspace.pk, world.launch.pk, "a", 496000, mark="first")
    writer.append(lines.write(event))
    from smartbooth.tallies import fold as module

    with module._alone(tmp_path) as alone:
        assert alone
        assert fold() == 0  # somebody else is at it
    assert fold() == 1
    with everywhere():
        assert Hourly.objects.get().visitors == 1
