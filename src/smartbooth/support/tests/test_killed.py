"""`smartbooth mailroom` in a process of its own: kill -9 at any moment loses no letter that was acknowledged, and keeps
one that is sent again once; SIGTERM answers what is under way first."""

import os
import signal
import smtplib
import socket
import subprocess
import sys
import threading
import time
from email.message import EmailMessage
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[4]
LETTERS, KILLS = 60, (10, 25, 40)


def run(folder: Path, *command: str):
    environment = {
        **os.environ, "SMARTBOOTH_VAR": str(folder), "PYTHONPATH": f"{ROOT}{os.pathsep}{ROOT / 'src'}",
        "SMARTBOOTH_SUPPORT_ADDRESS": "support@example.org",
    }  # fmt: skip
    return subprocess.Popen(
        [sys.executable, "-m", *command],
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )


def said(folder: Path, what: str) -> str:
    with run(folder, "smartbooth.support.tests.killed", what) as process:
        answer = process.stdout.read()
    assert process.returncode == 0
    return answer


class Room:
    def __init__(self, folder: Path) -> None:
        self.folder = folder
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]

    def start(self) -> None:
        self.process = run(self.folder, "smartbooth", "mailroom", "--lmtp", "--port", str(self.port))
        assert "LMTP" in self.process.stdout.readline(), "it says so once it listens"

    def end(self, number: int) -> int:
        self.process.send_signal(number)
        self.process.stdout.read()
        return self.process.wait(60)


def letter(number: int) -> bytes:
    mail = EmailMessage()
    mail["From"], mail["To"] = f"writer{number}@example.net", "support@example.org"
    mail["Subject"], mail["Message-ID"] = "A question", f"<{number}@example.net>"
    mail.set_content("How do I take the page down?")
    return mail.as_bytes()


def deliver(port: int, acknowledged: list[int], again: list[int]) -> None:
    """As a mail server does: what has no answer is sent again."""
    client = None
    for number in range(LETTERS):
        while True:
            try:
                client = client or smtplib.LMTP("127.0.0.1", port, timeout=30)
                client.sendmail(f"writer{number}@example.net", ["support@example.org"], letter(number))
                break
            except (smtplib.SMTPServerDisconnected, ConnectionError):
                client = None
                again.append(number)
                time.sleep(0.05)
        acknowledged.append(number)
    client.quit()


@pytest.mark.timeout(300)
def test_kill_9_loses_no_letter_and_keeps_none_twice(tmp_path):
    said(tmp_path, "make")
    room, acknowledged, again = Room(tmp_path), [], []
    room.start()
    server = threading.Thread(target=deliver, args=(room.port, acknowledged, again))
    server.start()
    for count in KILLS:
        while len(acknowledged) < count:
            assert server.is_alive()
            time.sleep(0.001)
        assert room.end(signal.SIGKILL) == -signal.SIGKILL
        room.start()
    server.join(120)
    assert acknowledged == list(range(LETTERS)) and again
    assert room.end(signal.SIGTERM) == 0
    assert said(tmp_path, "look").split() == [str(LETTERS)] * 2
