"""The process tree: a dead child comes back, a dead parent takes its children along."""

import os
import signal
import subprocess
import sys
import time

import pytest

from smartbooth.config.family import Child

PARENT = """
import sys
from smartbooth.config import family
child = family.Child("child", [])
def start(pipe, child=child):
    import os, subprocess, time
    environment = {**os.environ, family.PIPE: str(pipe)}
    child.process = subprocess.Popen([sys.executable, "-c", CHILD], pass_fds=(pipe,), env=environment)
    child.started = time.monotonic()
    print(child.process.pid, flush=True)
child.start = start
family.keep([child], lambda line: None)
"""
CHILD = "from smartbooth.config.family import follow_parent; follow_parent(); import time; time.sleep(60)"


@pytest.fixture
def parent():
    process = subprocess.Popen(
        [sys.executable, "-c", f"CHILD = {CHILD!r}\n{PARENT}"], stdout=subprocess.PIPE, text=True,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
    )  # fmt: skip
    yield process
    process.kill()
    process.wait()
    process.stdout.close()


def gone(pid: int) -> bool:
    until = time.monotonic() + 10
    while time.monotonic() < until:
        try:
            with open(f"/proc/{pid}/stat") as stat:
                if stat.read().rsplit(")", 1)[1].split()[0] == "Z":
                    return True
        except FileNotFoundError:
            return True
        time.sleep(0.02)
    return False


def test_a_dead_child_is_started_again(parent):
    first = int(parent.stdout.readline())
    os.kill(first, signal.SIGKILL)
    assert int(parent.stdout.readline()) != first


def test_a_stopped_parent_stops_its_children(parent):
    child = int(parent.stdout.readline())
    parent.terminate()
    assert parent.wait(10) == 0
    assert gone(child)


def test_a_killed_parent_takes_its_children_along(parent):
    child = int(parent.stdout.readline())
    parent.kill()
    assert gone(child)


def test_a_child_that_keeps_dying_is_tried_later_each_time():
    child, said = Child("child", []), []

    class Dead:
        def poll(self) -> int:
            return 1

    waits = []
    for _ in range(8):
        child.process, child.started = Dead(), time.monotonic()
        before = time.monotonic()
        child.look(0, said.append)
        waits.append(round(child.not_before - before))
    assert waits == [0, 1, 2, 4, 8, 16, 30, 30]
    assert len(said) == 8
