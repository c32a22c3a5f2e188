"""Everybody gets one version, or goes on getting one of all; and the test ends."""

from __future__ import annotations

from django.db import transaction

from smartbooth.accounts.models import User
from smartbooth.experiments.models import Round
from smartbooth.experiments.rounds.begin import ANSWERS, follow
from smartbooth.experiments.rounds.close import NotRunning, close
from smartbooth.experiments.rounds.weigh import only
from smartbooth.launches.models import Split
from smartbooth.launches.publish import split

ALL = 100  # parts of a split with a hold-out: percent


def send_all(
    round_: Round, letter: str, why: str, keep_back: int | None = None, user: User | None = None
) -> Split | None:
    """End the test and give every new visitor `letter`, but for `keep_back` percent (the test's own unless given) who
    get the control, so that one still sees what the change is worth. Runs inside the workspace. Raises NotRunning, also
    where it was to happen by itself (WINNER) and its owner does not want that any more.

    Returns the split, which holds from the next full hour on; None where nothing had to change.
    """
    with transaction.atomic():
        split.lock(round_.launch)
        mine = Round.objects.select_for_update(of=("self",)).select_related("launch__workspace").get(pk=round_.pk)
        if not mine.open or letter not in mine.running or letter not in split.available(mine.launch):
            raise NotRunning(letter)
        if why == Round.WINNER and not mine.by_itself:
            raise NotRunning(letter)
        back = mine.keep_back if keep_back is None else keep_back
        both = back and letter != mine.control and mine.control in mine.running
        close(mine, split.next_hour(), why, letter)
        weights = {letter: ALL - back, mine.control: back} if both else {letter: 1}
        cause = Split.WINNER if why in (Round.WINNER, Round.CHOSEN) else Split.STOP
        return only(mine.launch, weights, cause, user)


def stop(round_: Round) -> None:
    """End the test without an answer, and let new visitors go on getting all its versions in the shares of now. No test
    begins by itself for that: begin.follow begins one where a version joins, and none does. Runs inside the workspace.
    Raises NotRunning."""
    with transaction.atomic():
        split.lock(round_.launch)
        mine = Round.objects.select_for_update(of=("self",)).select_related("launch").get(pk=round_.pk)
        if not mine.open:
            raise NotRunning(str(mine.number))
        close(mine, split.next_hour(), Round.STOPPED, "")


def take_back(round_: Round) -> bool:
    """Undo `send_all` or `stop` until the hour it holds from, if nobody has changed the split or retired a version
    since; whether it could be. Runs inside the workspace."""
    with transaction.atomic():
        split.lock(round_.launch)
        mine = Round.objects.select_for_update(of=("self",)).select_related("launch").get(pk=round_.pk)
        waiting = split.pending(mine.launch)
        newest = Round.objects.filter(launch=mine.launch).first()
        if mine.ended_hour is None or mine.ended_hour < split.next_hour() or newest != mine:
            return False
        if mine.stays:
            _reopen(mine)
            if waiting is not None:  # changed since: it goes on with that
                follow(mine.launch, waiting)
            return True
        if waiting is not None and waiting.cause not in ANSWERS:
            return False
        before = split.in_force(mine.launch_id, mine.ended_hour - 1)
        if before is None or not set(before.shares) <= split.available(mine.launch):
            return False
        _reopen(mine)
        only(mine.launch, before.shares, Split.OWNER)
    return True


def _reopen(mine: Round) -> None:
    mine.ended_hour, mine.ended_why, mine.shown = None, "", ""
    mine.found = mine.found if mine.reached else None
    mine.by_itself = mine.by_itself and not mine.best  # else the worker's next look would send them again
    mine.save(update_fields=["ended_hour", "ended_why", "shown", "found", "by_itself"])
