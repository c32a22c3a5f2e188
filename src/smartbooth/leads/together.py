"""One commit for all who wait for one.

SQLite has one writer, and a durable commit waits for the disk (some milliseconds) while nobody else can write. So
forms that arrive meanwhile are stored in one transaction of each database, by whichever thread has its turn next, each
answered only after both commits. If one of them fails, all are rolled back and each is run by itself, so it spoils no
other. PostgreSQL does this by itself.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, TypeVar, cast

from django.conf import settings
from django.db import connection, connections

from smartbooth.people.store import KEYS, both

T = TypeVar("T")


class _Job:
    def __init__(self, work: Callable[[], Any]) -> None:
        self.work = work
        self.done = False
        self.result: Any = None
        self.error: Exception | None = None


_turn = threading.Lock()
_gate = threading.Lock()
_waiting: list[_Job] = []


def commit(work: Callable[[], T]) -> T:
    """What `work` returns, once it is committed. Raises what it raises, or django.db.DatabaseError: then nothing of
    it is stored. `work` may run in another thread: it enters its own workspace, and may be run twice."""
    if connection.vendor != "sqlite" or connection.in_atomic_block:
        with both():
            return work()
    job = _Job(work)
    with _gate:
        _waiting.append(job)
    with _turn:
        if not job.done:
            with _gate:
                jobs, _waiting[:] = list(_waiting), []
            _run(jobs)
    if job.error is not None:
        raise job.error
    return cast(T, job.result)


def _run(jobs: list[_Job]) -> None:
    """Never raises: every job gets its result or its error."""
    begun = False
    try:
        with _impatient(), both():
            begun = True
            results = [job.work() for job in jobs]
    except Exception as error:  # noqa: BLE001 - each waiting thread raises it as its own
        if begun and len(jobs) > 1:
            for (
                job
            ) in jobs:  # one of them spoilt it for all; a savepoint each would cost every form for that rare one
                _run([job])
            return
        for job in jobs:
            job.error, job.done = error, True
    else:
        for job, result in zip(jobs, results, strict=True):
            job.result, job.done = result, True


@contextmanager
def _impatient() -> Iterator[None]:
    """Wait for another writer no longer than a visitor would: all of Django's threads may wait behind this one."""
    databases = connections["default"], connections[KEYS]
    for database in databases:
        _patience(database, settings.LEAD_PATIENCE)
    try:
        yield
    finally:
        for database in databases:
            _patience(database, database.settings_dict["OPTIONS"]["timeout"])


def _patience(database: Any, seconds: int) -> None:
    database.ensure_connection()
    # Straight to the driver: Django's cursor costs ten times the statement.
    database.connection.execute(f"PRAGMA busy_timeout = {int(seconds) * 1000}")
