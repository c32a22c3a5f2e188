"""What state a launch is in, in the words of the person: live, scheduled, draft, taken down."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from smartbooth.core import clock
from smartbooth.launches.models import Launch, Publication
from smartbooth.launches.publish import pending_changes

LIVE, SCHEDULED, DRAFT, DOWN = "live", "scheduled", "draft", "down"
LABELS = {LIVE: _("Live"), SCHEDULED: _("Scheduled"), DRAFT: _("Draft"), DOWN: _("Taken down")}
BADGES = {LIVE: "live", SCHEDULED: "warn", DRAFT: "draft", DOWN: "draft"}


@dataclass(frozen=True)
class State:
    key: str
    publication: Publication | None  # the live one
    changed: bool = False  # what is saved is not what is live

    @property
    def label(self) -> str:
        return str(LABELS[self.key])

    @property
    def badge(self) -> str:
        return BADGES[self.key]

    @property
    def live(self) -> bool:
        return self.publication is not None


def key_of(launch: Launch, live: bool, ever: bool) -> str:
    if live:
        return LIVE
    if launch.publish_at is not None and launch.publish_at > clock.now():
        return SCHEDULED
    return DOWN if ever else DRAFT


def state(launch: Launch, waiting: bool = False) -> State:
    """The launch's state; when `waiting` is asked for, also whether changes wait to be published."""
    newest = Publication.objects.filter(launch=launch).order_by("-number").first()
    live = newest if newest is not None and newest.ended_at is None else None
    key = key_of(launch, live is not None, newest is not None)
    return State(key, live, waiting and live is not None and bool(pending_changes(launch)))


def next_moment(launch: Launch) -> datetime | None:
    """When a schedule next does something, or None."""
    moments = [m for m in (launch.publish_at, launch.unpublish_at) if m is not None and m > clock.now()]
    return min(moments, default=None)
