import json
import sys

import click

MARKS = {"kept": ("✓", "green"), "broken": ("✗", "red"), "not built": ("·", "white")}


@click.command()
@click.option("--json", "as_json", is_flag=True, help="One JSON list on stdout: an object a check.")
def promises(as_json: bool) -> None:
    """Look whether each promise is kept, now, on the data that is there.

    Runs every check, keeps what they found for the promises page, and prints each promise, its state (kept, broken,
    not built), its checks, what they found and when. Exits with 1 when one is broken.
    """
    import django

    django.setup()

    from smartbooth.policy import looks, state
    from smartbooth.registry import egress

    egress.install()  # as in the server and the worker: D2 looks whether it stands
    looks.all_now()
    found = state.standings()
    if as_json:
        click.echo(json.dumps(state.as_json(found, "en"), indent=2, ensure_ascii=False))
    else:
        for standing in found:
            mark, colour = MARKS[standing.state]
            name = click.style(f"{mark} {standing.promise.id}", fg=colour, bold=True)
            click.echo(f"{name} {standing.state:9}  {standing.promise.words}")
            for one in standing.looked:
                assert one.run is not None  # it was just looked at
                sign = "" if one.run.kept else click.style("✗ ", fg="red")
                slow = f", longer than its {one.check.seconds:g} s" if one.slow else ""
                click.echo(f"{'':16}{sign}{one.check.name}: {one.run.says_en}")
                click.echo(
                    f"{'':16}{one.run.at:%Y-%m-%d %H:%M} UTC, {one.run.looked:,} looked at, "
                    f"{one.run.milliseconds:,} ms{slow}"
                )
    broken = [standing.promise.id for standing in found if standing.state == state.BROKEN]
    if not as_json:
        click.echo(
            "\n" + (f"Broken: {', '.join(broken)}." if broken else "Every promise that has checks is kept.")
        )
    sys.exit(1 if broken else 0)
