"""An installation of a test's own, and commands run in it."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[4]
LONGEST = 120  # seconds


def environment(var: Path, **more: str) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("SMARTBOOTH_")}
    return {**kept, "SMARTBOOTH_VAR": str(var), "PYTHONPATH": str(ROOT), **more}


def run(var: Path, *arguments: str, **more: str) -> subprocess.CompletedProcess[str]:
    """`python <arguments>`, to its end."""
    return subprocess.run(
        [sys.executable, *arguments],
        env=environment(var, **more), cwd=ROOT, capture_output=True, text=True, timeout=LONGEST, check=False,
    )  # fmt: skip


def smartbooth(var: Path, *arguments: str, **more: str) -> subprocess.CompletedProcess[str]:
    return run(var, "-m", "smartbooth", *arguments, **more)
