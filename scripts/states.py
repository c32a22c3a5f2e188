"""Five launches whose tests have come to the five states of a verdict, for the documentation's pictures.

Run by pictures.py in `smartbooth manage shell` on a demonstration's installation, beside its server; `main` writes
{state: launch} as JSON.
Visits go through journal and fold, and the worker's own look finds the verdict: nothing is put there by hand.
"""

import copy
import json
import random
import time
from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import Sum

from smartbooth.accounts.models import User, Workspace
from smartbooth.accounts.tenancy import everywhere, within
from smartbooth.cli.demo import NAME, past
from smartbooth.cli.demo.load import record
from smartbooth.core import clock
from smartbooth.experiments.models import Round
from smartbooth.experiments.rounds import watch
from smartbooth.journal.lines import LEAD, Event
from smartbooth.launches import editing
from smartbooth.launches.models import Launch, Variant
from smartbooth.launches.publish import publish
from smartbooth.tallies.models import Cohort

DAYS = 10
SEED = 7
IDEA = "The name as the headline"
PATIENCE = 60.0  # seconds for the fold


@dataclass(frozen=True)
class Case:
    """A launch and its crowd: visitors of A and of B, and which share of each leaves an address."""

    name: str
    visitors: tuple[int, int]
    rates: tuple[float, float]


CASES = {
    "keep": Case("Night ferry", (1900, 1900), (0.046, 0.056)),
    "winner": Case("Slow bread", (4000, 4000), (0.040, 0.062)),
    "control": Case("Window garden", (4000, 4000), (0.062, 0.040)),
    "same": Case("Paper kite", (6000, 6000), (0.52, 0.52)),
    "untrusted": Case("Second spring", (3000, 2400), (0.050, 0.051)),
}


def made(case: Case, workspace: Workspace, owner: User, draw: random.Random) -> tuple[Launch, list[Event]]:
    """The launch, published DAYS ago with two versions, and what its visitors did since."""
    stage = past.stage(workspace.pk, "", "en", DAYS)
    with clock.at(clock.hour_start(stage.start)):
        slug = case.name.lower().replace(" ", "-")
        launch = editing.create(workspace, owner, name=case.name, slug=slug, starter="soon", language="en")
        second = editing.duplicate(Variant.objects.get(launch=launch), IDEA, owner)
        page = copy.deepcopy(second.document)
        next(block for block in page["blocks"] if "headline" in block["data"])["data"]["headline"] = case.name
        editing.save(second, page, IDEA, owner)
        publish(launch, owner)
    stage = past.stage(workspace.pk, launch.pk, "en", DAYS)
    events: list[Event] = []
    for letter, visitors, rate in zip("ab", case.visitors, case.rates, strict=True):
        crowd = past.Crowd(letter, visitors)
        firsts = past.visitors(stage, crowd, draw)
        events += past.events(stage, crowd, firsts, draw)
        events += [first._replace(kind=LEAD) for first in draw.sample(firsts, round(visitors * rate))]
    return launch, events


def _folded(launches: Collection[str], visitors: int) -> None:
    """Wait until the server's worker has folded what it took of the journal before us."""
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        with everywhere():
            counted = Cohort.objects.filter(launch__in=launches).aggregate(n=Sum("visitors"))["n"]
        if counted == visitors:
            return
        time.sleep(0.2)
    raise TimeoutError(f"{counted} of {visitors} visitors were counted within {PATIENCE} seconds")


def main() -> None:
    owner = User.objects.get(username=NAME)
    workspace = Workspace.objects.get(members__username=NAME)
    draw = random.Random(SEED)  # noqa: S311 - the same pictures each time
    launches, events = {}, []
    with within(workspace):
        for state, case in CASES.items():
            launch, did = made(case, workspace, owner, draw)
            launches[state] = launch.pk
            events += did
    record(events)
    _folded(launches.values(), sum(sum(case.visitors) for case in CASES.values()))
    with within(workspace):
        for test in Round.objects.filter(launch__in=launches.values()):
            watch.consider(test)
    print(json.dumps(launches))
