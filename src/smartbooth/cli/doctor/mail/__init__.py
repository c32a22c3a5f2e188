"""`smartbooth doctor mail`: whether what DNS says about our mail fits what we send, and which records to publish."""

from pathlib import Path

import click


@click.command()
@click.option("--resolver", default="", metavar="ADDRESS", help="Ask this resolver (192.0.2.53, 127.0.0.1:5353).")
@click.option(
    "--zone", type=click.Path(path_type=Path), help="Ask nobody: read a zone file, before it is published."
)
@click.option(
    "--sends-from", multiple=True, metavar="IP", help="An address letters leave from; may be given again."
)
@click.option("--connect", is_flag=True, help="Also connect to the mail server, with TLS, and sign in.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object on stdout, for monitoring.")
def mail(resolver: str, zone: Path | None, sends_from: tuple[str, ...], connect: bool, as_json: bool) -> None:
    """Check what DNS says about our mail, and say which records to publish.

    SPF, DKIM, DMARC and how they hold together, the way back (MX), the sending addresses’ own names, the links to
    unsubscribe. Exits with 1 when something is wrong; warnings alone exit with 0.
    """
    import django

    django.setup()
    from smartbooth.cli.doctor.mail import facts
    from smartbooth.cli.doctor.mail.examine import examine
    from smartbooth.cli.doctor.printing import end
    from smartbooth.mail.published.resolver import NoResolver, Resolver
    from smartbooth.mail.published.zonefile import NoZone, ZoneFile

    if resolver and zone:
        raise click.UsageError("Either --resolver or --zone: answers come from one of them.")
    try:
        names = ZoneFile(zone) if zone else Resolver(resolver)
        known = facts.gather(names, sends_from)
    except (NoResolver, NoZone, facts.NoAddress) as error:
        raise click.ClickException(f"{error}.") from error
    end(examine(known, names, connect), as_json)
