"""The worker's loop: what has to happen again and again, each at its own pace, none stopping another."""

import logging
import signal
import sys
import threading
import time
from dataclasses import dataclass

from django.conf import settings
from django.db import close_old_connections, connection

from smartbooth.config.family import follow_parent
from smartbooth.core import clock
from smartbooth.core.duties import Duty, duties
from smartbooth.launches.publish.schedule import due
from smartbooth.registry import egress
from smartbooth.tallies.fold import Conflict, fold
from smartbooth.tallies.rollup import rollup

logger = logging.getLogger(__name__)
# Seconds a thread may hold the interpreter: this one goes to the database for every letter, and with the default 5 ms
# it would wait each time for the threads that send.
SWITCH = 0.0005
LONGEST_WAIT = 10.0  # seconds between tries of a duty that keeps failing: a database comes back within that


@dataclass
class Running:
    """A duty and how it goes."""

    duty: Duty
    next: float = 0.0
    failures: int = 0

    def run(self, now: float) -> None:
        try:
            done = self.duty.work()
        except Conflict:
            done = 0  # another folder was quicker: look again at the usual time
        except Exception:
            # Whatever fails here (a database that is away, a full disk) must not end the other duties: said once,
            # tried again, later each time.
            self.failures += 1
            self.next = now + min(LONGEST_WAIT, self.duty.seconds * 2**self.failures)
            if self.failures == 1:
                logger.exception("%s failed; trying again until it works", self.duty.name)
            connection.close()
            return
        if self.failures:
            logger.warning("%s works again after %d failures", self.duty.name, self.failures)
        self.failures = 0
        self.next = now if done and self.duty.eager else now + self.duty.seconds


def plan() -> list[Running]:
    """The rooms' duties (core/duties.py), after these."""
    own = [
        Duty("fold", 0.25, fold, eager=True),  # a visit is on the owner's screen within two seconds
        Duty("schedule", 1.0, lambda: due(clock.now())),
        Duty("rollup", 3600.0, lambda: rollup() or 0),
        Duty("heartbeat", 1.0, beat),
    ]
    return [Running(duty) for duty in (*own, *duties())]


def beat() -> int:
    """Leave a sign of life where `smartbooth doctor` looks: the file's time is the last second a worker was well."""
    settings.HEARTBEAT.touch()
    return 0


def work(stop: threading.Event | None = None) -> None:
    """Run the duties until SIGTERM or SIGINT, or until `stop` is set."""
    follow_parent()
    egress.install()
    if stop is None:
        sys.setswitchinterval(SWITCH)
        stop = threading.Event()
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: stop.set())
    running = plan()
    while not stop.is_set():
        now = time.monotonic()
        for one in running:
            if one.next <= now and not stop.is_set():
                one.run(now)
        close_old_connections()
        stop.wait(max(0.01, min(one.next for one in running) - time.monotonic()))
    for one in running:
        if one.duty.end is not None:
            one.duty.end()
    fold()  # what came in until the last moment
