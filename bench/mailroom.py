"""Mail that comes in over LMTP: letters that came back and letters to support, one of each in turn, over as many
connections as a mail server in front of it opens. Then a `kill -9`: what was acknowledged is there, and what was sent
again is there once.

The mail room has one core, who sends has the other.
"""

import json
import os
import smtplib
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from queue import Empty, SimpleQueue

from bench.machine import free_port, wait_for
from bench.process import last_line, python, resident
from bench.table import Row

MESSAGES = int(os.environ.get("BENCH_MESSAGES", "5000"))
CONNECTIONS = 4
RATE = 15  # a second, at least: what a newsletter at 75 letters a second returns when every fifth mailbox is gone
FLAT = 24  # MB it may grow between a tenth and the last of them
ROOM, SENDERS = 0, 1  # cores


def measure(folder: Path) -> list[Row]:
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "smartbooth.config.settings",
        "SMARTBOOTH_VAR": str(folder / "var"),
        "SMARTBOOTH_MAIL_DOMAIN": "example.org",
    }
    os.sched_setaffinity(0, {SENDERS})
    said = python(environment, "-m", "bench.returned", "make", str(MESSAGES // 2), core=ROOM)
    letters = [(sender, to, message.encode()) for sender, to, message in json.loads(last_line(said))]
    each = len(letters) // 2
    room = Room(folder, environment)
    try:
        room.start()
        tenth, half = MESSAGES // 10, MESSAGES // 2
        room.deliver(letters[:tenth])
        memory = resident(room.process.pid)
        begun = time.perf_counter()
        room.deliver(letters[tenth:half])
        rate = (half - tenth) / (time.perf_counter() - begun)
        room.deliver(letters[half:], kill_at=(MESSAGES - half) // 2)
        grown = room.most - memory
    finally:
        room.stop()
    bounced, written = map(int, python(environment, "-m", "bench.returned", "look", core=ROOM).split())
    return [
        Row(f"messages taken in, {CONNECTIONS} connections", f"{rate:,.0f}/s", f"≥ {RATE}/s", rate >= RATE),
        Row(
            "memory of the mail room", f"{memory:.0f} to {room.most:.0f} MB", f"+{FLAT} MB at most", grown <= FLAT
        ),
        Row("sent again after a kill -9", f"{room.again:,}", f"≤ {CONNECTIONS}", 0 < room.again <= CONNECTIONS),
        Row("bounces known, of those acknowledged", f"{bounced:,} of {each:,}", "all", bounced == each),
        Row("letters to support kept, each once", f"{written:,} of {each:,}", "all", written == each),
    ]


class Room:
    """`smartbooth mailroom --lmtp`, started again where it was killed. `again`: messages that had no answer."""

    def __init__(self, folder: Path, environment: dict[str, str]) -> None:
        self.folder, self.environment, self.port = folder, environment, free_port()
        self.again, self.most, self.done = 0, 0.0, 0
        self._lock = threading.Lock()

    def start(self) -> None:
        command = ["taskset", "-c", str(ROOM), sys.executable, "-m", "smartbooth", "mailroom", "--lmtp"]
        with (self.folder / "mailroom.log").open("ab") as log:
            self.process = subprocess.Popen(
                [*command, "--port", str(self.port)], env=self.environment, stdout=log, stderr=log
            )
        wait_for(self.port)

    def stop(self) -> None:
        self.process.terminate()
        if self.process.wait(60):
            raise SystemExit(
                "The mail room did not end well:\n" + (self.folder / "mailroom.log").read_text()[-2000:]
            )

    def deliver(self, letters: list[tuple[str, str, bytes]], kill_at: int = 0) -> None:
        """All of them, each until it is acknowledged; the process is killed once when `kill_at` of them were."""
        queue: SimpleQueue[tuple[str, str, bytes]] = SimpleQueue()
        for letter in letters:
            queue.put(letter)
        self.done = 0
        with ThreadPoolExecutor(CONNECTIONS) as threads:
            sending = [threads.submit(self._send, queue) for _ in range(CONNECTIONS)]
            while not all(one.done() for one in sending):
                time.sleep(0.05)
                if kill_at and self.done >= kill_at:
                    kill_at = 0
                    self.process.kill()
                    self.process.wait()
                    self.start()
                self.most = max(self.most, resident(self.process.pid))
            for one in sending:
                one.result()

    def _send(self, queue: "SimpleQueue[tuple[str, str, bytes]]") -> None:
        client = smtplib.LMTP("127.0.0.1", self.port, timeout=60)
        while True:
            try:
                sender, to, message = queue.get_nowait()
            except Empty:
                client.quit()
                return
            while True:
                try:
                    client.sendmail(sender, [to], message)
                    break
                except (smtplib.SMTPServerDisconnected, ConnectionError):
                    wait_for(self.port)
                    client = smtplib.LMTP("127.0.0.1", self.port, timeout=60)
                    with self._lock:
                        self.again += 1
            with self._lock:
                self.done += 1
