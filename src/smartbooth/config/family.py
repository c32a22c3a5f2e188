"""The process tree of one node: a parent that listens and watches, edge processes, one worker.

The parent holds the listening socket and passes it on, so a child that dies takes no waiting connection with it. Each
child holds one end of a pipe to its parent: when the parent is gone, however it went, the children stop too.
"""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field

LOOK = 0.2  # seconds between two looks at the children
PATIENCE = 15.0  # seconds a child may take to finish what it serves
LONGEST_WAIT = 30.0  # seconds before a child that keeps dying is tried again
STEADY = 60.0  # seconds alive after which a child's earlier deaths are forgotten
PIPE = "SMARTBOOTH_PARENT_PIPE"


@dataclass
class Child:
    """One process to keep alive: `arguments` follow `python -m smartbooth`."""

    name: str
    arguments: list[str]
    fds: tuple[int, ...] = ()
    process: subprocess.Popen[bytes] | None = None
    started: float = 0.0
    deaths: int = 0
    not_before: float = field(default=0.0)

    def start(self, pipe: int) -> None:
        self.process = subprocess.Popen(  # noqa: S603 - our own program
            [sys.executable, "-m", "smartbooth", *self.arguments],
            pass_fds=(*self.fds, pipe),
            env={**os.environ, PIPE: str(pipe)},
            stdin=subprocess.DEVNULL,
        )
        self.started = time.monotonic()

    def look(self, pipe: int, say: Callable[[str], None]) -> None:
        """Start it again if it died, later each time it dies young."""
        now = time.monotonic()
        if self.process is None:
            if now >= self.not_before:
                self.start(pipe)
            return
        status = self.process.poll()
        if status is None:
            return
        self.deaths = 1 if now - self.started > STEADY else self.deaths + 1
        wait = 0.0 if self.deaths == 1 else min(LONGEST_WAIT, 2.0 ** (self.deaths - 2))
        self.not_before, self.process = now + wait, None
        say(f"{self.name} ended ({status}); starting it again" + (f" in {wait:.0f} s" if wait else ""))


def keep(children: list[Child], say: Callable[[str], None]) -> None:
    """Run `children` until SIGTERM or SIGINT, then stop them all, gently and after PATIENCE not."""
    stopping = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stopping.set())
    reader, writer = os.pipe()  # nobody writes: the reader's end-of-file is the parent's death
    try:
        while not stopping.wait(LOOK):
            for child in children:
                child.look(reader, say)
    finally:
        os.close(writer)
        _stop([child.process for child in children if child.process is not None])


def _stop(processes: list[subprocess.Popen[bytes]]) -> None:
    for process in processes:
        process.terminate()
    until = time.monotonic() + PATIENCE
    for process in processes:
        try:
            process.wait(max(0.1, until - time.monotonic()))
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def follow_parent() -> None:
    """In a child: end this process (SIGTERM) when the parent is gone. Nothing to do when started by hand."""
    pipe = os.environ.get(PIPE)
    if pipe is None:
        return

    def wait() -> None:
        os.read(int(pipe), 1)
        os.kill(os.getpid(), signal.SIGTERM)

    threading.Thread(target=wait, name="parent", daemon=True).start()
