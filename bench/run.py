"""`make bench`: every figure with what it must be, in one run on this machine; exits 1 when one is missed.

`python -m bench.run edge fold leads` runs some of them. All traffic stays on the loopback interface.
"""

import importlib
import sys
import tempfile
from pathlib import Path

from bench.table import show

ALL = ("edge", "fold", "leads", "ledger", "export", "mail", "mailroom")


def main(names: list[str]) -> int:
    kept = True
    for name in names or ALL:
        with tempfile.TemporaryDirectory(prefix="smartbooth-bench-") as folder:
            print(f"\n{name}", flush=True)
            kept &= show(importlib.import_module(f"bench.{name}").measure(Path(folder)))
    print("\nAll kept." if kept else "\nSome figures were missed.")
    return 0 if kept else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
