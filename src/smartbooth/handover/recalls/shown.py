"""Recalls in words."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from smartbooth.core import clock
from smartbooth.experiments.moments import day
from smartbooth.handover.api.models import Token
from smartbooth.handover.recalls.models import Recall
from smartbooth.handover.recalls.queries import Pending, pending
from smartbooth.handover.webhooks.models import Endpoint
from smartbooth.leads.beside import Word
from smartbooth.leads.shown import when

MOST = 500  # rows of the page; what is acknowledged makes room
LATELY = 20

REASONS = {
    Recall.WITHDRAWN: gettext_lazy("took their address back"),
    Recall.ERASED: gettext_lazy("was erased"),
    Recall.CHILD: gettext_lazy("is a child"),
}
BARRED = gettext_lazy("New addresses wait until you say that a child’s data is deleted on your side.")
WAYS = {
    "list": gettext_lazy("the list"),
    "csv": gettext_lazy("a CSV file"),
    "xlsx": gettext_lazy("an Excel file"),
}


@dataclass(frozen=True)
class Line:
    """One lead: what happened, where it had gone, and until when it has to be deleted there."""

    lead: str
    launch: str
    reason: str
    left_on: str
    at: str
    due: str
    overdue: bool
    ways: list[str]
    done: str = ""


def sentence(found: Pending) -> str:
    if not found.leads:
        return _("Nothing has to be deleted.")
    return ngettext(
        "%(n)s person has to be deleted on your side.",
        "%(n)s people have to be deleted on your side.",
        found.leads,
    ) % {"n": found.leads}


def open_ones() -> list[Line]:
    rows = (
        Recall.objects.select_related("launch")
        .filter(acknowledged_at=None)
        .order_by("due_by", "lead", "pk")[:MOST]
    )
    return _lines(list(rows))


def done() -> list[Line]:
    rows = Recall.objects.select_related("launch").exclude(acknowledged_at=None)
    return _lines(list(rows.order_by("-acknowledged_at", "lead", "pk")[: LATELY * 3]))[:LATELY]


def _lines(rows: list[Recall]) -> list[Line]:
    names = _names(rows)
    grouped: dict[str, list[Recall]] = {}
    for row in rows:
        grouped.setdefault(row.lead, []).append(row)
    return [_line(some, names) for some in grouped.values()]


def _line(rows: list[Recall], names: dict[str, str]) -> Line:
    rows = sorted(rows, key=lambda row: (row.how != "list", row.at))
    first, now = rows[0], clock.now()
    due = min(row.due_by for row in rows)
    return Line(
        lead=first.lead,
        launch=first.launch.name if first.launch else first.launch_name,
        reason=str(REASONS[first.reason]),
        left_on=day(first.left_on),
        at=when(first.at),
        due=day(timezone.localtime(due).date()),
        overdue=due < now,
        ways=list(dict.fromkeys(names.get(row.how) or str(WAYS.get(row.how, row.how)) for row in rows)),
        done=when(first.acknowledged_at) if first.acknowledged_at else "",
    )


def _names(rows: list[Recall]) -> dict[str, str]:
    """What the owner calls the programs: two queries."""
    ids = {row.how.partition(":")[2] for row in rows}
    names = {one.way: _("the program %(name)s") % {"name": one.name} for one in Token.objects.filter(pk__in=ids)}
    for one in Endpoint.objects.filter(pk__in=ids):
        names[one.way] = _("the webhook at %(host)s") % {"host": one.url.partition("://")[2].partition("/")[0]}
    return {
        row.how: names.get(row.how, "") or (_("a program since removed") if ":" in row.how else "") for row in rows
    }


def about(launch: str) -> Word | None:
    """For the page of a launch's leads: what has to be deleted, if anything has."""
    found = pending(launch)
    if not found.leads:
        return None
    if found.barred:
        return Word(str(BARRED), reverse("recalls"), _("See what to delete"), True)
    return Word(sentence(found), reverse("recalls"), _("See what to delete"), bool(found.overdue))
