"""The edge beside nginx: the same bytes, on one core, in one run.

nginx splits clients, sets a cookie and writes an access log; the edge assigns, sets its cookie and journals. The two
take turns, so that a machine that slows down slows both; what counts is the ratio of each pair's rates.
"""

import json
import os
import statistics
import subprocess
import sys
import urllib.request
from pathlib import Path

from bench.machine import AGENT, Load, free_port, install, median, nginx, wait_for, wrk
from bench.table import Row

ROUNDS = 5
SECONDS = 6
SERVER, CLIENT = 0, 1  # cores
ENCODING = "br"

NGINX = """
worker_processes 1;
daemon off;
master_process on;
user {user};
pid {folder}/nginx.pid;
events {{ worker_connections 1024; }}
http {{
  access_log {folder}/access.log;
  sendfile on;
  tcp_nopush on;
  keepalive_timeout 30;
  keepalive_requests 100000000;
  split_clients "$remote_addr$http_user_agent$msec" $variant {{ 50% a; * b; }}
  server {{
    listen 127.0.0.1:{port};
    root {folder}/pages;
    location = / {{
      try_files /$variant =404;
      default_type "text/html; charset=utf-8";
{headers}
      add_header Set-Cookie "sb=$variant/496012/direct/-/ZZ/d/-; Max-Age=34128000; Path=/; HttpOnly; SameSite=Lax";
    }}
  }}
}}
"""
NOT_NGINX = {"set-cookie", "content-length", "content-type", "date", "server", "connection", "transfer-encoding"}


def measure(folder: Path) -> list[Row]:
    install()
    port, other = free_port(), free_port()
    environment = {**os.environ, "SMARTBOOTH_VAR": str(folder / "var"), "SMARTBOOTH_PORT": str(port)}
    launch = json.loads(
        subprocess.run(
            [sys.executable, "-m", "bench.prepare"], env=environment, check=True, capture_output=True, text=True
        ).stdout.splitlines()[-1]
    )
    server = subprocess.Popen(
        ["taskset", "-c", str(SERVER), sys.executable, "-m", "smartbooth", "serve", "--workers", "1", "--no-work"],
        env=environment,
        stdout=subprocess.DEVNULL,
    )
    try:
        wait_for(port)
        ask = {"Host": f"{launch['host']}:{port}", "User-Agent": AGENT, "Accept-Encoding": ENCODING}
        ours = f"http://127.0.0.1:{port}/"
        body, headers = _page(ours, ask)
        pages = folder / "nginx" / "pages"
        pages.mkdir(parents=True)
        for letter in "ab":
            (pages / letter).write_bytes(body)
        configuration = NGINX.format(folder=folder / "nginx", port=other, headers=headers, user=_user())
        with nginx(folder / "nginx", configuration, SERVER):
            wait_for(other)
            return _rounds(ours, f"http://127.0.0.1:{other}/", ask, len(body))
    finally:
        server.terminate()
        server.wait(30)


def _page(url: str, headers: dict[str, str]) -> tuple[bytes, str]:
    """The page as the edge sends it, and its headers as nginx directives."""
    with urllib.request.urlopen(urllib.request.Request(url, headers=headers), timeout=10) as answer:
        assert answer.headers["Content-Encoding"] == ENCODING
        lines = [
            f'      add_header {name} "{value.replace(chr(34), chr(92) + chr(34))}";'
            for name, value in answer.headers.items()
            if name.lower() not in NOT_NGINX
        ]
        return answer.read(), "\n".join(lines)


def _user() -> str:
    import pwd

    return pwd.getpwuid(os.geteuid()).pw_name


def _rounds(ours: str, theirs: str, ask: dict[str, str], weight: int) -> list[Row]:
    seen = {**ask, "Cookie": "sb=a/496012/direct/-/ZZ/d/v"}
    edge: list[Load] = []
    pixel: list[Load] = []
    reference: list[Load] = []
    for url in (ours, theirs):
        wrk(url, CLIENT, 2, ask)
    for number in range(ROUNDS):
        pair = [(reference, theirs), (edge, ours)]
        for loads, url in pair if number % 2 else reversed(pair):
            loads.append(wrk(url, CLIENT, SECONDS, ask))
        pixel.append(wrk(f"{ours}seen.gif", CLIENT, 3, seen))
    ratio = statistics.median(a.rate / b.rate for a, b in zip(edge, reference, strict=True))
    slow = statistics.median(a.p99 / b.p99 for a, b in zip(edge, reference, strict=True))
    e, n, p = median(edge), median(reference), median(pixel)
    return [
        Row(f"nginx, page of {weight} bytes", f"{n.rate:,.0f}/s, p99 {n.p99:.2f} ms", "", n.errors == 0),
        Row("edge, the same page", f"{e.rate:,.0f}/s, p99 {e.p99:.2f} ms", "no error", e.errors == 0),
        Row("edge / nginx, requests a second", f"{ratio:.2f}", "≥ 0.50", ratio >= 0.5),
        Row("edge / nginx, p99", f"{slow:.2f}", "≤ 3", slow <= 3),
        Row("edge, pixel (a view journalled)", f"{p.rate:,.0f}/s, p99 {p.p99:.2f} ms", "no error", p.errors == 0),
    ]
