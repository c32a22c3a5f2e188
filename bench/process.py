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


def resident(process: int) -> float:
    """Resident MB of a process and its children, less what they map of files: the database's pages that SQLite maps
    (up to 128 MB) are the system's cache, and go when somebody needs the room."""
    total = 0.0
    try:
        for line in Path(f"/proc/{process}/status").read_text().splitlines():
            if line.startswith("RssAnon:"):
                total += int(line.split()[1]) / 1024
        children = Path(f"/proc/{process}/task/{process}/children").read_text().split()
    except FileNotFoundError:  # it has just ended
        return total
    return total + sum(resident(int(child)) for child in children)
