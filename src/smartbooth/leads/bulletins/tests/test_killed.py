"""kill -9 at any moment: each owner is told of each period once."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from smartbooth.leads.bulletins.tests.killed import OWNERS

ROOT = Path(__file__).resolve().parents[5]


def run(folder: Path, what: str):
    environment = {**os.environ, "SMARTBOOTH_VAR": str(folder), "PYTHONPATH": f"{ROOT}{os.pathsep}{ROOT / 'src'}"}
    command = [sys.executable, "-m", "smartbooth.leads.bulletins.tests.killed", what]
    return subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True)


def look(folder: Path) -> int:
    with run(folder, "look") as process:
        said = process.stdout.read()
    assert process.returncode == 0
    return int(said)


@pytest.mark.timeout(300)
def test_kill_9_tells_nobody_twice_and_forgets_nobody(tmp_path):
    with run(tmp_path, "make") as process:
        assert process.wait() == 0
    before = 0
    for words in (1, 4, 9, 14):  # an odd one ends within a transaction, an even one after it
        with run(tmp_path, "work") as process:
            for _number, _line in zip(range(words), process.stdout, strict=False):
                pass
            process.send_signal(signal.SIGKILL)
            assert process.wait() == -signal.SIGKILL
        now = look(tmp_path)
        assert now >= before + words // 2
        before = now
    assert before < OWNERS
    with run(tmp_path, "work") as process:
        assert process.wait() == 0
    assert look(tmp_path) == OWNERS
