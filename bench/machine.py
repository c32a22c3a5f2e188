"""What the benchmarks stand on: nginx and wrk from Debian, free ports, processes held to one core."""

import os
import re
import shutil
import socket
import statistics
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

CONNECTIONS = 32
UNITS = {"us": 1e-3, "ms": 1.0, "s": 1e3}
AGENT = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36"


def install() -> None:
    """nginx and wrk, when missing and possible; otherwise one line that says what to do."""
    missing = [
        package
        for program, package in (("nginx", "nginx-light"), ("wrk", "wrk"), ("taskset", "util-linux"))
        if shutil.which(program) is None and not Path("/usr/sbin", program).exists()
    ]
    if not missing:
        return
    if os.geteuid() != 0 or shutil.which("apt-get") is None:
        raise SystemExit(f"The bench needs {', '.join(missing)}: sudo apt-get install {' '.join(missing)}")
    subprocess.run(["apt-get", "update", "-qq"], check=True)
    subprocess.run(["apt-get", "install", "-y", "-qq", "--no-install-recommends", *missing], check=True)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_for(port: int, seconds: float = 60) -> None:
    until = time.monotonic() + seconds
    while True:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
            return
        except OSError:
            if time.monotonic() > until:
                raise SystemExit(f"nothing listens on port {port} after {seconds:.0f} s") from None
            time.sleep(0.1)


@contextmanager
def nginx(folder: Path, configuration: str, core: int) -> Iterator[None]:
    """An nginx of our own with `configuration`, one worker on `core`, stopped at the end."""
    folder.mkdir(parents=True, exist_ok=True)
    conf = folder / "nginx.conf"
    conf.write_text(configuration)
    program = shutil.which("nginx") or "/usr/sbin/nginx"
    process = subprocess.Popen(
        ["taskset", "-c", str(core), program, "-c", str(conf), "-p", str(folder), "-e", str(folder / "error.log")]
    )
    try:
        yield
    finally:
        process.terminate()
        process.wait(20)


@dataclass
class Load:
    """What wrk measured: requests a second, 99th percentile of latency in ms, answers that were no 2xx/3xx, and how
    many were answered at all."""

    rate: float
    p99: float
    errors: int
    answers: int = 0


def wrk(url: str, core: int, seconds: int, headers: dict[str, str], script: Path | None = None) -> Load:
    """Ask for `url` from 32 connections on one core; `script` (Lua) makes each request another."""
    command = ["taskset", "-c", str(core), "wrk", "-t1", f"-c{CONNECTIONS}", f"-d{seconds}s", "--latency"]
    for name, value in headers.items():
        command += ["-H", f"{name}: {value}"]
    if script is not None:
        command += ["-s", str(script)]
    said = subprocess.run([*command, url], capture_output=True, text=True, check=True).stdout
    rate = re.search(r"Requests/sec:\s+([\d.]+)", said)
    slow = re.search(r"99%\s+([\d.]+)(us|ms|s)", said)
    bad = re.search(r"Non-2xx or 3xx responses: (\d+)", said)
    broken = re.search(r"Socket errors: connect (\d+), read (\d+), write (\d+), timeout (\d+)", said)
    if rate is None or slow is None:
        raise SystemExit(f"wrk said nothing useful:\n{said}")
    errors = int(bad[1]) if bad else 0
    errors += sum(map(int, broken.groups())) if broken else 0
    count = re.search(r"(\d+) requests in", said)
    return Load(float(rate[1]), float(slow[1]) * UNITS[slow[2]], errors, int(count[1]) if count else 0)


def median(loads: list[Load]) -> Load:
    return Load(
        statistics.median(load.rate for load in loads),
        statistics.median(load.p99 for load in loads),
        sum(load.errors for load in loads),
        sum(load.answers for load in loads),
    )
