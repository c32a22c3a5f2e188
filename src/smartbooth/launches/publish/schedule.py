"""What was scheduled, done when its moment has come."""

from __future__ import annotations

import logging
from datetime import datetime, timedelta

from django.db.models import Q
from django.utils.translation import override

from smartbooth.accounts.models import Membership
from smartbooth.accounts.tenancy import everywhere, within
from smartbooth.launches.models import Launch
from smartbooth.launches.publish import missed
from smartbooth.launches.publish.problems import PublishError
from smartbooth.launches.publish.verbs import come_down, go_live

logger = logging.getLogger(__name__)
AGAIN = timedelta(minutes=1)  # after a fault of ours: tried again, while the owner sees that it is late


def due(now: datetime) -> int:
    """Publish and take down every launch whose moment has come; how many were. Called every second; may run twice
    at once. One launch's failure is written down for its owner and stops no other."""
    with everywhere():
        ready = Launch.objects.filter(Q(publish_at__lte=now) | Q(unpublish_at__lte=now))
        found = list(ready.select_related("workspace"))
    done = 0
    for launch in found:
        with within(launch.workspace_id), override(_owners_language(launch)):
            for field in _in_order(launch, now):
                done += _keep(launch, field, now)
    return done


def _in_order(launch: Launch, now: datetime) -> list[str]:
    moments = {"publish_at": launch.publish_at, "unpublish_at": launch.unpublish_at}
    ready = [(moment, field) for field, moment in moments.items() if moment is not None and moment <= now]
    return [field for _moment, field in sorted(ready)]


def _keep(launch: Launch, field: str, now: datetime) -> int:
    """One appointment, struck out in the transaction that keeps it: a crash between leaves it due, and of two
    workers one keeps it."""

    def claim() -> bool:
        return _move(launch, field, None, "")

    try:
        if field == "publish_at":
            return int(go_live(launch, None, claim) is not None)
        return int(come_down(launch, claim))
    except PublishError as error:
        missed.refused(launch, field, error, lambda why: _move(launch, field, None, why))
    except Exception:
        logger.exception("The schedule of launch %s failed", launch.pk)
        missed.failed(launch, field, lambda why: _move(launch, field, now + AGAIN, why))
    return 0


def _move(launch: Launch, field: str, after: datetime | None, problem: str) -> bool:
    """Move the appointment, unless it is another one by now."""
    same = Launch.objects.filter(pk=launch.pk, **{field: getattr(launch, field)})
    return bool(same.update(**{field: after, "schedule_problem": problem[:500]}))


def _owners_language(launch: Launch) -> str:
    owner = Membership.objects.filter(workspace_id=launch.workspace_id, role=Membership.OWNER).select_related(
        "user"
    )
    first = owner.order_by("pk").first()
    return first.user.language if first else launch.language
