from __future__ import annotations

from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from smartbooth.accounts.models import User


@click.command()
@click.argument("name")
@click.option("--remove", is_flag=True, help="Take the right away again; the account stays.")
def operator(name: str, remove: bool) -> None:
    """Let NAME run the installation: read the outbox, publish the policy, answer requests.

    An account of that name becomes an operator's; where there is none it is made, and the password is asked for. The
    address is asked for as well, for a forgotten password; it may be left empty.
    """
    import django

    django.setup()

    from smartbooth.accounts.models import User

    known = User.objects.filter(username=name.lower()).first()
    if known is None and remove:
        raise click.ClickException(f"There is no account named {name}.")
    if known is None:
        _make(name)
        click.echo(f"{name} runs this installation from now on.")
        return
    _set(known, not remove)
    click.echo(f"{known.username} {'no longer runs' if remove else 'runs'} this installation.")


def _set(user: User, runs: bool) -> None:
    """Give the right or take it; the account's person is told, once it changes."""
    from django.db import transaction

    from smartbooth.accounts import letters

    event = letters.Event.OPERATOR if runs else letters.Event.NO_OPERATOR
    if user.is_staff == runs:
        return
    with transaction.atomic():
        user.is_staff = runs
        user.save(update_fields=["is_staff"])
        letters.tell(event, [user], user.language)


def _make(name: str) -> None:
    """Raises click.ClickException for a name, an address or a password that will not do."""
    from django.contrib.auth.password_validation import validate_password
    from django.core.exceptions import ValidationError

    from smartbooth.accounts.models import User
    from smartbooth.people import store
    from smartbooth.people.address import AddressError

    try:
        User._meta.get_field("username").run_validators(name)
        if "@" in name:
            raise ValidationError("A username has no @: it is not a mail address.")
        address = click.prompt("Mail address (may be empty)", default="", show_default=False)
        password = click.prompt("Password", hide_input=True, confirmation_prompt=True)
        validate_password(password, User(username=name))
        with store.both():
            _set(User.objects.create_user(name.lower(), address, password), runs=True)
    except ValidationError as error:
        raise click.ClickException(" ".join(error.messages)) from None
    except AddressError as error:
        raise click.ClickException(error.message) from None
