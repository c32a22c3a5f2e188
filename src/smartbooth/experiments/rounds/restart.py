"""The same question, or another one, asked anew: of visitors first seen from the next full hour on."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from django.db import transaction

from smartbooth.accounts.models import User
from smartbooth.experiments.models import Round
from smartbooth.experiments.rounds.begin import begin
from smartbooth.experiments.rounds.close import NotRunning, close
from smartbooth.experiments.rounds.weigh import only
from smartbooth.launches.models import Launch, Split
from smartbooth.launches.publish import split


def restart(
    launch: Launch, letters: Collection[str], options: Mapping[str, Any], user: User | None = None
) -> Round:
    """Of all of `letters`, in equal parts. The test under way, if any, ends and is kept. `options`: fields of `Round`.
    Runs inside the workspace. Raises ValueError for fewer than two letters, NotRunning for one that is retired or was
    not published."""
    if len(set(letters)) < 2:
        raise ValueError("a test compares two versions or more")
    with transaction.atomic():
        split.lock(launch)
        missing = set(letters) - split.published(launch)
        if missing:
            raise NotRunning(", ".join(sorted(missing)))
        now = Round.objects.select_for_update().filter(launch=launch, ended_hour__isnull=True).first()
        hour = split.next_hour()
        if now is not None:
            close(now, hour, Round.RESTARTED, "")
        else:  # everybody was to get one version from then on, which they now will not
            Round.objects.filter(launch=launch, ended_hour=hour).update(ended_why=Round.RESTARTED, shown="")
        made = begin(launch, hour, sorted(set(letters)), options)
        only(launch, dict.fromkeys(letters, 1), Split.RESTART, user)
        return made


def take_back(round_: Round) -> bool:
    """Undo `restart` as long as nobody was asked the new question: the test that was under way goes on as if nothing
    had happened. Whether it could be. Runs inside the workspace."""
    with transaction.atomic():
        split.lock(round_.launch)
        mine = Round.objects.select_for_update(of=("self",)).select_related("launch").get(pk=round_.pk)
        before = split.in_force(mine.launch_id, mine.begun_hour - 1)
        if not mine.open or mine.begun_hour < split.next_hour() or before is None:
            return False
        if not set(before.shares) <= split.available(mine.launch):
            return False
        replaced = {"ended_hour": mine.begun_hour, "ended_why": Round.RESTARTED}
        old = Round.objects.filter(launch=mine.launch, **replaced).first()
        waiting = split.pending(mine.launch)
        if old is None and (waiting is None or waiting.cause != Split.RESTART):
            return False  # it was not asked for here: it begins because a version joins
        mine.delete()
        if old is not None:
            old.ended_hour, old.ended_why = None, ""
            old.found = old.found if old.reached else None
            old.save(update_fields=["ended_hour", "ended_why", "found"])
        only(round_.launch, before.shares, Split.OWNER)
    return True
