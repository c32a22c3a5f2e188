"""The day before a launch goes live as scheduled, its owners are reminded: once for each moment."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from datetime import UTC, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import transaction
from django.utils.translation import override

from smartbooth.accounts.models import Membership
from smartbooth.accounts.owners import owners
from smartbooth.accounts.tenancy import everywhere, within
from smartbooth.core import clock
from smartbooth.launches.messages import LaunchDay, sentences
from smartbooth.launches.models import Launch, Publication
from smartbooth.launches.publish.problems import problems
from smartbooth.launches.publish.worded import worded
from smartbooth.mail import basis, membership
from smartbooth.people import suppression
from smartbooth.people.models import Person

logger = logging.getLogger(__name__)
LOOK = 20.0  # seconds between two looks
EVE = time(9)  # of the day before, in the installation's time zone: a working day to finish the page in
LEAST = timedelta(hours=2)  # before, for who schedules later than that: less, and they have it in mind still
AGAIN = timedelta(minutes=10)  # after a fault of ours


def moment(publish_at: datetime, now: datetime) -> datetime | None:
    """When owners are reminded of what is scheduled at `now`; None where it is too near."""
    zone = ZoneInfo(settings.TIME_ZONE)
    eve = datetime.combine(publish_at.astimezone(zone).date() - timedelta(days=1), EVE, zone).astimezone(UTC)
    return next((one for one in (eve, publish_at - LEAST) if one >= now), None)


def due() -> int:
    """Post what is due; how many launches that were. One launch's failure stops no other."""
    now, done = clock.now(), 0
    with everywhere():
        found = list(Launch.objects.filter(remind_at__lte=now).select_related("workspace").order_by("remind_at"))
    for launch in found:
        try:
            with within(launch.workspace_id):
                done += _remind(launch, now)
        except Exception:
            logger.exception("The reminder of launch %s failed", launch.pk)
            with everywhere():
                Launch.objects.filter(pk=launch.pk, remind_at=launch.remind_at).update(remind_at=now + AGAIN)
    return done


def _remind(launch: Launch, now: datetime) -> int:
    """A worker that was away comes late, but not after the launch. What is missing is looked for before the
    transaction: each page is compiled for it."""
    at, readers = launch.publish_at, []
    if at is not None and at > now:
        readers = list(_readers(launch))
    said = {language: _missing(launch, language) for language in {reader.user.language for reader in readers}}
    mine = Launch.objects.filter(pk=launch.pk, remind_at=launch.remind_at, publish_at=at)
    with transaction.atomic():
        if not mine.update(remind_at=None):
            return 0  # scheduled anew since, or another worker was quicker
        for reader in readers:
            membership.tell(
                LaunchDay, reader,
                unique=f"{LaunchDay.name}/{launch.pk}/{at.isoformat() if at else ''}/{reader.user.person_id}",
                launch=launch.name, key=launch.pk, workspace=launch.workspace.name, at=at,
                **said[reader.user.language],
            )  # fmt: skip
    return int(bool(readers))


def _readers(launch: Launch) -> Iterator[Membership]:
    """The owners who did not stop reminders."""
    found = owners(launch.workspace_id)
    wanted = basis.wanted(LaunchDay, [str(one.user.person_id) for one in found])
    return (one for one in found if one.user.person_id in wanted)


def _missing(launch: Launch, language: str) -> dict[str, Any]:
    """What stands before it, in words."""
    with override(language):
        found = problems(launch)
        errors, warnings = (
            worded(launch, [one for one in found if one.warning is kind]) for kind in (False, True)
        )
    missing = sentences(errors)
    live = Publication.objects.filter(launch=launch, ended_at=None).exists()
    return {
        "missing": missing,
        "worth": sentences(warnings),
        "more": len(errors) - len(missing),
        "live": "yes" if live else "no",
    }


def offered(person: Person) -> Iterator[str]:
    """See mail.choices.offered_by."""
    if Membership.objects.filter(user__person=person, role=Membership.OWNER).exists():
        yield suppression.REMINDERS
