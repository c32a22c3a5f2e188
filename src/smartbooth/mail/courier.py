"""The worker's part: claims rows, hands their letters to the lanes, records what became of them. Never waits for a
server; a round takes milliseconds, since the worker has other duties."""

from __future__ import annotations

import logging
import time

from django.conf import settings
from django.db import DatabaseError

from smartbooth.core import clock, ids
from smartbooth.mail import line
from smartbooth.mail.admit import Batch, admit
from smartbooth.mail.lanes import FRESH, STALE, Lanes, Sent, again
from smartbooth.mail.line import Outcome
from smartbooth.mail.models import Outbox
from smartbooth.mail.pace import Pace
from smartbooth.mail.transports import Transport
from smartbooth.people.ring import RingError

logger = logging.getLogger(__name__)

# Rows claimed at a time, at most: who stops a topic is asked about when a row is claimed, and what was claimed and has
# not begun within FRESH seconds (mail/lanes.py) comes back to be asked about again. The next are claimed while the
# lanes have as many still, so that none of them waits for the database. A server gets a few at first and more as it
# takes them; where one came back, half as many.
BATCH = 64
TOGETHER = 32  # recorded in one commit, where they come quickly
PATIENCE = 0.03  # seconds a round waits for letters that are on their way


class Courier:
    def __init__(self, transport: Transport) -> None:
        self.transport = transport
        self.pace = Pace(settings.MAIL_RATE, settings.MAIL_DOMAIN_RATE)
        self.lanes = Lanes(transport, self.pace)
        self.token = ids.token()  # of this courier's claims
        self.under_way: dict[str, Outbox] = {}
        self.unrecorded: list[Sent] = []  # kept until the database has them
        # Rows claimed at a time: at most what a given rate lets go while they are fresh; and for the moment.
        self.limit = min(BATCH, max(1, int(settings.MAIL_RATE * FRESH / 2))) if settings.MAIL_RATE else BATCH
        self.most = min(self.limit, transport.connections)
        self.renewed = time.monotonic()

    def round(self) -> int:
        """How much was done: 0 when nothing is due and nothing under way."""
        done = self.harvest(PATIENCE if self.under_way else 0.0)
        if len(self.under_way) < self.most and self.pace.left() < FRESH / 2:
            done += self.dispatch()
        self._renew()
        return done or len(self.under_way)

    def harvest(self, seconds: float) -> int:
        """Record what came of letters. Raises django.db.DatabaseError, and has them still."""
        came = self.lanes.take(min(TOGETHER, len(self.under_way)), seconds) if self.under_way else []
        self.unrecorded += came
        if any(outcome is STALE for _row, outcome in came):
            self.most = max(1, self.most // 2)
        else:
            self.most = min(self.limit, self.most + len(came))
        count = len(self.unrecorded)
        if count:
            line.record(self.token, self.unrecorded, clock.now())
            for row, _outcome in self.unrecorded:
                self.under_way.pop(row.pk, None)
            self.unrecorded.clear()
            self.lanes.recorded(count)
        return count

    def dispatch(self) -> int:
        """Claim what is due and hand it to the lanes; how many rows. Nothing is claimed while the server is away."""
        now = clock.now()
        if self.lanes.rest.left:
            return 0
        rows = [row for row in line.claim(self.token, now, self.most) if row.pk not in self.under_way]
        if not rows:
            return 0
        batch = self._admitted(Batch(rows, now, self.transport.addressed))
        ready = [(row, envelope) for row, envelope in batch.ready if self._in_turn(batch, row, envelope.address)]
        line.record(self.token, batch.outcomes, clock.now())
        for row, envelope in ready:
            self.under_way[row.pk] = row
            self.lanes.put(row, envelope)
        return len(rows)

    def _admitted(self, batch: Batch) -> Batch:
        """One row that nobody can judge (a person whose key does not open, a message without a basis) must not hold up
        the others, now and each time again: then each is judged alone. Raises what concerns all: DatabaseError,
        RingError; their rows are taken up again when the lease is over."""
        try:
            return admit(batch)
        except (DatabaseError, RingError):
            raise
        except Exception as error:
            logger.exception("A batch of %d could not be judged", len(batch.rows))
            alone = Batch(batch.rows, batch.now, batch.addressed)
            if len(batch.rows) == 1:
                [row] = batch.rows
                alone.outcomes.append((row, again(row, line.problem(error))))
                return alone
            for row in batch.rows:
                one = self._admitted(Batch([row], batch.now, batch.addressed))
                alone.ready += one.ready
                alone.outcomes += one.outcomes
            return alone

    def _in_turn(self, batch: Batch, row: Outbox, address: str) -> bool:
        wait = self.pace.domain(address) if address else 0.0
        if wait:
            batch.outcomes.append((row, Outcome(Outbox.WAITING, wait=wait, tried=False)))
        return not wait

    def _renew(self) -> None:
        if self.under_way and time.monotonic() - self.renewed > line.LEASE.total_seconds() / 3:
            line.renew(self.token, list(self.under_way), clock.now())
            self.renewed = time.monotonic()

    def settle(self, seconds: float = 30.0) -> None:
        """Until nothing is under way: at the worker's end, and in tests."""
        end = time.monotonic() + seconds
        while self.under_way and time.monotonic() < end:
            self.harvest(PATIENCE)

    def close(self) -> None:
        """Claim nothing more; what is under way is sent and recorded, as far as it takes seconds."""
        self.settle()
        self.lanes.close()
