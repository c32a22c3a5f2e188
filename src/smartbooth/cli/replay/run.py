"""The steps of a replay, in order: read, prepare a place, publish, play, wait for the fold, compare."""

import os
import secrets
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import click

from smartbooth.cli import server
from smartbooth.cli.replay import agents, archive, report
from smartbooth.cli.replay.archive import ArchiveError, Test
from smartbooth.cli.replay.plan import Address

TOKEN = "SMARTBOOTH_REPLAY_TOKEN"  # noqa: S105 - the variable's name


@dataclass(frozen=True)
class Options:
    file: Path | None
    wanted: int | None
    scale: float
    concurrency: int
    url: str | None
    agents: Path | None
    robots: bool
    keep: bool


def run(options: Options) -> None:
    """Exits the process with 1 when a count differs or a visit failed."""
    try:
        tests = read(options)
    except ArchiveError as error:
        raise click.ClickException(f"{error}. Give a file of the archive's columns.") from None
    with place(options) as address:
        # Only now: settings read SMARTBOOTH_VAR and the port, which `place` decides.
        import django

        django.setup()
        from smartbooth.cli.replay import perform

        try:
            browsers, robots = agents.read(log(options))
        except ArchiveError as error:
            raise click.ClickException(f"{error}. Give another log with --agents.") from None
        equal = perform.perform(tests, browsers, robots if options.robots else [], address, options.concurrency)
    sys.exit(0 if equal else 1)


def read(options: Options) -> list[Test]:
    file = options.file or archive.EXTRACT / archive.NAME
    if not file.exists():
        report.note(f"There is no {file}: the project's own extract of 12 tests is played instead.")
        file = archive.EXTRACT / archive.NAME
    return archive.choose(archive.read(file, options.scale), options.wanted)


def log(options: Options) -> Path:
    """The access log to draw agents from."""
    if options.agents:
        return options.agents
    beside = options.file.parent / archive.VISITS if options.file else archive.EXTRACT / archive.VISITS
    return beside if beside.exists() else archive.EXTRACT / archive.VISITS


@contextmanager
def place(options: Options) -> Iterator[Address]:
    """Where to play: a running installation, or a server of our own that ends with the block."""
    if options.url:
        yield running_installation(options.url)
        return
    with ExitStack() as stack:
        environment = {TOKEN: secrets.token_hex(16)}
        if not options.keep:
            folder = stack.enter_context(tempfile.TemporaryDirectory(prefix="smartbooth-replay-"))
            environment["SMARTBOOTH_VAR"] = folder
            environment["SMARTBOOTH_POSTGRES"] = ""  # a temporary folder goes with a temporary database
        port = server.free_port()
        os.environ.update(environment, SMARTBOOTH_PORT=str(port))
        report.note(f"Starting a server of our own on port {port} …")
        logs = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="smartbooth-log-")))
        stack.enter_context(server.running(port, logs / "server.log", environment))
        yield Address("127.0.0.1", port, tls=False)


def running_installation(url: str) -> Address:
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise click.BadParameter("give the whole address, such as http://localhost:8000", param_hint="--url")
    if not os.environ.get(TOKEN):
        raise click.UsageError(
            f"{TOKEN} is not set. Start the installation with it and run this command with the same value: "
            "it lets a visit say which variant it was in the archive."
        )
    tls = parts.scheme == "https"
    return Address(parts.hostname, parts.port or (443 if tls else 80), tls)
