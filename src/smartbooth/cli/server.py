"""A server of our own, for a replay, a test or a picture: this program's `serve` on a free port, stopped at the end."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click

START = 120.0  # seconds a start may take: migrations of an empty database and the demonstration included
STOP = 20.0  # seconds a stop may take before it is forced


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@contextmanager
def running(
    port: int, log: Path, environment: dict[str, str], *arguments: str
) -> Iterator[subprocess.Popen[bytes]]:
    """`smartbooth serve` on `port`, answering when the block begins and stopped with all its children when it ends."""
    with log.open("wb") as out:
        process = subprocess.Popen(
            [sys.executable, "-m", "smartbooth", "serve", "--port", str(port), *arguments],
            env={**os.environ, **environment, "SMARTBOOTH_PORT": str(port)},
            stdin=subprocess.DEVNULL, stdout=out, stderr=subprocess.STDOUT, start_new_session=True,
        )  # fmt: skip
    try:
        _wait(process, port, log)
        yield process
    finally:
        _stop(process)


def _wait(process: subprocess.Popen[bytes], port: int, log: Path) -> None:
    until = time.monotonic() + START
    while time.monotonic() < until:
        if process.poll() is not None:
            last = log.read_text(errors="replace").strip().splitlines()[-1:]
            raise click.ClickException(f"The server did not start: {' '.join(last) or 'it said nothing'}")
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=5):
                return
        except urllib.error.HTTPError:
            return
        except OSError:
            time.sleep(0.1)
    raise click.ClickException(f"The server did not answer within {START:.0f} seconds: see {log}")


def _stop(process: subprocess.Popen[bytes]) -> None:
    """End the whole session of the server, gently and then not."""
    for sign, patience in ((signal.SIGTERM, STOP), (signal.SIGKILL, 5.0)):
        try:
            os.killpg(process.pid, sign)
            process.wait(patience)
            return
        except ProcessLookupError:
            process.wait()
            return
        except subprocess.TimeoutExpired:
            continue
