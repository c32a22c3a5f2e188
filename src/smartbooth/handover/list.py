"""To the owner's list: within a second, each lead once. The row in the ledger, the mark on the lead and what adapters
add are one transaction, so a crash leaves all of it or none (promise B5)."""

from __future__ import annotations

import logging
from collections import defaultdict
from datetime import datetime

from django.db import transaction

from smartbooth.accounts.tenancy import everywhere, within
from smartbooth.core import clock
from smartbooth.disclosures.bars import Barred
from smartbooth.disclosures.door import Recipient, disclose
from smartbooth.handover import given, imprint
from smartbooth.leads.items import LIST, item
from smartbooth.leads.models import Lead
from smartbooth.people.vault import Unreadable
from smartbooth.registry.bases import Basis
from smartbooth.registry.purposes import Purpose

logger = logging.getLogger(__name__)
BATCH = 200  # leads a transaction: SQLite has one writer, and forms wait behind it
PAUSE = 0.25  # seconds between looks: the owner sees a lead within one
LATER = (
    600.0  # seconds after which a lead that could not be read is tried again: somebody may have put its key back
)

_later: dict[str, float] = {}  # leads that could not be read, and when to try again (core.clock)


def hand_over(before: datetime | None = None) -> int:
    """Give the owners those who are ready; how many. Looks without a lock first: mostly there is nobody. `before`:
    only who left their address until then, for a demonstration that plays days gone by."""
    now = clock.seconds()
    for lead in [lead for lead, when in _later.items() if when <= now]:
        del _later[lead]
    with everywhere():
        waiting = given.ready(Lead.objects.exclude(pk__in=list(_later)))
        if before is not None:
            waiting = waiting.filter(created_at__lte=before)
        ids = list(waiting.order_by("created_at").values_list("pk", flat=True)[:BATCH])
        if not ids:
            return 0
        try:
            return _hand_over(ids)
        except Barred:  # since we looked: the next look leaves them out
            return 0
        except Unreadable:
            return sum(_alone(id) for id in ids)


def _alone(id: str) -> int:
    try:
        return _hand_over([id])
    except Unreadable as error:
        _put_off(id, error)
        return 0


def _put_off(lead: str, why: object) -> None:
    logger.error("lead %s cannot be handed over now: %s", lead, why)
    _later[lead] = clock.seconds() + LATER


@transaction.atomic
def _hand_over(ids: list[str]) -> int:
    """Those of `ids` that are still ready, by now under a lock."""
    chosen = given.ready(Lead.objects.filter(pk__in=ids)).select_for_update(of=("self",), skip_locked=True)
    launches: dict[str, list[Lead]] = defaultdict(list)
    for lead in chosen.select_related("person", "workspace", "launch").order_by("created_at", "pk"):
        launches[lead.launch_id].append(lead)
    return sum(_give(leads) for leads in launches.values())


def _give(leads: list[Lead]) -> int:
    """`leads` of one launch."""
    first, now = leads[0], clock.now()
    with within(first.workspace_id):
        opened = disclose(
            [item(lead.pk, lead.person_id, lead.person.sealed, lead.given) for lead in leads],
            to=Recipient.owner(first.workspace, imprint.contact(first.launch)), purpose=Purpose.SERVICE,
            ground=Basis.CONSENT, how=LIST, launch=first.launch_id,
        )  # fmt: skip
        readable = {one.key for one in opened}
        handed = [lead for lead in leads if lead.pk in readable]
        Lead.objects.filter(pk__in=readable).update(handed_at=now)
        for lead in handed:
            lead.handed_at = now
        if handed:
            given.tell(handed)
    for lead in leads:
        if lead.pk not in readable:
            _put_off(lead.pk, "the person’s key is not in the key store")
    return len(handed)
