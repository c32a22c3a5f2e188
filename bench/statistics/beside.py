"""gbstats beside ours, in an environment of its own (build/gbstats): it needs numpy 1, we use numpy 2."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import numpy as np

from bench.statistics.ours import NEVER

ROOT = Path(__file__).parents[2]
PLACE = ROOT / "build" / "gbstats"
LOCK = ROOT / "requirements" / "gbstats.lock"
PROGRAM = Path(__file__).parent / "gbstats_program.py"
# Of these only what is built: a Python too new for their old versions is told so at once, instead of a compiler.
BUILT = [f"--only-binary={name}" for name in ("numpy", "scipy", "pandas")]
RUNS = 2_000  # at most: they go over as text


class Absent(Exception):
    """gbstats cannot be had here; says why."""


def python() -> Path:
    """Its interpreter, installed as the Makefile installs ours. Raises Absent."""
    interpreter, ready = PLACE / "bin" / "python", PLACE / ".ready"
    if ready.exists() and ready.stat().st_mtime >= LOCK.stat().st_mtime:
        return interpreter
    uv = str(Path(sys.executable).parent / "uv")
    PLACE.parent.mkdir(exist_ok=True)
    for command in (
        [uv, "venv", "--quiet", "--clear", "--python", sys.executable, str(PLACE)],
        [
            uv,
            "pip",
            "install",
            "--quiet",
            "--python",
            str(interpreter),
            "--require-hashes",
            *BUILT,
            "-r",
            str(LOCK),
        ],
    ):
        try:
            done = subprocess.run(command, capture_output=True, text=True, check=False)
        except OSError as error:
            raise Absent(f"{uv}: {error.strerror}") from error
        if done.returncode:
            raise Absent((done.stderr.strip().splitlines() or ["uv failed"])[-1])
    ready.touch()
    return interpreter


def ask(n, s, difference):
    """(first hour it calls a difference or NEVER, whether it missed the true one), of the first RUNS runs. Raises
    Absent."""
    given = {"visitors": n[:RUNS].tolist(), "goals": s[:RUNS].tolist(), "difference": difference}
    done = subprocess.run(
        [str(python()), str(PROGRAM)], input=json.dumps(given), capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise Absent((done.stderr.strip().splitlines() or ["it failed"])[-1])
    said = json.loads(done.stdout)
    return np.array([NEVER if hour is None else hour for hour in said["first"]]), np.array(said["missed"])
