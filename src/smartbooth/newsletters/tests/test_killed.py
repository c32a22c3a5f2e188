"""kill -9 at any moment of feeding: each reader is posted the issue once."""

import os
import signal
import subprocess
import sys
from pathlib import Path

from smartbooth.newsletters.tests.killed import READERS

ROOT = Path(__file__).resolve().parents[4]


def run(folder: Path, what: str):
    environment = {
        **os.environ, "SMARTBOOTH_VAR": str(folder), "PYTHONPATH": f"{ROOT}{os.pathsep}{ROOT / 'src'}",
    }  # fmt: skip
    command = [sys.executable, "-m", "smartbooth.newsletters.tests.killed", what]
    return subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True)


def look(folder: Path) -> list[int]:
    with run(folder, "look") as process:
        said = process.stdout.read()
    assert process.returncode == 0
    return [int(number) for number in said.split()]


def test_kill_9_leaves_nobody_out_and_posts_nobody_twice(tmp_path):
    with run(tmp_path, "make") as process:
        assert process.wait() == 0
    before = 0
    for batches in (1, 3, 5):
        with run(tmp_path, "work") as process:
            for _number, _line in zip(range(batches), process.stdout, strict=False):
                pass
            process.send_signal(signal.SIGKILL)
            assert process.wait() == -signal.SIGKILL
        now = look(tmp_path)[0]
        assert now > before
        before = now
    assert before < READERS
    with run(tmp_path, "work") as process:
        assert process.wait() == 0
    assert look(tmp_path) == [READERS, READERS // 3]
