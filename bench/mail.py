"""A newsletter to a hundred thousand, through a real SMTP server on this machine, beside a bare smtplib loop that sends
the same bytes over as many connections; with five `kill -9` of the worker and readers who stop it on the way.

BENCH_READERS=10000 for a shorter one. The worker has one core, the server the other.
"""

import os
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bench.machine import free_port, wait_for
from bench.process import python, resident
from bench.table import Row

READERS = int(os.environ.get("BENCH_READERS", "100000"))
CONNECTIONS = 8
IN_FLIGHT = 64  # letters sent and not yet recorded, at most
BARE = 4_000  # letters of each bare round
KILLS = 5
STOPPING = 50  # who wait in the outbox, and as many who are not in it yet
LEASE = 60  # seconds a dead worker's rows wait
PATIENCE = 3_600  # seconds after which it is given up
WORKER, SERVER = 0, 1  # cores
FLAT = 24  # MB a worker may grow between a tenth and the last of it


def measure(folder: Path) -> list[Row]:
    environment = _installed(folder)
    issue = _module(environment, "bench.readers", "make", str(READERS))
    port = int(environment["SMARTBOOTH_MAIL_PORT"])
    _module(environment, "bench.readers", "begin", issue)  # its text is frozen; the worker posts it
    with _sink(port, folder / "bare"):
        bare = [_bare(environment, issue, port)]
    with _sink(port, folder / "taken"):
        run = Run(folder, environment, issue)
        run.go()
    with _sink(port, folder / "bare"):
        bare.append(_bare(environment, issue, port))
    return _rows(run, sum(rate for rate, _size in bare) / len(bare), bare[0][1])


def _rows(run: "Run", bare: float, size: int) -> list[Row]:
    got = Counter((run.folder / "taken").read_text().split())
    stopped = set(run.stopped)
    missed = READERS - len(got.keys() | stopped)
    twice = sum(count - 1 for count in got.values())
    most, grown = IN_FLIGHT * KILLS, run.memory[-1] - run.memory[0]
    return [
        Row(f"bare smtplib, {CONNECTIONS} connections, {size:,} bytes each", f"{bare:,.0f}/s", "", True),
        Row(
            f"letters of the newsletter to {READERS:,}",
            f"{run.rate:,.0f}/s, {run.rate / bare:.2f} of bare",
            "≥ 0.50",
            run.rate >= bare / 2,
        ),
        Row(
            "memory of the worker",
            f"{run.memory[0]:.0f} to {run.memory[-1]:.0f} MB",
            f"+{FLAT} MB at most",
            grown <= FLAT,
        ),
        Row(f"readers missed, {KILLS} × kill -9", f"{missed:,}", "none", missed == 0),
        Row("letters that went twice", f"{twice:,}", f"≤ {most}", twice <= most),
        Row(
            f"letters to {len(stopped)} who stopped it meanwhile",
            f"{sum(got[one] for one in stopped):,}",
            "none",
            not stopped & got.keys(),
        ),
    ]


class Run:
    """The issue on its way: first undisturbed, which is what the rate is taken of, then with kills and readers who stop
    it."""

    def __init__(self, folder: Path, environment: dict[str, str], issue: str) -> None:
        self.folder, self.environment, self.issue = folder, environment, issue
        self.rate = 0.0
        self.memory: list[float] = []  # MB, of the worker of the undisturbed part
        self.stopped: list[str] = []

    def go(self) -> None:
        worker = self._worker()
        try:
            self._until(READERS // 10)
            begun, before = time.perf_counter(), self.taken()
            while self.taken() < READERS // 2:
                self.memory.append(resident(worker.pid))
                self._wait(1)
            self.rate = (self.taken() - before) / (time.perf_counter() - begun)
            self.memory = [self.memory[0], max(self.memory)]
            self.stopped = _module(self.environment, "bench.readers", "stop", str(STOPPING)).split()
            for number in range(KILLS):
                self._until(READERS // 2 + (number + 1) * READERS // (3 * KILLS))
                worker.kill()
                worker.wait()
                worker = self._worker()
            self._ends()
        finally:
            worker.terminate()
            worker.wait(60)

    def taken(self) -> int:
        """Letters the server has said yes to."""
        path = self.folder / "taken"
        return path.read_bytes().count(b"\n") if path.exists() else 0

    def _worker(self) -> "subprocess.Popen[bytes]":
        command = ["taskset", "-c", str(WORKER), sys.executable, "-m", "smartbooth", "work"]
        with (self.folder / "work.log").open("ab") as log:
            return subprocess.Popen(command, env=self.environment, stdout=log, stderr=log)

    def _until(self, count: int) -> None:
        while self.taken() < count:
            self._wait(0.2)

    def _ends(self) -> None:
        """Until the issue says that it has gone to all."""
        while _module(self.environment, "bench.readers", "state", self.issue) != "sent":
            self._wait(3)

    def _wait(self, seconds: float) -> None:
        time.sleep(seconds)
        self.patience = getattr(self, "patience", time.monotonic() + PATIENCE)
        if time.monotonic() > self.patience:
            log = (self.folder / "work.log").read_text()[-2000:]
            raise SystemExit(f"The newsletter did not end within {PATIENCE} s.\n{log}")


def _installed(folder: Path) -> dict[str, str]:
    """The environment of an installation of its own, with a key that signs."""
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "smartbooth.config.settings",
        "SMARTBOOTH_VAR": str(folder / "var"),
        "SMARTBOOTH_MAIL_TRANSPORT": "smtp",
        "SMARTBOOTH_MAIL_HOST": "127.0.0.1",
        "SMARTBOOTH_MAIL_PORT": str(free_port()),
        "SMARTBOOTH_MAIL_CONNECTIONS": str(CONNECTIONS),
        "SMARTBOOTH_MAIL_IN_FLIGHT": str(IN_FLIGHT),
        "SMARTBOOTH_DKIM_KEY": str(folder / "dkim.pem"),
    }
    _module(environment, "smartbooth", "mailkey", environment["SMARTBOOTH_DKIM_KEY"])
    return environment


@contextmanager
def _sink(port: int, out: Path) -> Iterator[None]:
    command = ["taskset", "-c", str(SERVER), sys.executable, "-m", "bench.sink", str(port), str(out)]
    process = subprocess.Popen(command)
    try:
        wait_for(port)
        yield
    finally:
        process.terminate()
        process.wait(20)


def _bare(environment: dict[str, str], issue: str, port: int) -> tuple[float, int]:
    """Letters a second, and the bytes of one."""
    rate, size = _module(
        environment, "bench.bare", issue, str(min(BARE, READERS)), str(CONNECTIONS), str(port)
    ).split()
    return float(rate), int(size)


def _module(environment: dict[str, str], name: str, *arguments: str) -> str:
    """What it prints, on the worker's core."""
    return python(environment, "-m", name, *arguments, core=WORKER)
