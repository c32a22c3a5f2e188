"""The operator's queue as it is shown: what is due, overdue first."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.db.models import F
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from smartbooth.core import clock
from smartbooth.people import vault
from smartbooth.people.address import readable
from smartbooth.people.models import Person
from smartbooth.people.purpose import purpose
from smartbooth.registry.purposes import Purpose
from smartbooth.registry.subjects import Subject
from smartbooth.rights import clocks, register, shown
from smartbooth.rights.clocks import Law
from smartbooth.rights.kinds import NAMES, Kind
from smartbooth.rights.models import Request

MOST = 200  # rows a page: an operator with more has another problem than paging
SOON = timedelta(days=3)


def listed(past: bool) -> dict[str, Any]:
    now = clock.now()
    late = set(register.overdue(now).values_list("pk", flat=True))
    if past:
        rows = list(Request.objects.exclude(state__in=Request.OPEN).order_by("-ended_at")[:MOST])
    else:
        rows = list(register.open_ones().order_by(Coalesce(F("extended_to"), F("due_by")))[:MOST])
        rows.sort(key=lambda row: row.pk not in late)
    return {
        "past": past,
        "rows": [_row(row, row.pk in late) for row in rows],
        "open": register.open_ones().count(),
        "late": len(late),
        "sentence": sentence(register.open_ones().count(), len(late)),
    }


def sentence(open_ones: int, late: int) -> str:
    if not open_ones:
        return _("Nothing waits for you.")
    text = ngettext("%(n)s request waits", "%(n)s requests wait", open_ones) % {"n": open_ones}
    if not late:
        return _("%(wait)s, all in time.") % {"wait": text}
    return _("%(wait)s; %(late)s overdue.") % {"wait": text, "late": late}


def _row(row: Request, late: bool) -> dict[str, Any]:
    return {
        "id": row.pk,
        "name": NAMES[Kind(row.kind)],
        "received": shown.day(row.received_at),
        "due": shown.hour(row.deadline) if row.law == Law.CHILD else shown.day(row.deadline),
        "late": late,
        "soon": row.open and not late and row.deadline - clock.now() < SOON,
        "state": shown.state(row),
        "how": row.how,
        "ended": shown.day(row.ended_at),
        "receipt": shown.day(row.acknowledge_by) if row.acknowledged_at is None else "",
        "signal": row.signal,
    }


def one(row: Request) -> dict[str, Any]:
    return shown.request(row) | {
        "late": register.overdue(clock.now()).filter(pk=row.pk).exists(),
        "due": shown.hour(row.deadline),
        "who": _address(row.person),
        "child": row.kind == Kind.CHILD,
        "can_extend": row.open
        and not row.extended_to
        and clocks.extended(Law(row.law), row.received_at) is not None,
        "extended": shown.day(clocks.extended(Law(row.law), row.received_at)),
        "acknowledge": row.open and row.acknowledged_at is None,
        "acknowledge_by": shown.day(row.acknowledge_by),
        "recipients": shown.recipients(row) if row.proof.get("leads") else [],
    }


def _address(person: Person | None) -> str:
    """As people read it; "" where nobody is behind the request, or not any more."""
    if person is None:
        return ""
    with purpose(Purpose.CLAIMS, of=Subject.CORRESPONDENT):
        try:
            return readable(vault.open(person).address)
        except vault.Forgotten:
            return ""
