"""Putting messages in line. Each is a row in the caller's transaction, and names the lead by its id alone."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Q

from smartbooth.accounts.tenancy import within
from smartbooth.core import clock
from smartbooth.handover.recalls.models import Recall
from smartbooth.handover.webhooks import events
from smartbooth.handover.webhooks.models import Delivery, Endpoint
from smartbooth.leads.models import Lead


def created(workspace: str, launch: str, leads: Iterable[str]) -> int:
    """Tell the launch's endpoints of these leads (ids), which were just handed over. How many messages; a lead that
    is in line already is not told of twice."""
    with within(workspace):
        endpoints = list(Endpoint.objects.filter(Q(launch=launch) | Q(launch=None), state=Endpoint.ACTIVE))
        if not endpoints:
            return 0
        now = clock.now()
        rows = [
            Delivery(
                workspace_id=workspace, endpoint=endpoint, launch_id=launch, event=events.CREATED, lead=lead,
                queued_at=now, next_at=now,
            )
            for lead in leads for endpoint in endpoints
        ]  # fmt: skip
        return len(Delivery.objects.bulk_create(rows, ignore_conflicts=True))


def handed(leads: list[Lead]) -> None:
    """Leads of one launch that were given to their owner just now."""
    if leads:
        created(leads[0].workspace_id, leads[0].launch_id, [lead.pk for lead in leads])


def recalled(recall: Recall) -> None:
    """Tell the endpoint that was given this lead that it was taken back; also one that is disabled, which will learn
    of it when it is switched on again."""
    endpoint = Endpoint.objects.filter(pk=recall.how.partition(":")[2]).first()
    if endpoint is not None:
        Delivery.objects.create(
            workspace_id=recall.workspace_id, endpoint=endpoint, launch_id=recall.launch_id, event=events.RECALLED,
            lead=recall.lead, recall=recall,
        )  # fmt: skip


def void(lead: str) -> None:
    """Nothing that still waits to be sent of this lead is sent."""
    waiting = Delivery.objects.filter(lead=lead, event=events.CREATED, state__in=[Delivery.WAITING, Delivery.DEAD])
    waiting.update(state=Delivery.VOID, done_at=clock.now())


def ping(endpoint: Endpoint) -> Delivery:
    """A message that holds nothing: does it arrive? Whatever pause the endpoint is in ends."""
    Endpoint.objects.filter(pk=endpoint.pk).update(paused_until=None)
    return Delivery.objects.create(workspace_id=endpoint.workspace_id, endpoint=endpoint, event=events.PING)


def again(deliveries: Iterable[str]) -> int:
    """Send dead letters (ids) once more, with all their tries. How many."""
    now = clock.now()
    return Delivery.objects.filter(pk__in=list(deliveries), state=Delivery.DEAD).update(
        state=Delivery.WAITING, attempts=0, queued_at=now, next_at=now, done_at=None, trouble="", status=None
    )
