"""The ledger: rows appended a second in bulk, and rows verified a second, both on one core over a million rows."""

import os
import sys
import tempfile
from pathlib import Path

from bench.process import last_line, python
from bench.table import Row, show

CORE = 0
ROWS, AT_ONCE = 1_000_000, 1_000
APPENDED, VERIFIED = 60_000, 200_000  # rows a second; a file of leads needs some 10,000 appended

FILL = """
import sys, time
import django
django.setup()
from django.db import transaction
from smartbooth.disclosures import ledger
from smartbooth.disclosures.ledger import Line
from tests.apart import migrate
migrate()
total, at_once = int(sys.argv[1]), int(sys.argv[2])
began = time.perf_counter()
for start in range(0, total, at_once):
    lines = [
        Line(f"{number * 2654435761 % 2**64:032x}", "owner", "aurora0000", "Aurora SAS", "12 rue du Port, 44000 Nantes",
             "user.contact.email,user.name", "service", "consent", "csv", "launch0000")
        for number in range(start, start + at_once)
    ]
    with transaction.atomic():
        ledger.append(lines)
print(total / (time.perf_counter() - began))
"""
VERIFY = """
import time
import django
django.setup()
from smartbooth.disclosures import ledger
began = time.perf_counter()
verdict = ledger.verify()
took = time.perf_counter() - began
assert verdict.whole, verdict
print(verdict.rows / took)
"""


def measure(folder: Path) -> list[Row]:
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "smartbooth.config.settings",
        "SMARTBOOTH_VAR": str(folder / "var"),
        "SMARTBOOTH_KEYS": str(folder / "keys"),
    }
    appended = float(last_line(python(environment, "-c", FILL, str(ROWS), str(AT_ONCE), core=CORE)))
    verified = max(float(last_line(python(environment, "-c", VERIFY, core=CORE))) for _ in range(3))
    return [
        Row(
            f"ledger rows appended, {AT_ONCE:,} a commit", f"{appended:,.0f}/s", f"≥ {APPENDED:,}/s",
            appended >= APPENDED,
        ),
        Row(f"ledger rows verified, of {ROWS:,}", f"{verified:,.0f}/s", f"≥ {VERIFIED:,}/s", verified >= VERIFIED),
    ]  # fmt: skip


if __name__ == "__main__":
    with tempfile.TemporaryDirectory(prefix="smartbooth-bench-") as home:
        sys.exit(not show(measure(Path(home))))
