"""Who has an account is written to when the policy changes (promise A2): one letter a person and version, posted a
batch at a time by the worker."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import QuerySet

from smartbooth.accounts.models import User
from smartbooth.core import clock
from smartbooth.mail.feed import feed, of_accounts
from smartbooth.mail.models import Outbox
from smartbooth.policy.messages import PolicyChanged
from smartbooth.policy.models import Acceptance, Telling, Version

SETTLED = timedelta(seconds=10)  # an account that was just being made as the version came is stored by then


def due() -> int:
    """Post the next batch about the oldest version that not everybody was told of; how many letters that were."""
    if not Telling.objects.filter(done_at=None).exists():
        return 0
    with transaction.atomic():
        open_ones = Telling.objects.filter(done_at=None, version__published_at__lt=clock.now() - SETTLED)
        one = open_ones.select_for_update(of=("self",)).select_related("version").order_by("pk").first()
        if one is None:
            return 0
        number = one.version.number
        posted, cursor = feed(
            about(number), one.cursor, of_accounts(concerned(one.version)), PolicyChanged, {"version": number}
        )
        one.cursor, one.done_at = cursor or "", None if cursor is not None else clock.now()
        one.save()
    return posted


def about(number: int) -> str:
    """What the outbox's rows about a version have in common (mail/batch.py)."""
    return f"policy-{number}"


def concerned(version: Version) -> QuerySet[User]:
    """The accounts that were there when `version` was published. Who joined under it has read it already."""
    there = User.objects.filter(is_active=True, date_joined__lt=version.published_at).exclude(person=None)
    joined = Acceptance.objects.filter(version=version, how=Acceptance.JOINING)
    return there.exclude(pk__in=joined.values("user"))


def untold(version: Version) -> QuerySet[User]:
    """Those of them for whom no letter was posted. Two accounts of one person get one letter."""
    told = Outbox.objects.filter(about=about(version.number), message=PolicyChanged.name)
    return concerned(version).exclude(person__in=told.values("person_id"))


def waiting(version: Version, since: datetime) -> int:
    """How many of its letters have waited since before `since` for no reason that their rows would name."""
    mine = Outbox.objects.filter(about=about(version.number), message=PolicyChanged.name)
    return mine.filter(state__in=(Outbox.WAITING, Outbox.CLAIMED), created_at__lt=since).count()
