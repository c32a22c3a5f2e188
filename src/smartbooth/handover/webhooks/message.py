"""What is sent: built when it is sent, so that a message waiting in line holds nothing of anyone."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction

from smartbooth.core import clock
from smartbooth.disclosures import door
from smartbooth.disclosures.door import Recipient
from smartbooth.handover.shapes import items, shapes
from smartbooth.handover.webhooks import events, secret
from smartbooth.handover.webhooks.models import Delivery, Endpoint
from smartbooth.leads.models import Lead
from smartbooth.registry.bases import Basis
from smartbooth.registry.purposes import Purpose


@dataclass(frozen=True)
class Message:
    """Ready for the wire. Standard Webhooks 1.0: `webhook-id` stays the same at each try, the time does not."""

    delivery: str
    headers: dict[str, str]
    body: bytes
    personal: bool  # whether it holds a lead's data


def build(endpoint: Endpoint, deliveries: Sequence[Delivery]) -> list[Message]:
    """In the given order; none for a lead that is gone or was taken back. The ledger has its rows when this returns:
    one a delivery, however often it is tried. Raises cipher.Unreadable when the endpoint's secret does not open, and
    what the door raises; then nothing is disclosed."""
    secret.show(endpoint)
    data = _leads(endpoint, [one for one in deliveries if one.event == events.CREATED])
    found = []
    for one in deliveries:
        if one.event == events.CREATED:
            if one.pk in data:
                found.append(_message(endpoint, one, data[one.pk]))
        else:
            found.append(_message(endpoint, one, _bare(one)))
    return found


def _leads(endpoint: Endpoint, deliveries: Sequence[Delivery]) -> dict[str, dict[str, object]]:
    """By delivery: the lead's data, through the door."""
    found: dict[str, dict[str, object]] = {}
    by_launch: dict[str, list[Delivery]] = {}
    for one in deliveries:
        if one.launch_id:
            by_launch.setdefault(one.launch_id, []).append(one)
    for launch, some in by_launch.items():
        leads = list(Lead.objects.select_related("person").filter(pk__in=[one.lead for one in some]))
        for fresh in (True, False):
            wanted = {one.lead: one.pk for one in some if one.disclosed is not fresh}
            chosen = [lead for lead in leads if lead.pk in wanted and lead.handed_at is not None]
            if chosen:
                opened = _open(endpoint, launch, chosen, list(wanted.values()), fresh)
                for key, shape in shapes(chosen, opened).items():
                    found[wanted[key]] = shape.model_dump(mode="json")
    return found


def _open(
    endpoint: Endpoint, launch: str, leads: list[Lead], deliveries: list[str], fresh: bool
) -> list[door.Opened]:
    to = Recipient.owner(endpoint.workspace)
    if not fresh:
        return door.again(items(leads), to=to, how=endpoint.way, launch=launch)
    with transaction.atomic():
        opened = door.disclose(
            items(leads), to=to, purpose=Purpose.SERVICE, ground=Basis.CONSENT, how=endpoint.way, launch=launch
        )
        Delivery.objects.filter(pk__in=deliveries, lead__in=[one.key for one in opened]).update(disclosed=True)
    return opened


def _bare(one: Delivery) -> dict[str, object]:
    """A recall names the lead by its id and nothing else; a ping says that it is one."""
    if one.event == events.PING or one.recall is None:
        return {"test": True}
    return {
        "id": one.lead,
        "state": "recalled",
        "launch": one.launch_id,
        "recall": one.recall.pk,
        "reason": one.recall.reason,
        "recalled_at": one.recall.at.isoformat(),
        "due_by": one.recall.due_by.isoformat(),
    }


def _message(endpoint: Endpoint, one: Delivery, data: dict[str, object]) -> Message:
    now = clock.now()
    body = json.dumps(
        {"type": one.event, "timestamp": one.queued_at.isoformat(), "data": data}, ensure_ascii=False
    )
    name = f"msg_{one.pk}"
    headers = {
        "webhook-id": name,
        "webhook-timestamp": str(int(now.timestamp())),
        "webhook-signature": secret.signatures(endpoint, name, now, body),
    }
    return Message(one.pk, headers, body.encode(), one.event == events.CREATED)
