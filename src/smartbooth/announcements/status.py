"""How the service stands, for everybody: one sentence, and what was announced. It says what it looks at: the worker's
sign of life, the announcements in force, and that this page was answered."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from smartbooth.announcements import moments
from smartbooth.announcements.models import Announcement
from smartbooth.core import clock
from smartbooth.core.heartbeat import SILENT, heard
from smartbooth.mail import reading

SHOWN = timedelta(days=365)  # how far back the page goes
SOON = timedelta(hours=24)  # before it begins, planned work is named at the top, and in the studio
MOST = 100  # announcements on the page


@dataclass
class Shown:
    """An announcement to all, what said that it is over, and since when it is."""

    announcement: Announcement
    end: Announcement | None
    over_at: datetime | None

    @property
    def called_off(self) -> bool:
        start = self.announcement.starts_at
        return self.end is not None and start is not None and self.over_at is not None and self.over_at <= start


@dataclass
class Status:
    under_way: list[Shown] = field(default_factory=list)
    planned: list[Shown] = field(default_factory=list)
    earlier: list[Shown] = field(default_factory=list)
    heard: float | None = None  # seconds since the worker's last sign of life; None: there never was one here
    mail_waits: bool = False  # the mail server takes none at present

    @property
    def well(self) -> bool:
        return not self.under_way and self.working and not self.mail_waits

    @property
    def working(self) -> bool:
        return self.heard is not None and self.heard <= SILENT


def look() -> Status:
    now = clock.now()
    status = Status(heard=heard(), mail_waits=bool(reading.trouble()))
    ends: dict[str | None, Announcement] = {}
    public = Announcement.objects.public(now).order_by("-goes_at")
    for end in public.filter(kind=Announcement.END).select_related("ends"):
        ends[end.ends_id] = end  # the first one said it
    lately, lasting = Q(goes_at__gt=now - SHOWN), Q(ends_at__gt=now) | Q(kind=Announcement.INCIDENT)
    for one in public.exclude(kind=Announcement.END).filter(lately | lasting)[:MOST]:
        shown = shown_at(one, ends.get(one.pk), now)
        place = _place(status, shown, now)
        if place is not status.earlier or (one.goes_at or now) > now - SHOWN:
            place.append(shown)
    status.planned.sort(key=lambda shown: shown.announcement.starts_at or now)
    return status


def shown_at(one: Announcement, end: Announcement | None, now: datetime) -> Shown:
    passed = one.ends_at if one.ends_at is not None and one.ends_at <= now else None
    said = end.goes_at if end is not None else None
    return Shown(one, end, min(filter(None, (passed, said)), default=None))


def _place(status: Status, shown: Shown, now: datetime) -> list[Shown]:
    start = shown.announcement.starts_at
    if shown.over_at is not None:
        return status.earlier
    if start is not None and start > now:
        return status.planned
    return status.earlier if shown.announcement.kind == Announcement.CHANGE else status.under_way


def sentence(status: Status, language: str) -> str:
    """The one thing people come to hear."""
    now = clock.now()
    broken = [one.announcement for one in status.under_way if one.announcement.kind == Announcement.INCIDENT]
    if len(broken) == 1:
        return _("Not everything works: %(title)s") % {"title": broken[0].said("title", language)}
    if broken:
        text = ngettext("%(count)d thing does not work", "%(count)d things do not work", len(broken))
        return text % {"count": len(broken)}
    ends = [one.announcement.ends_at for one in status.under_way if one.announcement.ends_at]
    if ends:
        return _("Planned work is under way until %(moment)s") % {"moment": moments.near(max(ends))}
    if not status.working:
        return _("Pages and this studio answer, but counting and mail are behind")
    if status.mail_waits:
        return _("Everything works but mail: letters wait, and none is lost")
    starts = [one.announcement.starts_at for one in status.planned if one.announcement.kind == Announcement.OUTAGE]
    if starts and starts[0] and starts[0] - now <= SOON:
        return _("Everything works. Planned work begins %(moment)s") % {"moment": moments.near(starts[0])}
    return _("Everything works")
