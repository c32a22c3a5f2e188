"""What a workspace's owners are written about a schedule: that a launch is near, and that it was not kept."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from smartbooth.mail.messages import EXAMPLE_MOMENT, Facts, Kind, Message
from smartbooth.mail.parameters import Choice, Count, Id, Moment, Rows, Words
from smartbooth.people import suppression
from smartbooth.registry.purposes import Purpose
from smartbooth.registry.subjects import Subject

MOST = 5  # sentences of what is missing; the page has them all
SENTENCES = Rows({"text": Words(300)}, MOST)
PUBLISH, UNPUBLISH = "publish_at", "unpublish_at"


class _Scheduled:
    purpose, of = Purpose.SERVICE, Subject.OWNER

    @classmethod
    def links(cls, facts: Facts) -> dict[str, str]:
        return {"page": reverse("launches:publication", args=[facts.params["key"]])}


class LaunchDay(_Scheduled, Message):
    """`missing` forbids that it goes live, `worth` does not."""

    name = "launch-day"
    kind = Kind.NOTIFICATION
    when = _("to a workspace’s owners, the day before a launch of theirs goes live as scheduled")
    budget = 366  # a launch a day
    leaves = suppression.REMINDERS
    contains = {
        "launch": Words(80), "key": Id(), "workspace": Words(80), "at": Moment(), "live": Choice(("yes", "no")),
        "missing": SENTENCES, "worth": SENTENCES, "more": Count(),
    }  # fmt: skip
    subject = _("“%(launch)s” is about to go live")
    template = "launches/mail/launch_day"
    example = {
        "launch": "Aurora", "key": "example", "workspace": "Aurora SAS", "at": EXAMPLE_MOMENT + timedelta(hours=13),
        "live": "no", "missing": [{"text": _("The page is empty.")}], "worth": [], "more": 0,
        "page": "/launches/example/publication",
    }  # fmt: skip


class ScheduleMissed(_Scheduled, Message):
    name = "schedule-missed"
    when = _("to a workspace’s owners, when a launch could not go live or come down as scheduled")
    budget = 60  # one a week, for whoever launches each week and forgets something each time
    essential = True
    contains = {
        "launch": Words(80), "key": Id(), "workspace": Words(80), "at": Moment(), "what": Choice((PUBLISH, UNPUBLISH)),
        "why": SENTENCES, "again": Choice(("yes", "no")),
    }  # fmt: skip
    subject = _("“%(launch)s”: the schedule was not kept")
    template = "launches/mail/schedule_missed"
    example = {
        "launch": "Aurora", "key": "example", "workspace": "Aurora SAS", "at": EXAMPLE_MOMENT, "what": PUBLISH,
        "why": [{"text": _("The page is empty.")}], "again": "no", "page": "/launches/example/publication",
    }  # fmt: skip


def sentences(texts: Iterable[str]) -> list[dict[str, Any]]:
    """At most MOST of them, as a message holds them."""
    return [{"text": text} for text in list(texts)[:MOST]]
