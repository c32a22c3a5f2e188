"""What came of a batch, written down in one transaction."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction

from smartbooth.core import clock
from smartbooth.handover.recalls import settle
from smartbooth.handover.recalls.models import Recall
from smartbooth.handover.webhooks import events, pace
from smartbooth.handover.webhooks.models import Delivery, Endpoint
from smartbooth.handover.webhooks.send import Answer
from smartbooth.handover.webhooks.troubles import TROUBLES

if TYPE_CHECKING:
    from smartbooth.handover.webhooks.courier import Try

logger = logging.getLogger(__name__)


def whole(answer: Answer) -> bool:
    """Whether the endpoint as such failed, not this one message."""
    return bool(answer.trouble) and TROUBLES[answer.trouble].whole


@transaction.atomic
def batch(endpoint: Endpoint, claimed: Sequence[str], tries: Sequence[Try]) -> None:
    """`claimed` are the batch's deliveries; those without a try wait again, none the worse for it."""
    now = clock.now()
    tried = {one.delivery for one in tries}
    Delivery.objects.filter(pk__in=[one for one in claimed if one not in tried], state=Delivery.CLAIMED).update(
        state=Delivery.WAITING, claimed_at=None
    )
    for one in tries:
        _delivery(one.delivery, one.answer, now)
    _endpoint(endpoint.pk, [one.answer for one in tries], now)


def void(deliveries: Sequence[str]) -> None:
    """Their lead is gone or was taken back: there is nothing to send."""
    Delivery.objects.filter(pk__in=deliveries).update(state=Delivery.VOID, claimed_at=None, done_at=clock.now())


def release(endpoint: Endpoint) -> None:
    Endpoint.objects.filter(pk=endpoint.pk).update(leased_until=None)


def _delivery(key: str, answer: Answer, now: datetime) -> None:
    one = Delivery.objects.filter(pk=key).first()
    if one is None:  # its endpoint was deleted meanwhile
        return
    one.attempts += 1
    one.status, one.trouble, one.claimed_at = answer.status, answer.trouble, None
    if not answer.trouble:
        one.state, one.done_at = Delivery.DELIVERED, now
        if one.event == events.RECALLED:
            settle.acknowledge(Recall.objects.filter(pk=one.recall_id), Recall.WEBHOOK)
    elif one.event == events.PING or answer.trouble == "gone" or pace.over(one.queued_at, now):
        one.state, one.done_at = Delivery.DEAD, now
    else:
        one.state, one.next_at = Delivery.WAITING, now + pace.pause(one.attempts, answer.wait)
    one.save()


def _endpoint(key: str, answers: Sequence[Answer], now: datetime) -> None:
    one = Endpoint.objects.select_for_update().filter(pk=key).first()
    if one is None:
        return
    one.leased_until = None
    failed = [answer for answer in answers if whole(answer)]
    if not failed:
        if answers:  # it answers: whatever it said of a single message
            one.failures, one.failing_since, one.paused_until = 0, None, None
    else:
        one.failures += 1
        one.failing_since = one.failing_since or now
        one.paused_until = now + pace.pause(one.failures, failed[-1].wait)
        if failed[-1].trouble == "gone":
            disable(one, "gone", now)
    one.save()


def disable(endpoint: Endpoint, reason: str, now: datetime) -> None:
    """Nothing is sent there any more; what waited becomes dead letters, to be sent again when it is switched on."""
    endpoint.state, endpoint.reason = Endpoint.DISABLED, reason
    waiting = Delivery.objects.filter(endpoint=endpoint, state=Delivery.WAITING)
    waiting.update(state=Delivery.DEAD, done_at=now, trouble=reason if reason in TROUBLES else "")
