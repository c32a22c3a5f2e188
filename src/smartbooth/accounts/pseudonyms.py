"""An account's address is its person's, in the vault. What stands where Django and allauth keep one is a name made of
the person's id: `7k2m…@person.invalid`. It finds the account, tells nothing, stays when the address is corrected, and
no mail program delivers to it (RFC 2606 reserves .invalid).
"""

from __future__ import annotations

from smartbooth.accounts.models import PSEUDONYM
from smartbooth.core import keyed
from smartbooth.core.ids import ALPHABET
from smartbooth.people import vault
from smartbooth.people.address import Address

LENGTH = 16  # characters of a pseudonym that stands for nobody


def of_person(person_id: str) -> str:
    return f"{person_id}{PSEUDONYM}"


def of_address(address: Address) -> str:
    """The pseudonym of whoever has this address. Of nobody's address too, always the same: who tries one that has no
    account is answered, counted and limited like who tries one that has."""
    person = vault.find(address)
    nobody = "".join(
        ALPHABET[byte % len(ALPHABET)] for byte in keyed.digest("accounts/nobody", address.key.encode())
    )
    return of_person(person.pk if person else nobody[:LENGTH])


def is_pseudonym(text: str) -> bool:
    return not text or (text.endswith(PSEUDONYM) and text.count("@") == 1)
