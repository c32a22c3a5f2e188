"""Processes of the benchmarks: ours, each in an environment of its own, held to one core where that matters."""

import subprocess
import sys
from pathlib import Path


def python(environment: dict[str, str], *arguments: str, core: int | None = None) -> str:
    """What `python …` prints, on that core. Raises SystemExit with what it complained of."""
    pinned = [] if core is None else ["taskset", "-c", str(core)]
    done = subprocess.run(
        [*pinned, sys.executable, *arguments], env=environment, capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise SystemExit(f"python {' '.join(arguments)[:200]}:\n{done.stderr[-2000:]}")
    return done.stdout.strip()


def last_line(said: str) -> str:
    return said.splitlines()[-1]


def resident(pid: int) -> float:
    """MB in memory."""
    status = Path(f"/proc/{pid}/status").read_text()
    return next(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmRSS")) / 1024
