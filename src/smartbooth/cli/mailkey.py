"""`smartbooth mailkey`: makes the key that letters are signed with, and says what to publish."""

from pathlib import Path

import click


@click.command()
@click.argument("path", type=click.Path(path_type=Path))
@click.option("--selector", default="", help="The name to publish it under (default: SMARTBOOTH_DKIM_SELECTOR).")
def mailkey(path: Path, selector: str) -> None:
    """Make the key that letters are signed with (DKIM) in the new file PATH.

    Prints the DNS record to publish, and the setting that makes use of the key.
    """
    import django

    django.setup()
    from django.conf import settings

    from smartbooth.mail import dkim
    from smartbooth.mail.newkey import make

    selector = selector or settings.DKIM_SELECTOR
    try:
        signer = make(path, settings.MAIL_SENDER.rpartition("@")[2], selector)
    except FileExistsError as error:
        raise click.ClickException(f"{path} is there already, and stays as it is. Name a new file.") from error
    except dkim.Unusable as error:
        raise click.ClickException(f"{error} Correct SMARTBOOTH_MAIL_SENDER, or the selector.") from error
    click.echo(f"Made {path}. Publish this record in the DNS of {signer.domain}:\n")
    click.echo(signer.line())
    click.echo("\nThen set, and restart:\n")
    click.echo(f"SMARTBOOTH_DKIM_KEY={path.absolute()}\nSMARTBOOTH_DKIM_SELECTOR={signer.selector}")
