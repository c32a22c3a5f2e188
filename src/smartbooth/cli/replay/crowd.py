"""Several client processes and one progress bar."""

import multiprocessing
import os
import queue
import time
from collections import Counter
from collections.abc import Callable, MutableSequence
from multiprocessing.queues import Queue
from typing import TypeAlias

from smartbooth.cli.replay import client
from smartbooth.cli.replay.plan import Plan

Results: TypeAlias = "Queue[Counter[str]]"


def processes() -> int:
    """Client processes: one for every four processors, since the server needs the rest."""
    return max(1, (os.cpu_count() or 1) // 4)


def _part(
    plan: Plan, part: int, parts: int, connections: int, done: MutableSequence[int], results: Results
) -> None:
    results.put(client.play(plan, part, parts, connections, done))


def play(plan: Plan, connections: int, progress: Callable[[int], None]) -> tuple[Counter[str], float]:
    """Play the whole plan over `connections` connections. Returns (failures by kind, seconds)."""
    parts = min(processes(), connections)
    context = multiprocessing.get_context("spawn")  # not fork: this process holds database connections
    done = context.Array("Q", parts, lock=False)
    results = context.Queue()
    shares = [connections // parts + (part < connections % parts) for part in range(parts)]
    workers = [
        context.Process(target=_part, args=(plan, part, parts, shares[part], done, results), daemon=True)
        for part in range(parts)
    ]
    for worker in workers:
        worker.start()
    failures: Counter[str] = Counter()
    began, first, answered = time.monotonic(), 0.0, 0
    while answered < parts:
        try:
            failures += results.get(timeout=0.1)
            answered += 1
        except queue.Empty:
            if any(worker.exitcode for worker in workers):
                failures["client process ended"] += 1
                break
        total = sum(done)
        first = first or (time.monotonic() if total else 0.0)
        progress(total)
    seconds = time.monotonic() - (first or began)
    for worker in workers:
        worker.terminate() if worker.exitcode is None and answered < parts else worker.join()
    return failures, max(seconds, 0.001)
