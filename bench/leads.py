"""Leads accepted a second on one core: each a form through the real server, durable (one commit, synchronous=FULL)
before it is answered, and every one of them counted in the database afterwards."""

import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from bench.machine import AGENT, Load, free_port, install, median, wait_for, wrk
from bench.process import last_line, python
from bench.table import Row, show

ROUNDS = 3
SECONDS = 6
SERVER, CLIENT = 0, 1  # cores
MUST = 300

# A form as a browser sends it, from someone new each time; `ROUND` tells the rounds apart.
SCRIPT = """
local n = 0
request = function()
  n = n + 1
  local letter = n % 2 == 0 and "a" or "b"
  wrk.headers["Cookie"] = "sb=" .. letter .. "/HOUR/google/spring/FR/p/v"
  local body = "name=Sam+Reed&email=ROUND-" .. n .. "%40example.org&variant=" .. letter .. "&website="
  return wrk.format("POST", "/lead", wrk.headers, body)
end
"""
COUNT = """
import django
django.setup()
from smartbooth.accounts.tenancy import everywhere
from smartbooth.leads.models import Lead
from smartbooth.people.models import Consent, Key
from smartbooth.tallies.models import Pending
with everywhere():
    people = set(Lead.objects.values_list("person", flat=True))
    counts = (
        Lead.objects.count(),
        len(people.intersection(Key.objects.values_list("person", flat=True))),
        Consent.objects.filter(box="").count(),
        Pending.objects.filter(line__contains="\tlead\t").count(),
    )
assert len(set(counts)) == 1, counts
print(counts[0])
"""


def measure(folder: Path) -> list[Row]:
    install()
    port = free_port()
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "smartbooth.config.settings",
        "SMARTBOOTH_VAR": str(folder / "var"),
        "SMARTBOOTH_PORT": str(port),
        "SMARTBOOTH_LEADS_PER_MINUTE": "100000000",  # all of them come from one address here
    }
    launch = json.loads(last_line(python(environment, "-m", "bench.prepare")))
    server = subprocess.Popen(
        ["taskset", "-c", str(SERVER), sys.executable, "-m", "smartbooth", "serve", "--workers", "1", "--no-work"],
        env=environment,
        stdout=subprocess.DEVNULL,
    )
    try:
        wait_for(port)
        host = f"{launch['host']}:{port}"
        _round(folder, port, host, "warm", 2)
        loads = [_round(folder, port, host, f"round{number}", SECONDS) for number in range(ROUNDS)]
    finally:
        server.terminate()
        server.wait(30)
    stored, result = int(last_line(python(environment, "-c", COUNT))), median(loads)
    kept = result.rate >= MUST and result.errors == 0
    return [
        Row("leads accepted, each durable", f"{result.rate:,.0f}/s, p99 {result.p99:.0f} ms", f"≥ {MUST}/s", kept),
        Row(
            "leads answered, and found stored",
            f"{result.answers:,} of {stored:,}",
            "none lost",
            stored >= result.answers,
        ),
    ]


def _round(folder: Path, port: int, host: str, name: str, seconds: int) -> Load:
    script = folder / f"{name}.lua"
    script.write_text(SCRIPT.replace("ROUND", name).replace("HOUR", str(int(time.time() // 3600))))
    headers = {
        "Host": host,
        "Origin": f"http://{host}",
        "User-Agent": AGENT,
        "Content-Type": "application/x-www-form-urlencoded",
    }
    return wrk(f"http://127.0.0.1:{port}/lead", CLIENT, seconds, headers, script)


if __name__ == "__main__":
    with tempfile.TemporaryDirectory(prefix="smartbooth-bench-") as home:
        sys.exit(not show(measure(Path(home))))
