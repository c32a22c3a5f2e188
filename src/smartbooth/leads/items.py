"""A lead as the door takes it and gives it (disclosures/door.py)."""

from __future__ import annotations

from smartbooth.disclosures.door import ADDRESS, Item, Opened
from smartbooth.leads import given
from smartbooth.leads.given import Given
from smartbooth.people.vault import Bytes

LIST = "list"  # how a lead reaches its owner's list, as the ledger says it
NAME, ANSWERS = "user.name", "user.content.private"  # registry/categories.py, beside the address


def item(lead: str, person: str, contact: Bytes, written: Bytes) -> Item:
    return Item(person, contact, {given.place(lead): written}, kinds, lead)


def written(opened: Opened) -> Given:
    """The name and the answers."""
    return given.parse(opened.parts[given.place(opened.key)])


def kinds(opened: Opened) -> tuple[str, ...]:
    """What this lead's hand-over gives: the address, and what else they wrote."""
    wrote = written(opened)
    return (ADDRESS, *([NAME] if wrote.name else []), *([ANSWERS] if wrote.answers else []))
