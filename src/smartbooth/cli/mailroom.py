from __future__ import annotations

import signal
import socket
import threading
from collections import Counter
from pathlib import Path

import click


@click.command()
@click.option("--lmtp", is_flag=True, help="Speak LMTP, for a mail server of your own that passes mail on.")
@click.option(
    "--port", type=click.IntRange(1, 65535), help="Port to listen on.  [default: SMARTBOOTH_MAILROOM_PORT]"
)
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on; 0.0.0.0 for all.")
@click.option("--maildir", type=click.Path(path_type=Path), help="Read this maildir instead of listening.")
@click.option("--watch", is_flag=True, help="With --maildir: go on, and read what comes.")
def mailroom(lmtp: bool, port: int | None, host: str, maildir: Path | None, watch: bool) -> None:
    """Take mail in: what bounces, complaints, who unsubscribes by mail, and people who write.

    Takes mail for this installation's mailboxes and no other, says so before a message is sent, and acknowledges what
    was stored. Stops on Ctrl+C, after the messages it is at.
    """
    import django
    from django.conf import settings

    django.setup()

    from smartbooth.people import start
    from smartbooth.registry import egress

    start.check()
    egress.install()
    if maildir is not None:
        _say(_read(maildir, watch))
        return
    if watch:
        raise click.UsageError("--watch goes with --maildir.")
    from smartbooth.mail.inbound.listen import run

    listening = _listen(host, port or settings.MAILROOM_PORT)
    where = f"{host} port {listening.getsockname()[1]}"
    click.echo(f"Taking mail for {settings.MAIL_DOMAIN} over {'LMTP' if lmtp else 'SMTP'} on {where}")
    _say(run(listening, lmtp))


def _read(folder: Path, watch: bool) -> Counter[str]:
    from smartbooth.mail.inbound import maildir

    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    try:
        maildir.check(folder)
    except maildir.NoMaildir as error:
        raise click.ClickException(str(error)) from None
    return maildir.watch(folder, stop) if watch else maildir.read(folder, stop)


def _listen(host: str, port: int) -> socket.socket:
    try:
        return socket.create_server((host, port), family=socket.AF_INET6 if ":" in host else socket.AF_INET)
    except OSError as error:
        raise click.ClickException(
            f"Port {port} cannot be used ({error.strerror}). Choose another: smartbooth mailroom --port {port + 1}"
        ) from None


def _say(became: Counter[str]) -> None:
    """How many messages became what: of nobody in particular."""
    for outcome, count in sorted(became.items()):
        click.echo(f"{count:6,}  {outcome}")
    if not became:
        click.echo("No mail came.")
