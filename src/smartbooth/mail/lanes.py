"""Threads that send, a connection each, without a database. A letter goes in by `put`, what became of it comes out by
`take`; nothing in between waits for the worker, but for this: no more than MAIL_IN_FLIGHT letters are sent and not yet
recorded, so that is how many a killed worker can send twice."""

from __future__ import annotations

import logging
import queue
import threading
import time
from dataclasses import dataclass

from django.conf import settings

from smartbooth.mail.line import SENT, Outcome, problem
from smartbooth.mail.models import Outbox
from smartbooth.mail.pace import Pace
from smartbooth.mail.transports import Away, Envelope, Later, Refused, Session, Transport

logger = logging.getLogger(__name__)

IDLE = 5.0  # seconds without a letter after which a connection is closed: servers hang up on idle ones
TRIES = 8  # the last after four and a quarter hours
FIRST_WAIT = 120.0  # seconds, doubled at each try
AWAY = 15.0  # seconds until the server is asked again; doubled up to LONGEST_AWAY
LONGEST_AWAY = 300.0

# Seconds that it holds that a person may be written to: who stops the letters, or an operator who pauses them, waits no
# longer until it is true. What has not begun by then is asked about again.
FRESH = 1.0
STALE = Outcome(Outbox.WAITING, tried=False)

Sent = tuple[Outbox, Outcome]


@dataclass
class Rest:
    """While the server is away nobody knocks: until when, and why."""

    until: float = 0.0
    wait: float = 0.0
    says: str = ""

    def begin(self, says: str) -> None:
        if time.monotonic() >= self.until:  # of several connections the first one to fail sets it
            self.wait = min(LONGEST_AWAY, self.wait * 2 or AWAY)
            self.until = time.monotonic() + self.wait
            self.says = says

    def end(self) -> None:
        self.wait = 0.0

    @property
    def left(self) -> float:
        return max(0.0, self.until - time.monotonic())


class Lanes:
    def __init__(self, transport: Transport, pace: Pace) -> None:
        self.transport, self.pace = transport, pace
        self.rest = Rest()
        self._in: queue.SimpleQueue[tuple[Outbox, Envelope, float] | None] = queue.SimpleQueue()
        self._out: queue.SimpleQueue[Sent] = queue.SimpleQueue()
        self._connected: set[int] = set()  # lanes with an open connection
        self._closing = threading.Event()
        self._free = threading.Semaphore(settings.MAIL_IN_FLIGHT)
        self._threads = [
            threading.Thread(target=self._run, args=[number], name=f"mail-{number}", daemon=True)
            for number in range(transport.connections)
        ]
        for thread in self._threads:
            thread.start()

    def put(self, row: Outbox, envelope: Envelope) -> None:
        self._in.put((row, envelope, time.monotonic() + FRESH))

    def take(self, most: int, seconds: float) -> list[Sent]:
        """What came of up to `most` letters since the last time; waits up to `seconds` for them."""
        found: list[Sent] = []
        end = time.monotonic() + seconds
        while len(found) < most:
            try:
                found.append(self._out.get(timeout=max(0.0, end - time.monotonic())))
            except queue.Empty:
                break
        return found

    def recorded(self, count: int) -> None:
        """So many of those taken are in the database now."""
        self._free.release(count) if count else None

    def close(self, seconds: float = 10.0) -> None:
        """What was put in still goes, as far as `seconds` allow."""
        self._closing.set()
        for _thread in self._threads:
            self._in.put(None)
        end = time.monotonic() + seconds
        for thread in self._threads:
            thread.join(max(0.0, end - time.monotonic()))

    def _run(self, number: int) -> None:
        session: Session | None = None
        own = Rest()  # of this lane alone: the server takes fewer connections than there are lanes
        while True:
            if own.left and self._connected and not self._closing.wait(min(own.left, IDLE)):
                continue
            try:
                item = self._in.get(timeout=IDLE if session else None)
            except queue.Empty:
                self._hang_up(number, session)
                session = None
                continue
            if item is None:
                self._hang_up(number, session)
                return
            self._free.acquire()
            time.sleep(self.pace.turn())
            session = self._one(number, session, own, item)

    def _one(
        self, number: int, session: Session | None, own: Rest, item: tuple[Outbox, Envelope, float]
    ) -> Session | None:
        row, envelope, fresh = item
        if session is None and not self.rest.left:
            try:
                session = self.transport.open()
                self._connected.add(number)
                own.end()
            except Away as error:
                if self._connected:  # the others go on, with this letter too
                    own.begin(error.says)
                    self._in.put(item)
                    self._free.release()
                    return None
                self.rest.begin(problem(error))
            except Exception as error:  # whatever a library raises ends one letter's try, never the thread
                logger.exception("No connection could be opened")
                self._out.put((row, again(row, problem(error))))
                return None
        if session is None or self.rest.left:
            self._out.put((row, away(self.rest)))
            return session
        if time.monotonic() > fresh:
            self._out.put((row, STALE))
            return session
        outcome, living = self._sent(session, row, envelope)
        self._out.put((row, outcome))
        if living:
            return session
        self._hang_up(number, session)
        return None

    def _sent(self, session: Session, row: Outbox, envelope: Envelope) -> tuple[Outcome, bool]:
        """What became of it, and whether the connection can be used further."""
        try:
            session.send(envelope)
        except Away as error:
            self.rest.begin(problem(error))
            return away(self.rest), False
        except Refused as error:
            return Outcome(Outbox.DEAD, problem(error), mailbox=error.mailbox), not session.closed
        except Later as error:
            return again(row, problem(error)), not session.closed
        except Exception as error:  # as above
            logger.exception("%s could not be sent", row)
            return again(row, problem(error)), False
        self.rest.end()
        return SENT, True

    def _hang_up(self, number: int, session: Session | None) -> None:
        self._connected.discard(number)
        try:
            if session is not None:
                session.close()
        except Exception:  # a goodbye that fails must not end the thread, and with it the letters of its lane
            logger.exception("A connection could not be closed")


def away(rest: Rest) -> Outcome:
    """The letter waits with the others, none the worse."""
    return Outcome(Outbox.WAITING, rest.says, wait=rest.left or AWAY, tried=False)


def again(row: Outbox, says: str) -> Outcome:
    if row.attempts + 1 >= TRIES:  # with this one, which is counted when it is recorded
        return Outcome(Outbox.DEAD, says)
    return Outcome(Outbox.FAILED, says, wait=FIRST_WAIT * 2**row.attempts)
