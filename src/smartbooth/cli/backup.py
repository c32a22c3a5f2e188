"""`smartbooth backup`: a consistent copy of what an installation holds, without what opens it."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import tarfile
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import click

DATA, COPY = "smartbooth-{:%Y-%m-%dT%H%M%S}.tar", "smartbooth-keys-{:%Y-%m-%dT%H%M%S}"
COPIES = "smartbooth-keys-*"  # what `--keys` itself wrote into a folder
FOLDERS = ("files", "journal")  # below VAR: pictures; events not counted yet


@click.command()
@click.argument("place", type=click.Path(path_type=Path))
@click.option(
    "--keys", is_flag=True, help="Copy the key store instead: it goes elsewhere, and stays days, not years."
)
def backup(place: Path, keys: bool) -> None:
    """Copy the database, the pictures and the journal into PLACE, a file (.tar) or a folder, while the service runs.

    Never the key store and never the secrets: without them nobody can read the copy. `--keys` copies the key store,
    for another place; of its own copies in a folder it deletes those older than SMARTBOOTH_KEY_COPY_DAYS, because
    whoever was erased meanwhile could be read from them.
    """
    import django

    django.setup()
    from django.conf import settings

    from smartbooth.core import clock
    from smartbooth.people import start
    from smartbooth.people.store import KEYS

    start.check()
    target = place / (COPY if keys else DATA).format(clock.now()) if place.is_dir() else place
    if target.exists():
        raise click.ClickException(f"{target} is there already. Name another file, or a folder.")
    if not keys:
        with _whole(target) as part:
            _pack(part, settings.VAR)
        click.echo(f"{target}: {target.stat().st_size:,} bytes. The key store is not in it.")
        return
    with _whole(target) as part:
        _copy(KEYS, part)
    gone = _old_copies(place, settings.KEY_COPY_DAYS) if place.is_dir() else 0
    click.echo(f"{target}: the key store. Keep it apart from the other copies.")
    if place.is_dir():
        click.echo(f"Copies older than {settings.KEY_COPY_DAYS} days deleted: {gone}.")
    else:
        click.echo(
            f"Delete it within {settings.KEY_COPY_DAYS} days: from it, whoever is erased meanwhile can be read."
        )


@contextmanager
def _whole(target: Path) -> Iterator[Path]:
    """A file beside the target that takes its name when it is complete: half a copy never looks like one."""
    handle, name = tempfile.mkstemp(dir=target.parent, prefix=".backup-")
    os.close(handle)
    part = Path(name)
    try:
        yield part
        with part.open("rb") as file:
            os.fsync(file.fileno())
        part.replace(target)
    finally:
        part.unlink(missing_ok=True)


def _pack(part: Path, var: Path) -> None:
    """The database first: an event that it has not counted is then in the journal's copy. Not compressed, so that a
    search for a person's address sees every byte."""
    with tempfile.TemporaryDirectory(dir=part.parent, prefix=".backup-") as folder, tarfile.open(part, "w") as tar:
        database = Path(folder) / "database"
        _copy("default", database)
        tar.add(database, "smartbooth.sql" if _vendor("default") == "postgresql" else "smartbooth.sqlite3")
        for name in FOLDERS:
            if (var / name).is_dir():
                tar.add(var / name, name)


def _copy(alias: str, target: Path) -> None:
    """SQLite's online backup, or pg_dump: one moment's state, while others write."""
    from django.db import connections

    facts: dict[str, Any] = connections[alias].settings_dict
    if _vendor(alias) == "postgresql":
        _dump(facts, target)
        return
    source, copy = sqlite3.connect(f"file:{facts['NAME']}?mode=ro", uri=True), sqlite3.connect(target)
    try:
        source.backup(copy)
        copy.execute("PRAGMA journal_mode=DELETE")  # one file, whole by itself
    finally:
        source.close()
        copy.close()
    target.chmod(0o600)


def _dump(facts: dict[str, Any], target: Path) -> None:
    command = ["pg_dump", "--no-password", "--file", str(target), "--host", facts["HOST"], "--port", facts["PORT"]]
    try:
        subprocess.run(
            [*command, "--username", facts["USER"], facts["NAME"]],
            env={**os.environ, "PGPASSWORD": facts["PASSWORD"]}, check=True, capture_output=True, text=True,
        )  # fmt: skip
    except FileNotFoundError:
        raise click.ClickException(
            "pg_dump is not installed here: install PostgreSQL’s client programs."
        ) from None
    except subprocess.CalledProcessError as error:
        raise click.ClickException(f"pg_dump failed: {error.stderr.strip()}") from None


def _vendor(alias: str) -> str:
    from django.db import connections

    return connections[alias].vendor


def _old_copies(folder: Path, days: int) -> int:
    """Delete the key store's copies of more than `days` ago; how many. The file's own time says when it was made."""
    from smartbooth.core import clock

    old = [path for path in folder.glob(COPIES) if path.stat().st_mtime < clock.seconds() - days * clock.DAY]
    for path in old:
        path.unlink()
    return len(old)
