import os
import socket
from typing import Any

import click


@click.command()
@click.option(
    "--port", type=click.IntRange(1, 65535), help="Port to listen on.  [default: SMARTBOOTH_PORT or 8000]"
)
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on; 0.0.0.0 for all.")
@click.option("--workers", type=click.IntRange(1, 64), help="Edge processes.  [default: cores less one]")
@click.option("--no-work", is_flag=True, help="Start no worker here: `smartbooth work` runs elsewhere.")
@click.option("--demo", is_flag=True, help="Load the demonstration first, if it is not there yet.")
@click.option(
    "--fd", type=int, hidden=True, help="Serve from this open socket (for the processes `serve` starts)."
)
def serve(port: int | None, host: str, workers: int | None, no_work: bool, demo: bool, fd: int | None) -> None:
    """Serve the studio and every published page, and count.

    Prepares the database, starts the edge processes and one worker, and prints the addresses. Stops on Ctrl+C.
    """
    if port is not None:
        os.environ["SMARTBOOTH_PORT"] = str(port)
    if fd is not None:
        from smartbooth.config.serving import serve_from

        serve_from(fd)
        return

    import django
    from django.conf import settings

    django.setup()
    listening = _listen(host, settings.PORT)
    _prepare()
    sign_in = _demonstration() if demo else None
    _greet(settings, sign_in)

    from smartbooth.config.family import Child, keep

    count = workers or max(1, (os.cpu_count() or 2) - 1)
    handle = listening.fileno()
    children = [Child(f"edge {n + 1}", ["serve", "--fd", str(handle)], (handle,)) for n in range(count)]
    if not no_work:
        children.append(Child("worker", ["work"]))
    keep(children, lambda line: click.echo(line, err=True))


def _listen(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listening = socket.socket(family, socket.SOCK_STREAM)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((host, port))
    except OSError as error:
        raise click.ClickException(
            f"Port {port} cannot be used ({error.strerror}). Choose another: smartbooth serve --port {port + 1}"
        ) from None
    listening.listen(2048)  # connections that may wait while every edge process is busy
    listening.set_inheritable(True)
    return listening


def _prepare() -> None:
    """Tables and keys, once it is clear that the database, the key store and the master key belong together."""
    from django.core.management import call_command
    from django.db import connections
    from django.db.migrations.executor import MigrationExecutor

    from smartbooth.people import ring, start
    from smartbooth.policy import publish

    start.check()
    for alias in connections:  # the main database, and the key store
        executor = MigrationExecutor(connections[alias])
        if executor.migration_plan(executor.loader.graph.leaf_nodes()):
            click.echo("Preparing the database" if alias == "default" else "Preparing the key store")
            call_command("migrate", database=alias, verbosity=0, interactive=False)
    ring.current(ring.WRAP)  # made at the first start, before two processes could make one each
    publish.ensure()
    connections.close_all()  # nothing open is handed to a child


def _demonstration() -> Any:
    from django.db import connections

    from smartbooth.cli.demo import ensure

    sign_in = ensure()
    connections.close_all()
    return sign_in


def _who(sign_in: Any) -> str:
    from smartbooth.cli.demo import OPERATOR

    return f": sign in as {OPERATOR}, same password" if sign_in else " (smartbooth operator NAME makes one)"


def _greet(settings: Any, sign_in: Any) -> None:
    base = f"{settings.SCHEME}://{settings.STUDIO_HOST}{settings.PUBLIC_PORT}"
    click.echo(f"\n  {settings.BRAND} serves {base}")
    if sign_in:
        click.echo(f"  Sign in as {sign_in[0]} with the password {sign_in[1]}: {base}/accounts/login/")
    click.echo(
        f"  Mail, such as the link for a forgotten password, is read at {base}/outbox/ by operators{_who(sign_in)}"
    )
    click.echo("  Stop with Ctrl+C.\n")
