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
        missing = set(letters) - split.published(launch)
        if missing:
            raise NotRunning(", ".join(sorted(missing)))
        now = Round.objects.select_for_update().filter(launch=launch, ended_hour__isnull=True).first()
        hour = split.next_hour()
        if now is not None:
            close(now, hour, Round.RESTARTED, "")
        made = begin(launch, hour, sorted(set(letters)), options)
        only(launch, dict.fromkeys(letters, 1), Split.RESTART, user)
        return made
