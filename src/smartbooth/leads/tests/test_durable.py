"""Killed at any moment: what was answered is there, nothing is there by halves, and nothing is readable on disk."""

import os
import signal
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[4]


def run(folder: Path, what: str, **more):
    environment = {
        **os.environ,
        "SMARTBOOTH_VAR": str(folder),
        "SMARTBOOTH_LEADS_PER_MINUTE": "1000000",
        "PYTHONPATH": f"{ROOT}{os.pathsep}{ROOT / 'src'}",
    }
    command = [sys.executable, "-m", "smartbooth.leads.tests.durable", what]
    return subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True, **more)


def test_kill_9_loses_nothing_that_was_answered_and_leaves_nothing_to_read(tmp_path):
    assert run(tmp_path, "make").wait() == 0
    answered: set[str] = set()
    for enough in (15, 40):  # twice: also on top of what the first left behind
        with run(tmp_path, "post", stderr=subprocess.DEVNULL) as process:
            fresh = []
            for line in process.stdout:
                fresh.append(line.strip())
                if len(fresh) == enough:
                    process.send_signal(signal.SIGKILL)
            answered.update(fresh)
            code = process.wait()
        assert code == -signal.SIGKILL
        with run(tmp_path, "look") as process:
            stored = process.stdout.read().split()
        assert process.returncode == 0
        assert len(stored) == len(set(stored))
        assert answered <= set(stored)
    files = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert "smartbooth.sqlite3" in {path.name for path in files}
    for path in files:
        content = path.read_bytes()
        for secret in (b"@example.org", b"Zaphira", b"zaphira", b"192.0.2.7"):
            assert secret not in content, (path.name, secret)
