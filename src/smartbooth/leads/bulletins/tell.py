"""The letters about new leads, each period once: a row of the outbox and the cursor that says how far it told are one
transaction. A worker that dies leaves both or neither, and of two workers one moves the cursor."""

from __future__ import annotations

import logging
from datetime import datetime, timedelta

from django.db import connection, transaction

from smartbooth.accounts.tenancy import everywhere
from smartbooth.core import clock
from smartbooth.leads.bulletins import arrived, count, pace
from smartbooth.leads.bulletins.count import Counted
from smartbooth.leads.bulletins.rhythm import COME, ends, last
from smartbooth.leads.messages import NewLeads
from smartbooth.leads.models import Bulletin, Lead
from smartbooth.mail import basis, membership

logger = logging.getLogger(__name__)
LOOK = 1.0  # seconds between two looks for what is due
BATCH = 20  # bulletins a turn: at 8:00 many are due, and the worker's other duties come in between
AGAIN = timedelta(minutes=10)  # after a fault of ours


def due() -> int:
    """Write what is due, some of it; how many bulletins were looked at. One's failure stops no other."""
    now = clock.now()
    found = Bulletin.objects.filter(due_at__lte=now).select_related("membership__user", "membership__workspace")
    bulletins = list(found.order_by("due_at", "pk")[:BATCH])
    for bulletin in bulletins:
        try:
            _tell(bulletin, now)
        except Exception:
            logger.exception("The letter about new leads to membership %s failed", bulletin.pk)
            Bulletin.objects.filter(pk=bulletin.pk, due_at=bulletin.due_at).update(due_at=now + AGAIN)
    return len(bulletins)


def _tell(bulletin: Bulletin, now: datetime) -> None:
    until = max(bulletin.until, last(bulletin.rhythm, now))
    totals = count.totals(bulletin.membership.workspace_id, until)
    with transaction.atomic():
        _tell_of(bulletin, until, now, totals)


def _tell_of(bulletin: Bulletin, until: datetime, now: datetime, totals: dict[str, int]) -> None:
    workspace = bulletin.membership.workspace_id
    _wait_for_hand_overs(workspace)
    mine = Bulletin.objects.filter(pk=bulletin.pk)
    still = mine.filter(rhythm=bulletin.rhythm, until=bulletin.until, due_at=bulletin.due_at)
    if not still.update(until=until, due_at=None):
        return  # another worker was quicker, or they chose otherwise
    counted = count.between(workspace, bulletin.until, until, totals)
    if counted and _wanted(bulletin):
        _post(bulletin, counted, until)
        if bulletin.rhythm == COME:
            bulletin.rests_until = pace.rests_until(str(bulletin.membership.user.person_id), now)
    later = arrived.due(bulletin, now) if count.since(workspace, until) else None
    mine.update(due_at=later, rests_until=bulletin.rests_until)


def _wait_for_hand_overs(workspace: str) -> None:
    """Until those that are under way have ended: what they hand over has a moment before now, and would lie behind the
    cursor when it appears. Where the database has one writer, none is under way."""
    if connection.features.has_select_for_update:
        with everywhere():
            waiting = Lead.objects.filter(workspace=workspace, handed_at=None, confirmed_at__isnull=False)
            list(waiting.order_by("pk").select_for_update(of=("self",)).values_list("pk", flat=True))


def _wanted(bulletin: Bulletin) -> bool:
    """Whether there is somebody to write to who has not stopped these letters."""
    user = bulletin.membership.user
    return user.is_active and user.person_id is not None and bool(basis.wanted(NewLeads, [user.person_id]))


def _post(bulletin: Bulletin, counted: Counted, until: datetime) -> None:
    workspace, one = bulletin.membership.workspace, counted.lines[0]
    since, compared = counted.first, None
    if bulletin.rhythm != COME:
        since = max(last(bulletin.rhythm, counted.first), bulletin.until)
        if since == ends(bulletin.rhythm, until, 1)[1]:  # one whole day, or week
            compared = count.compared(workspace.pk, bulletin.rhythm, until)
    membership.tell(
        NewLeads, bulletin.membership, unique=f"{NewLeads.name}/{bulletin.pk}/{until.isoformat()}",
        workspace=workspace.name, rhythm=bulletin.rhythm,
        where=one.name if len(counted.lines) == 1 else workspace.name,
        fresh=counted.fresh, since=since, until=until, more=counted.more,
        lines=[
            {"launch": line.launch, "name": line.name, "fresh": line.fresh, "all": line.all} for line in counted.lines
        ],
        periods=compared.periods if compared else 0, low=compared.low if compared else 0,
        high=compared.high if compared else 0,
    )  # fmt: skip
