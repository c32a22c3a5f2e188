"""The worker's part: who is due gets a batch, sent by a thread, whose result is noted at the next round.

An endpoint has one batch under way at a time (a lease, so also with many workers): its messages arrive in order, and a
server that hangs keeps a thread for some seconds and nothing else. A batch is one message while the endpoint fails and
up to BATCH while it works. A worker that is killed leaves claimed messages and a lease: both run out, and the messages
are sent again under the same id, which is how the receiver knows them (at least once; Standard Webhooks).
"""

from __future__ import annotations

import logging
import time
from collections.abc import Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import Exists, F, OuterRef, Q, QuerySet

from smartbooth.accounts.tenancy import everywhere, within
from smartbooth.core import clock
from smartbooth.disclosures.bars import Barred
from smartbooth.handover.recalls import bar
from smartbooth.handover.webhooks import events, note
from smartbooth.handover.webhooks.message import Message, build
from smartbooth.handover.webhooks.models import Delivery, Endpoint
from smartbooth.handover.webhooks.send import Answer, Line
from smartbooth.handover.webhooks.target import Refused, parse
from smartbooth.handover.webhooks.way import KINDS, WAY
from smartbooth.people.cipher import Unreadable
from smartbooth.registry.egress import egress

logger = logging.getLogger(__name__)

BATCH = 25  # messages: a healthy server takes them within a second
ROUND = 0.1  # seconds after which a round begins no further batch: the worker has other duties
BUDGET = 5.0  # seconds after which a batch sends no further message
LEASE = timedelta(
    seconds=90
)  # longer than BUDGET and the slowest message together, whatever the settings below 60 s


@dataclass(frozen=True)
class Try:
    """A message that was sent, and what came of it."""

    delivery: str
    answer: Answer


class Courier:
    def __init__(self) -> None:
        self.pool = ThreadPoolExecutor(settings.WEBHOOK_THREADS, thread_name_prefix="webhook")
        self.under_way: dict[str, tuple[Endpoint, list[str], Future[list[Try]]]] = {}

    def round(self) -> int:
        """Note what came back, send what is due; how many batches. Never waits for anybody's server."""
        return self.harvest() + self.dispatch()

    def harvest(self) -> int:
        done = [key for key, (_one, _claimed, future) in self.under_way.items() if future.done()]
        for key in done:
            endpoint, claimed, future = self.under_way.pop(key)
            with within(endpoint.workspace_id):
                note.batch(endpoint, claimed, future.result())
        return len(done)

    def dispatch(self) -> int:
        free = settings.WEBHOOK_THREADS - len(self.under_way)
        if free <= 0:
            return 0
        begun, start = 0, time.monotonic()
        for endpoint in due(clock.now(), free):
            begun += self._begin(endpoint)
            if time.monotonic() - start > ROUND:
                break
        return begun

    def _begin(self, endpoint: Endpoint) -> int:
        with within(endpoint.workspace_id):
            claimed = claim(endpoint, clock.now())
            if not claimed:
                return 0
            try:
                messages = build(endpoint, claimed)
            except Barred:  # since we looked: they wait, none the worse for it
                note.batch(endpoint, [one.pk for one in claimed], [])
                return 0
            except Unreadable:
                note.batch(endpoint, [one.pk for one in claimed], [Try(claimed[0].pk, Answer("sealed"))])
                return 0
            ready = {one.delivery for one in messages}
            note.void([one.pk for one in claimed if one.pk not in ready])
        if not messages:
            note.release(endpoint)
            return 1
        future = self.pool.submit(send, endpoint.url, messages)
        self.under_way[endpoint.pk] = (endpoint, [one.delivery for one in messages], future)
        return 1

    def reap(self) -> int:
        """Messages that a worker claimed and took to its grave wait again; how many."""
        with everywhere():
            lost = Delivery.objects.filter(state=Delivery.CLAIMED, claimed_at__lte=clock.now() - LEASE)
            return lost.update(state=Delivery.WAITING, claimed_at=None)

    def settle(self, seconds: float = 30.0) -> None:
        """Wait until nothing is under way: at the worker's end, and in tests."""
        end = time.monotonic() + seconds
        while self.under_way and time.monotonic() < end:
            if not self.harvest():
                time.sleep(0.01)


def send(url: str, messages: Sequence[Message]) -> list[Try]:
    """In a thread, without the database: one connection, in order, until one fails or it has taken long enough."""
    tries: list[Try] = []
    begun = time.monotonic()
    try:
        target = parse(url)  # again: what was allowed when it was typed may not be any more
    except Refused:
        return [Try(messages[0].delivery, Answer("refused"))]
    with egress(WAY, KINDS if any(one.personal for one in messages) else ()), Line(target) as line:
        for one in messages:
            answer = line.post(one.headers, one.body)
            tries.append(Try(one.delivery, answer))
            if note.whole(answer) or time.monotonic() - begun > BUDGET:
                break
    return tries


def due(now: datetime, most: int) -> list[Endpoint]:
    """Endpoints with something to send and nothing under way, who waited longest first."""
    with everywhere():
        waiting = ready(now).filter(endpoint=OuterRef("pk"))
        found = (
            Endpoint.objects.select_related("workspace")
            .filter(Q(paused_until=None) | Q(paused_until__lte=now), state=Endpoint.ACTIVE)
            .filter(Q(leased_until=None) | Q(leased_until__lte=now))
            .filter(Exists(waiting))
            .order_by(F("tried_at").asc(nulls_first=True), "pk")
        )
        return list(found[:most])


def ready(now: datetime) -> QuerySet[Delivery]:
    """What may be sent now. An owner who is given nothing for the time being is still told what to delete."""
    waiting = Delivery.objects.filter(state=Delivery.WAITING, next_at__lte=now)
    return waiting.filter(~Q(event=events.CREATED) | ~bar.of_row())


def claim(endpoint: Endpoint, now: datetime) -> list[Delivery]:
    """The endpoint's lease, then its next messages: conditional updates, so that one of several workers gets them."""
    free = Q(leased_until=None) | Q(leased_until__lte=now)
    if not Endpoint.objects.filter(free, pk=endpoint.pk, state=Endpoint.ACTIVE).update(
        leased_until=now + LEASE, tried_at=now
    ):
        return []
    some = 1 if endpoint.failures else BATCH
    waiting = ready(now).select_related("recall").filter(endpoint=endpoint)
    found = list(waiting.order_by("next_at", "queued_at", "pk")[:some])
    mine = [one.pk for one in found]
    Delivery.objects.filter(pk__in=mine, state=Delivery.WAITING).update(state=Delivery.CLAIMED, claimed_at=now)
    if not found:
        note.release(endpoint)
    return found
