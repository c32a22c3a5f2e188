"""`smartbooth ledger`: the ledger of disclosures, looked at from outside."""

import json
import sys

import click


@click.group()
def ledger() -> None:
    """Who was given whose data: the ledger of disclosures."""


@ledger.command()
@click.option("--json", "as_json", is_flag=True, help="One JSON object on stdout.")
def verify(as_json: bool) -> None:
    """Follow the chain from its first row to the head, and check the seals.

    Finds a row that was changed, put in, moved or taken out, an end that was cut off, and an edited head or seal; says
    where. Exits with 1 then.
    """
    import django

    django.setup()
    from smartbooth.disclosures.ledger import verify

    verdict = verify()
    if as_json:
        said = {
            "whole": verdict.whole, "rows": verdict.rows, "seq": verdict.seq, "head": verdict.head,
            "broken": verdict.broken, "why": str(verdict.why),
        }  # fmt: skip
        click.echo(json.dumps(said, indent=2, ensure_ascii=False))
    elif verdict.whole:
        click.echo(f"Whole: {verdict.rows:,} rows, the last is number {verdict.seq:,}.\nHead {verdict.head}")
    else:
        click.echo(f"Broken at row {verdict.broken:,}: {verdict.why}", err=True)
        click.echo("Compare the seals that were noted outside with this ledger, and a backup with it.", err=True)
    sys.exit(0 if verdict.whole else 1)


@ledger.command()
@click.option("--json", "as_json", is_flag=True, help="One JSON object on stdout.")
def head(as_json: bool) -> None:
    """Print the number and the hash of the last row.

    Noted somewhere else, it shows later that nothing before it was changed.
    """
    import django

    django.setup()
    from smartbooth.disclosures.ledger import head

    end = head()
    click.echo(json.dumps({"seq": end.seq, "head": end.hash}) if as_json else f"{end.seq} {end.hash}")
