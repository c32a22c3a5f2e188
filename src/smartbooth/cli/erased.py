"""`smartbooth erased`: shows that an address is nowhere any more, byte by byte."""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from smartbooth.rights.scan.search import Outcome

FOUND, INCOMPLETE = 1, 2
PLACE = click.Path(exists=True, path_type=Path)
SHOWN = 20


@click.command()
@click.argument("address")
@click.option(
    "--backup", "backups", type=PLACE, multiple=True, help="A backup to look through too: a file or a folder."
)
@click.option("--log", "logs", type=PLACE, multiple=True, help="Logs to look through too: a file or a folder.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object on stdout.")
def erased(address: str, backups: tuple[Path, ...], logs: tuple[Path, ...], as_json: bool) -> None:
    """Look for ADDRESS in all that the installation writes, byte by byte and row by row.

    Database, its write-ahead log, key store, pictures, journal, the var folder, and what --backup and --log name, also
    packed; in every usual spelling. Exits with 1 when it is found, 2 when something could not be looked into. With "-"
    the address is read from standard input, so that no shell remembers it.
    """
    import django

    django.setup()
    from smartbooth.people.address import Address, AddressError
    from smartbooth.rights.scan.search import search

    if address == "-":
        address = sys.stdin.readline()
    try:
        wanted = Address.parse(address)
    except AddressError as error:
        raise click.ClickException(str(error.message)) from None
    started = time.monotonic()
    outcome = search(wanted, [*backups, *logs])
    seconds = time.monotonic() - started
    if as_json:
        click.echo(json.dumps(_data(outcome, seconds), indent=2, ensure_ascii=False))
    else:
        _say(outcome, seconds)
    sys.exit(0 if outcome.clean and not outcome.looked.unread else INCOMPLETE if outcome.clean else FOUND)


def _data(outcome: Outcome, seconds: float) -> dict[str, Any]:
    looked = outcome.looked
    return {
        "clean": outcome.clean,
        "complete": not looked.unread,
        "found": [{"where": one.where, "form": one.form, "offset": one.offset} for one in looked.found],
        "known": outcome.known,
        "kept_from": outcome.kept_from,
        "sealed_copies": outcome.sealed,
        "keys_that_open_them": outcome.opens,
        "unread": looked.unread,
        "files": looked.files,
        "bytes": looked.size,
        "rows": looked.rows,
        "seconds": round(seconds, 1),
    }


def _say(outcome: Outcome, seconds: float) -> None:
    looked = outcome.looked
    for one in looked.found[:SHOWN]:
        place = f", byte {one.offset:,}" if one.offset >= 0 else ""
        click.echo(f"{click.style('✗', fg='red', bold=True)} {one.where}{place}: {one.form}")
    if len(looked.found) > SHOWN:
        click.echo(f"  … and {len(looked.found) - SHOWN:,} places more (--json lists them).")
    if outcome.known:
        click.echo("The address is known: a person of this installation has it, sealed.")
    for copy in outcome.sealed:
        click.echo(
            f"A sealed record is in {copy}; " + ("its key is there." if outcome.opens else "its key is destroyed.")
        )
    for store in outcome.opens:
        click.echo(
            f"{click.style('✗', fg='red', bold=True)} {store} still has the key: delete this copy of the key store."
        )
    for kind in outcome.kept_from:
        click.echo(
            f"A keyed hash remains, which keeps messages of the class “{kind}” away from the address for good."
        )
    for place in looked.unread:
        click.echo(f"{click.style('!', fg='yellow', bold=True)} not looked into: {place}")
    size = f"{looked.files:,} files, {looked.size:,} bytes, {looked.rows:,} rows in {seconds:.1f} s"
    click.echo(("Nothing found" if outcome.clean else "Found") + f": {size}.")
