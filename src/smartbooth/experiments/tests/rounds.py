"""Tests of launches, as the worker and the fold would leave them. Call it with the clock stopped at `seeds.NOW`."""

from collections.abc import Mapping, Sequence

from smartbooth.accounts.tenancy import within
from smartbooth.core import clock
from smartbooth.experiments.models import Round
from smartbooth.experiments.rounds.begin import begin
from smartbooth.experiments.rounds.standing import COLUMNS
from smartbooth.launches.models import Launch, Split
from smartbooth.tallies.models import Cohort

Counted = tuple[int, int]  # visitors and goals of an hour
SHAPE = {  # five tests, one for each state: 48 hours of (visitors, goals) a version
    "keep": {"a": [(40, 2), (42, 1), (38, 1)] * 16, "b": [(41, 2), (39, 1), (40, 2)] * 16},
    "winner": {"a": [(120, 6), (126, 5), (114, 7)] * 16, "b": [(123, 9), (117, 8), (120, 10)] * 16},
    "control": {"a": [(120, 9), (126, 8), (114, 10)] * 16, "b": [(123, 6), (117, 5), (120, 7)] * 16},
    "same": {"a": [(900, 450)] * 48, "b": [(900, 450)] * 48},
    "untrusted": {"a": [(60, 3)] * 48, "b": [(40, 2)] * 48},
}


def asked(
    launch: Launch,
    counts: Mapping[str, Sequence[Counted]],
    goal: str = Round.LEAD,
    shares: Mapping[str, int] | None = None,
    **fields: object,
) -> Round:
    """An open test whose last hour is the one before now. `counts`: hour by hour, of each version. Clicks that are not
    the goal come from half of the visitors, addresses that are not from a tenth."""
    length = max(map(len, counts.values()))
    first = clock.hour() - length
    with within(launch.workspace):
        weights = dict(shares or dict.fromkeys(counts, 1))
        Split.objects.create(
            workspace=launch.workspace, launch=launch, hour=first, shares=weights, cause=Split.PUBLISH
        )
        for letter, hours in counts.items():
            for place, (visitors, goals) in enumerate(hours):
                reached = {
                    "asked": visitors // 10,
                    "signups": visitors // 10,
                    "clickers": visitors // 2,
                    "chosen": 0,
                }
                reached[COLUMNS[goal]] = goals
                if goal == Round.LEAD:
                    reached["signups"] = goals  # nobody has to confirm
                Cohort.objects.create(
                    workspace=launch.workspace_id, launch=launch.pk, variant=letter, hour=first + place,
                    visitors=visitors, **reached,
                )  # fmt: skip
        made = begin(launch, first, sorted(counts), {"goal": goal})
        for name, value in fields.items():
            setattr(made, name, value)
        made.save()
    return made
