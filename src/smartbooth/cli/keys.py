"""`smartbooth keys`: what the key store holds, and changing its keys while the service runs."""

import click


@click.group(invoke_without_command=True)
@click.pass_context
def keys(ctx: click.Context) -> None:
    """Show the key store: where it is, its keys, and how many people's keys each wraps."""
    import django

    django.setup()
    if ctx.invoked_subcommand is None:
        _show()


@keys.command()
def rotate() -> None:
    """Make a new wrapping key, and rewrap every person's key with it.

    The service runs on meanwhile. Interrupted, it goes on where it was when it is run again. The old wrapping key is
    destroyed a day later, by the worker.
    """
    from smartbooth.people import ring, rotation, start

    start.check()
    generation, new = rotation.begin()
    ring.clear()
    click.echo(f"{'Made' if new else 'Going on with'} wrapping key {generation}.")
    done = 0
    while True:
        rewrapped = rotation.rewrap()
        done += rewrapped
        if not rewrapped and (rotation.finish() or not rotation.unfinished()):
            break
    click.echo(f"{done:,} people’s keys rewrapped. The old wrapping key is destroyed tomorrow.")


@keys.command("rotate-master")
def rotate_master() -> None:
    """Rewrap the ring from the old master key to the new one.

    Set SMARTBOOTH_MASTER_KEY to the new key and SMARTBOOTH_MASTER_KEY_OLD to the one before, run this, then restart the
    service with the new one. All or nothing; harmless to repeat.
    """
    from django.conf import settings

    from smartbooth.people import rotation

    if settings.MASTER_KEY_OLD is None:
        raise click.ClickException(
            "SMARTBOOTH_MASTER_KEY_OLD is not set. Set it to the master key used until now."
        )
    changed = rotation.new_master(settings.MASTER_KEY_OLD)
    if changed:
        click.echo(
            f"{changed} keys rewrapped. Restart the service with the new master key, and destroy the old one."
        )
    else:
        click.echo("The new master key opens everything already.")


@keys.command()
@click.option("--all", "everything", is_flag=True, help="Also where most keys have no person.")
def sweep(everything: bool) -> None:
    """Delete keys without a person, and erase persons without a key, now rather than tomorrow.

    For after a restore: whoever was erased since the copy was made is erased again.
    """
    from smartbooth.core import clock
    from smartbooth.people import start, strays

    start.check()
    gone = 0
    while done := strays.sweep(clock.now(), everything):
        gone += done
    click.echo(f"{gone:,} deleted." if gone else "Every key has its person, and every person their key.")


def _show() -> None:
    from django.db import connections

    from smartbooth.people import rotation, start
    from smartbooth.people.models import Key, Person
    from smartbooth.people.store import KEYS

    start.check()
    click.echo(f"Key store: {connections[KEYS].settings_dict['NAME']}")
    click.echo(f"{Key.objects.count():,} people’s keys for {Person.objects.count():,} people.")
    for one in rotation.state():
        since = f"since {one.made_at:%Y-%m-%d}"
        until = f", retired {one.retired_at:%Y-%m-%d}" if one.retired_at else ""
        wraps = f", wraps {one.wraps:,}" if one.name == "wrap" else ""
        click.echo(f"  {one.name}/{one.generation}  {since}{until}{wraps}")
