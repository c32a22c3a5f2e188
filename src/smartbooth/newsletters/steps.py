"""The steps that an issue and the letter about other launches have in common, from when they begin. Each is a
conditional UPDATE: of two who press at once one does it, the other is told that it is not so any more (False)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from django.db import transaction
from django.utils.translation import gettext_lazy

from smartbooth.core import clock
from smartbooth.mail import batch
from smartbooth.newsletters.digest.models import Round
from smartbooth.newsletters.models import Issue

Row = Issue | Round
OVER = gettext_lazy("That is not so any more: see below how it stands.")
BOOKS = timedelta(days=30)  # after its end its numbers are kept with it: by then what comes back has come back


def step(row: Row, before: set[str], after: str, **fields: object) -> bool:
    done = type(row).objects.filter(pk=row.pk, state__in=before).update(state=after, **fields)
    row.refresh_from_db()
    return done == 1


def pause(row: Row) -> bool:
    """What waits, waits. What is on its way at this moment still goes."""
    with transaction.atomic():
        done = step(row, {row.SENDING}, row.PAUSED)
        if done:
            batch.pause(row.pk)
    return done


def resume(row: Row, first: Callable[[str], object] | None = None) -> bool:
    """`first`: what is done with its rows (by its id) before they go on."""
    with transaction.atomic():
        done = step(row, {row.PAUSED}, row.SENDING)
        if done:
            if first is not None:
                first(row.pk)
            batch.resume(row.pk)
    return done


def stop(row: Row, why: str) -> bool:
    """For good: who has not got it gets nothing. `why`: a sentence for the outbox (gettext_noop)."""
    with transaction.atomic():
        done = step(row, {row.SENDING, row.PAUSED}, row.STOPPED, cursor="")
        if done:
            batch.cancel(row.pk, why)
    return done


def finish(row: Row) -> bool:
    """Everybody was looked at, or it was stopped, unless something of it is still under way."""
    if batch.under_way(row.pk):
        return False
    before, after = (row.STOPPED, row.STOPPED) if row.state == row.STOPPED else (row.SENDING, row.SENT)
    return step(row, {before}, after, ended_at=clock.now(), cursor="")
