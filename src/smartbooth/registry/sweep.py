"""Deleting on time: every rule once a day, a batch at a time, so that the worker's other duties get their turn.

Any number of workers may do this: a batch is one transaction of the rule's own, and two that look at once delete each
row once.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass
from datetime import datetime, timedelta

from smartbooth.core import clock
from smartbooth.registry.models import Sweep
from smartbooth.registry.retention import Rule, rules

logger = logging.getLogger(__name__)

EVERY = timedelta(days=1)
AGAIN = timedelta(hours=1)  # after an error
GRACE = EVERY + timedelta(
    hours=6
)  # what was due longer ago is overdue: a daily sweep had its chance, and a restart


@dataclass(frozen=True)
class Overdue:
    rule: Rule
    rows: int
    last: Sweep | None  # the last run, None: never


def next_batch() -> int:
    """Delete one batch of what is too old. Returns how many things went; 0 when nothing is due."""
    now, runs = clock.now(), Sweep.objects.in_bulk()
    for rule in rules().values():
        run = runs.get(rule.key)
        if rule.sweep is not None and _is_due(run, now):
            done = _batch(rule, run)
            if done:
                return done
    return 0


def swept() -> list[Rule]:
    """The rules that the clock ends."""
    return [rule for rule in rules().values() if rule.sweep is not None]


def overdue() -> list[Overdue]:
    """By rule, what should have been deleted more than GRACE ago and is still there. Rules that are in time are left
    out."""
    then, runs = clock.now() - GRACE, Sweep.objects.in_bulk()
    counted = ((rule, rule.overdue(then)) for rule in rules().values() if rule.overdue is not None)
    return [Overdue(rule, rows, runs.get(rule.key)) for rule, rows in counted if rows]


def failed() -> list[Sweep]:
    """Runs of rules that ended with an error, the latest of each rule."""
    return list(Sweep.objects.exclude(problem="").order_by("rule"))


def _is_due(run: Sweep | None, moment: datetime) -> bool:
    if run is None or run.ended_at is None:
        return True
    if run.begun_at > moment:  # the clock went back: nothing says that it was done
        return True
    return run.ended_at <= moment - (AGAIN if run.problem else EVERY)


def _batch(rule: Rule, run: Sweep | None) -> int:
    """One batch of `rule`, and what is noted of it."""
    assert rule.sweep is not None
    now = clock.now()
    if run is None or run.ended_at is not None:
        run = Sweep(rule=rule.key, begun_at=now)
    try:
        done = rule.sweep(now)
    except Exception as error:
        # Another rule's data must go on time all the same: said in the log and by the doctor, tried again in an hour.
        logger.exception("Retention rule %s failed", rule.key)
        run.ended_at, run.problem = now, type(error).__name__
        run.save()
        return 0
    run.deleted += done
    if not done:
        run.ended_at = now
    run.save()
    return done
