"""When a launch goes live and comes down by itself, as its owner sets it."""

from __future__ import annotations

from datetime import datetime

from smartbooth.core import clock
from smartbooth.launches.models import Launch
from smartbooth.launches.reminding import moment


def appoint(launch: Launch, publish_at: datetime | None, unpublish_at: datetime | None) -> None:
    """Both moments anew; None forgets one. Runs inside the workspace. The owners are reminded of a new moment, and of
    one that stays as it was once only."""
    remind_at = launch.remind_at
    if publish_at != launch.publish_at:
        remind_at = moment(publish_at, clock.now()) if publish_at else None
    Launch.objects.filter(pk=launch.pk).update(
        publish_at=publish_at, unpublish_at=unpublish_at, remind_at=remind_at, schedule_problem=""
    )
