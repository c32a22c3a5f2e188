"""Standings made of plain counts, without a database: for words and pictures."""

from collections.abc import Mapping, Sequence

from smartbooth.core import clock
from smartbooth.experiments.models import Round
from smartbooth.experiments.rounds.standing import Standing
from smartbooth.experiments.tests.rounds import SHAPE
from smartbooth.experiments.verdict.states import State
from smartbooth.launches.models import Launch
from smartbooth.tallies.cohorts import CohortCount

Counted = Mapping[str, Sequence[tuple[int, int]]]  # letter -> hour by hour: visitors, goals


def standing(counts: Counted, retired: str = "", latched: bool = True, **fields: object) -> Standing:
    """The clock's present hour is the last of the counts. With `latched` the verdict the counts bear is recorded, as
    the worker would."""
    length = max(map(len, counts.values()))
    first = clock.hour() - length + 1
    arms = {x: {"from": first, "until": clock.hour() if x in retired else None} for x in sorted(counts)}
    fields = {"goal": Round.LEAD, "begun_hour": first, "number": 1, **fields}
    round_ = Round(launch=Launch(name="Aurora"), control=min(counts), arms=arms, **fields)
    cohorts = {
        (first + i, letter): CohortCount(visitors=n, asked=s, signups=s, clickers=s, chosen=s)
        for letter, hours in counts.items()
        for i, (n, s) in enumerate(hours)
        if n
    }
    hours = tuple(sorted({hour for hour, _ in cohorts}))
    made = Standing(round_, hours, cohorts, {hour: dict.fromkeys(arms, 1) for hour in hours})
    if latched and made.verdict and made.verdict.state not in (State.KEEP, State.UNTRUSTED):
        round_.verdict, round_.best = made.verdict.state, made.verdict.best or ""
        round_.reached_at = clock.now()
    return made


def shaped(name: str, **fields: object) -> Standing:
    return standing(SHAPE[name], **fields)
