"""What the operator's pages about announcements show."""

from __future__ import annotations

from typing import Any

from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from smartbooth.announcements import budget, kinds, moments, recipients, shown
from smartbooth.announcements.models import Announcement
from smartbooth.announcements.shown import language
from smartbooth.core import clock
from smartbooth.mail import batch
from smartbooth.mail.models import Outbox

PAGE = 50
NEWEST = Coalesce("goes_at", "written_at").desc()


def listed() -> dict[str, Any]:
    """The newest PAGE, drafts and what is to go out before all others."""
    rows = list(Announcement.objects.select_related("workspace", "ends").order_by(NEWEST)[:PAGE])
    rows.sort(key=lambda row: 0 if row.draft or row.waits or row.under_way else 1)
    return {"rows": [line(row) for row in rows], "sentence": _sentence(rows)}


def line(row: Announcement) -> dict[str, Any]:
    return {
        "id": row.pk,
        "name": kinds.name(row),
        "title": row.said("title", language()),
        "whose": row.workspace.name if row.workspace else "",
        "state": state(row),
        "at": row.goes_at or row.written_at,
        "open": row.draft or row.waits or row.under_way,
    }


def state(row: Announcement) -> str:
    if row.draft:
        return pgettext("announcement", "draft")
    if row.waits:
        return pgettext("announcement", "scheduled")
    if row.under_way:
        return pgettext("announcement", "being sent")
    return pgettext("announcement", "stopped") if row.stopped else pgettext("announcement", "out")


def _sentence(rows: list[Announcement]) -> str:
    going = sum(row.under_way for row in rows)
    if going:
        return ngettext("One announcement is going out", "%(n)d announcements are going out", going) % {"n": going}
    waiting = sum(row.waits for row in rows)
    if waiting:
        return ngettext("One announcement is scheduled", "%(n)d announcements are scheduled", waiting) % {
            "n": waiting
        }
    drafts = sum(row.draft for row in rows)
    if drafts:
        return ngettext("One announcement waits as a draft", "%(n)d announcements wait as drafts", drafts) % {
            "n": drafts
        }
    return _("Nothing waits to be announced")


def one(row: Announcement) -> dict[str, Any]:
    """Its page: what it says, how far it is, and what people have had where it is still to go."""
    counted = batch.counts(row.pk)
    left = sum(counted[key] for key in Outbox.LEFT)
    return {
        "row": row,
        "kind": kinds.kind_of(row),
        "name": kinds.name(row),
        "when": shown.when(row),
        "whose": row.workspace.name if row.workspace else "",
        "sentence": _one_sentence(row),
        "sent": counted[Outbox.SENT] + counted[Outbox.BOUNCED],
        "held": counted[Outbox.HELD],
        "left": left,
        "persons": recipients.count(row),
        "stoppable": row.begun_at is not None and not row.stopped and (left > 0 or row.done_at is None),
        "endable": endable(row),
        "ending": Announcement.objects.filter(ends=row).first(),
        "budget": budget.of(row) if row.draft else None,
    }


def endable(row: Announcement) -> bool:
    """Whether it can be said to be over: once it is out, and not twice."""
    out = row.goes_at is not None and row.goes_at <= clock.now()
    return out and row.kind in kinds.ENDED and not Announcement.objects.filter(ends=row).exists()


def _one_sentence(row: Announcement) -> str:
    title = row.said("title", language())
    if row.waits and row.goes_at:
        return _("Goes out %(moment)s: “%(title)s”") % {"moment": moments.moment(row.goes_at), "title": title}
    if row.draft:
        said = _("Not sent yet: “%(title)s”")
    elif row.under_way:
        said = _("On its way: “%(title)s”")
    else:
        said = _("Stopped: “%(title)s”") if row.stopped else _("Announced: “%(title)s”")
    return said % {"title": title}
