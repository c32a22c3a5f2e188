"""100,000 leads as a file, through the real server: how long it takes, how much more memory the server needs for it,
and whether each of them stands in the ledger."""

import http.client
import io
import json
import os
import subprocess
import sys
import tempfile
import threading
import time
import zipfile
from pathlib import Path

from bench.machine import free_port, wait_for
from bench.process import last_line, python, resident
from bench.table import Row, show

LEADS = 100_000
SECONDS = 20.0  # for the CSV
GROWTH = 64  # MB: batches and buffers; the file itself is 20 MB, the opened leads far more
CHUNK = 1 << 16
TOKEN = "0" * 32  # the same in cookie and form: what protects against other sites is not what is measured
COUNT = """
import django
django.setup()
from smartbooth.disclosures import ledger
from smartbooth.disclosures.models import Entry
assert ledger.verify().whole
print(Entry.objects.filter(how="csv").count(), Entry.objects.filter(how="xlsx").count())
"""


def measure(folder: Path) -> list[Row]:
    port = free_port()
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "smartbooth.config.settings",
        "SMARTBOOTH_VAR": str(folder / "var"),
        "SMARTBOOTH_KEYS": str(folder / "keys"),
        "SMARTBOOTH_PORT": str(port),
    }
    owner = json.loads(last_line(python(environment, "-m", "bench.many", str(LEADS))))
    command = [sys.executable, "-m", "smartbooth", "serve", "--workers", "1", "--no-work"]
    server = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL)
    try:
        wait_for(port)
        _ask(port, owner, "GET", f"/launches/{owner['launch']}/leads/")
        csv, took, grown = _file(port, owner, "csv", server.pid)
        xlsx, took_xlsx, grown_xlsx = _file(port, owner, "xlsx", server.pid)
    finally:
        server.terminate()
        server.wait(30)
    rows = last_line(python(environment, "-c", COUNT))
    with zipfile.ZipFile(io.BytesIO(xlsx)) as book:
        sheet = book.read("xl/worksheets/sheet1.xml").count(b"<row ") - 1
    lines = csv.count(b"\n") - 1
    both = f"{LEADS} {LEADS}"
    return [
        Row(f"{LEADS:,} leads as CSV", f"{took:.1f} s", f"≤ {SECONDS:.0f} s", took <= SECONDS),
        Row("memory it took the server", f"{grown:.0f} MB", f"≤ {GROWTH} MB", grown <= GROWTH),
        Row("the same for Excel", f"{took_xlsx:.1f} s", "", True),
        Row("memory it took the server", f"{grown_xlsx:.0f} MB", f"≤ {GROWTH} MB", grown_xlsx <= GROWTH),
        Row("leads in the files", f"{lines:,} {sheet:,}", "all", lines == sheet == LEADS),
        Row("their rows in the ledger, which is whole", rows, "all", rows == both),
    ]


def _ask(port: int, owner: dict[str, str], method: str, path: str, body: str = "") -> http.client.HTTPResponse:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=120)
    headers = {
        "Host": f"localhost:{port}",
        "Cookie": f"session={owner['session']}; csrftoken={TOKEN}",
        "Content-Type": "application/x-www-form-urlencoded",
        "Origin": f"http://localhost:{port}",
    }
    connection.request(method, path, body, headers)
    answer = connection.getresponse()
    if answer.status != 200:
        raise SystemExit(f"{method} {path}: {answer.status}")
    return answer


def _file(port: int, owner: dict[str, str], kind: str, server: int) -> tuple[bytes, float, float]:
    """The file, the seconds it took, and by how many MB the server grew meanwhile at most."""
    before, peak, done = resident(server), [0.0], threading.Event()

    def watch() -> None:
        while not done.wait(0.05):
            peak[0] = max(peak[0], resident(server))

    watcher = threading.Thread(target=watch)
    watcher.start()
    began = time.perf_counter()
    form = f"csrfmiddlewaretoken={TOKEN}&file={kind}"
    answer = _ask(port, owner, "POST", f"/launches/{owner['launch']}/leads/export", form)
    parts = []
    while part := answer.read(CHUNK):
        parts.append(part)
    took = time.perf_counter() - began
    done.set()
    watcher.join()
    return b"".join(parts), took, peak[0] - before


if __name__ == "__main__":
    with tempfile.TemporaryDirectory(prefix="smartbooth-bench-") as home:
        sys.exit(not show(measure(Path(home))))
