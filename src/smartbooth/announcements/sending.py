"""An announcement's way out: said when it goes, taken back until it begins, posted a batch at a time by the worker."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Case, IntegerField, QuerySet, Value, When
from django.utils.translation import gettext_noop

from smartbooth.announcements import feed as public_feed
from smartbooth.announcements import recipients
from smartbooth.announcements.kinds import KINDS
from smartbooth.announcements.messages import message_for
from smartbooth.announcements.models import Announcement
from smartbooth.core import clock
from smartbooth.mail import batch
from smartbooth.mail.feed import feed, of_accounts

STOPPED = gettext_noop("An operator stopped this announcement.")


def soon() -> datetime:
    """When "now" is: late enough to take it back."""
    return clock.now() + timedelta(seconds=settings.ANNOUNCEMENT_UNDO_SECONDS)


def schedule(announcement: Announcement, at: datetime, mailed: bool) -> bool:
    """A draft goes out at `at`: on the status page (unless it is one workspace's affair) and, where `mailed`, by
    letter. False where it was no draft any more."""
    mailed = mailed or announcement.workspace_id is not None
    drafts = Announcement.objects.filter(pk=announcement.pk, goes_at=None)
    return drafts.update(goes_at=at, mailed=mailed) > 0


def take_back(announcement: Announcement) -> bool:
    """A draft again. False where it had begun."""
    waiting = Announcement.objects.filter(pk=announcement.pk, begun_at=None, goes_at__isnull=False)
    return waiting.update(goes_at=None) > 0


def stop(announcement: Announcement) -> bool:
    """What has not gone of its letters will not go. False where none was under way. Who has read it has read it: it
    stays on the status page, and can be said to be over."""
    with transaction.atomic():
        now = clock.now()
        under_way = Announcement.objects.filter(pk=announcement.pk, begun_at__isnull=False, stopped=False)
        if not under_way.update(stopped=True, cursor="", done_at=now):
            return False
        batch.cancel(announcement.pk, STOPPED)
    return True


def due() -> int:
    """Post the next batch of each announcement that goes out, urgent ones first; how many letters that were, and how
    many announcements began."""
    keys = list(_going(clock.now()).values_list("pk", flat=True))
    return sum(map(_next, keys))


def _going(now: datetime) -> QuerySet[Announcement]:
    calm = [kind.key for kind in KINDS.values() if not kind.urgent]
    patience = Case(When(kind__in=calm, then=Value(1)), default=Value(0), output_field=IntegerField())
    return Announcement.objects.filter(goes_at__lte=now, done_at=None).order_by(patience, "goes_at")


def _next(key: str) -> int:
    with transaction.atomic():
        one = Announcement.objects.select_for_update().filter(pk=key, done_at=None).first()
        now = clock.now()
        if one is None or one.goes_at is None or one.goes_at > now:
            return 0  # taken back meanwhile, or stopped
        begun, one.begun_at = one.begun_at is None, one.begun_at or now
        posted, cursor = _post(one)
        one.cursor, one.done_at = cursor or "", now if cursor is None else None
        one.save(update_fields=["begun_at", "cursor", "done_at"])
        if begun and one.workspace_id is None:
            public_feed.changed()
    return posted + begun


def _post(one: Announcement) -> tuple[int, str | None]:
    if not one.mailed:
        return 0, None
    return feed(
        one.pk, one.cursor, of_accounts(recipients.accounts(one)), message_for(one), {"announcement": one.pk}
    )
