"""The worker's part: begins what is due, posts it a batch at a time, and says when it is done. Whatever moment it is
killed at, the batch and the cursor are one transaction: nobody is left out, nobody gets it twice."""

from __future__ import annotations

from django.db import transaction

from smartbooth.core import clock
from smartbooth.mail import batch
from smartbooth.mail.feed import feed
from smartbooth.newsletters import steps
from smartbooth.newsletters.digest import audience, contents, states
from smartbooth.newsletters.digest.messages import Digest
from smartbooth.newsletters.digest.models import Round


def due() -> int:
    """One look at all that is under way; how much was done."""
    now = clock.now()
    open_ones = list(Round.objects.filter(ended_at=None).exclude(state=Round.SCHEDULED, send_at__gt=now))
    if not open_ones:
        return 0
    done = states.begin(now)
    for one in open_ones:
        one.refresh_from_db()
        done += _look(one)
    return done


def _look(one: Round) -> int:
    if one.state == Round.SENDING:
        if not _anything_left(one):
            return int(states.stop(one))
        return feed_once(one.pk) if one.fed_at is None else steps.finish(one)
    if one.state == Round.PAUSED:
        return batch.pause(one.pk)  # what came back from the server after the pause waits as well
    return batch.cancel(one.pk, states.STOPPED) or steps.finish(one)


def feed_once(key: str) -> int:
    """Post the next batch, in one transaction with the cursor; whether there was something to do."""
    with transaction.atomic():
        one = Round.objects.select_for_update().filter(pk=key, state=Round.SENDING, fed_at=None).first()
        if one is None:
            return 0
        before = one.cursor
        posted, cursor = feed(one.pk, before, audience.after, Digest, {"round": one.pk})
        if cursor is None:
            one.cursor, one.fed_at = "", clock.now()
        else:
            one.cursor = cursor
        one.save(update_fields=["cursor", "fed_at"])
    return posted or int(cursor != before)


def keep() -> int:
    """Keep the numbers of what ended steps.BOOKS ago with it: the outbox forgets its rows. How many letters."""
    ended = list(Round.objects.filter(totals__isnull=True, ended_at__lt=clock.now() - steps.BOOKS))
    for one in ended:
        Round.objects.filter(pk=one.pk).update(totals=batch.counts(one.pk))
    return len(ended)


def _anything_left(one: Round) -> bool:
    """Owners may all have changed their mind since it was approved: then there is no letter any more."""
    try:
        contents.of(one.pk, "")
    except contents.Nothing:
        return False
    return True
