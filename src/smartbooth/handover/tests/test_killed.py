"""kill -9 at any moment: each lead reaches its owner's list once."""

import os
import signal
import subprocess
import sys
from pathlib import Path

from smartbooth.handover.tests.killed import LEADS

ROOT = Path(__file__).resolve().parents[4]


def run(folder: Path, what: str):
    environment = {
        **os.environ,
        "SMARTBOOTH_VAR": str(folder),
        "SMARTBOOTH_LEADS_PER_MINUTE": "1000000",
        "PYTHONPATH": f"{ROOT}{os.pathsep}{ROOT / 'src'}",
    }
    command = [sys.executable, "-m", "smartbooth.handover.tests.killed", what]
    return subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True)


def look(folder: Path) -> int:
    with run(folder, "look") as process:
        said = process.stdout.read()
    assert process.returncode == 0
    return int(said)


def test_kill_9_hands_nobody_over_twice_and_forgets_nobody(tmp_path):
    with run(tmp_path, "make") as process:
        assert process.wait() == 0
    before = 0
    for batches in (1, 3, 6, 10):
        with run(tmp_path, "work") as process:
            for _number, _line in zip(range(batches), process.stdout, strict=False):
                pass
            process.send_signal(signal.SIGKILL)
            assert process.wait() == -signal.SIGKILL
        now = look(tmp_path)
        assert now >= before + 7 * batches
        before = now
    assert before < LEADS
    with run(tmp_path, "work") as process:
        assert process.wait() == 0
    assert look(tmp_path) == LEADS
