"""`smartbooth demo`: a first look at everything, loaded once."""

import click

NAME, PASSWORD = "demo", "launch-tonight"
OPERATOR = "operator"  # has the same password


@click.command()
@click.option(
    "--again", is_flag=True, help="Remove the demonstration, with all that was made in it, and load it anew."
)
def demo(again: bool) -> None:
    """Load the demonstration: launches, visits and leads of the past days.

    Loading it a second time changes nothing. Only for an installation on one laptop (hosts under localhost), since
    everyone knows the password.
    """
    import django

    django.setup()
    name, password = ensure(again)
    click.echo(f"The demonstration is loaded. Sign in as {name} with the password {password}.")


def ensure(again: bool = False) -> tuple[str, str]:
    """Load the demonstration unless it is there whole. Returns (username, password).

    Needs settings and a migrated database. Raises click.ClickException where the installation is not a laptop's.
    """
    from django.conf import settings

    from smartbooth.cli.demo import load

    if not local(settings.STUDIO_HOST) or not local(settings.PAGES_DOMAIN):
        raise click.ClickException(
            f"The demonstration's password is public, and this installation serves {settings.STUDIO_HOST}. "
            "Leave SMARTBOOTH_STUDIO_HOST and SMARTBOOTH_PAGES_DOMAIN at localhost to load it."
        )
    if again or load.state() == "half":
        load.remove()
    if load.state() == "none":
        click.echo("Loading the demonstration", err=True)
        load.load()
    return NAME, PASSWORD


def local(host: str) -> bool:
    return host == "localhost" or host.endswith(".localhost")
