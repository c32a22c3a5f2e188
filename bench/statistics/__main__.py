"""`make bench-statistics`: every gate of the verdict, ours beside a z test and beside gbstats; exits 1 when one is
missed.

`python -m bench.statistics equal power times` runs some of them. Seeds are fixed, and no gate has one of its own
choosing.
"""

from __future__ import annotations

import sys
import time

import numpy as np

from bench.statistics import beside
from bench.statistics.gates import GATES, Line
from bench.statistics.times import times

ALL = (times, *GATES)
SEED = 20_260


def main(names: list[str]) -> int:
    unknown = set(names) - {gate.__name__ for gate in ALL}
    if unknown:
        print(
            f"There is no gate {', '.join(sorted(unknown))}. There are: {', '.join(gate.__name__ for gate in ALL)}"
        )
        return 2
    try:
        beside.python()
    except beside.Absent as why:
        print(f"gbstats is left out, the gates do not need it: {why}\n")
    begun, kept = time.perf_counter(), True
    print(f"{'gate':<82} {'at most':>9} {'ours':>9} {'z test':>9} {'gbstats':>9} {'seconds':>8}")
    for number, gate in enumerate(ALL):
        if names and gate.__name__ not in names:
            continue
        since = time.perf_counter()
        lines = gate(np.random.default_rng([SEED, number]))
        for i, line in enumerate(lines):
            show(line, time.perf_counter() - since if i == 0 else None)
            kept &= line.kept
    print(
        f"\n{'All gates kept' if kept else 'Some gates were missed'}, in {time.perf_counter() - begun:,.0f} seconds."
    )
    return 0 if kept else 1


def show(line: Line, seconds: float | None) -> None:
    cells = [line.form(line.limit), line.form(line.ours)]
    cells += ["–" if value is None else line.form(value) for value in (line.naive, line.gbstats)]
    told = f"{line.what:<82} " + " ".join(f"{cell:>9}" for cell in cells)
    took = "" if seconds is None else f"{seconds:>8,.0f}"
    print(f"{told} {took} {'' if line.kept else 'MISSED'}".rstrip(), flush=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
