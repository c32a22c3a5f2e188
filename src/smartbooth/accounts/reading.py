"""An account's own address, for the account's own screens."""

from __future__ import annotations

from smartbooth.accounts.models import User
from smartbooth.people import vault
from smartbooth.people.address import readable
from smartbooth.people.purpose import purpose
from smartbooth.registry.purposes import Purpose
from smartbooth.registry.subjects import Subject


def address(user: User) -> str:
    """As people read it; "" for an account that has none (any more)."""
    if user.person is None:
        return ""
    with purpose(Purpose.ACCOUNT, of=Subject.OWNER):
        try:
            return readable(vault.open(user.person).address)
        except vault.Forgotten:
            return ""
