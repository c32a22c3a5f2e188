"""The one door through which contact data leaves: the ground is checked, the ledger written, and only then is
anything handed out. No row, no data (promise D1).

    given = disclose(items, to=Recipient.owner(workspace), purpose=Purpose.SERVICE, ground=Basis.CONSENT, how="csv",
                     launch=launch.pk)
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import connection, transaction

from smartbooth.accounts.models import Workspace
from smartbooth.disclosures import bars, ledger
from smartbooth.disclosures.chain import clean
from smartbooth.disclosures.ledger import Line
from smartbooth.disclosures.models import Kind
from smartbooth.disclosures.subjects import subject
from smartbooth.people import vault
from smartbooth.people.purpose import OPERATOR, NoConsent
from smartbooth.people.purpose import purpose as entered
from smartbooth.people.vault import Bytes, Contact
from smartbooth.registry.bases import Basis, basis
from smartbooth.registry.purposes import Purpose
from smartbooth.registry.subjects import Region, Subject

ADDRESS = "user.contact.email"


class NotGrounded(PermissionError):
    """The ground that was named is not the one declared for this purpose: nothing was written or opened."""


@dataclass(frozen=True)
class Recipient:
    """Who gets it, as they go by at this moment. `contact`: postal address, or where to write to them. `id` and
    `name` are empty for the person themselves: a row must not say who they are."""

    kind: Kind
    id: str = ""
    name: str = ""
    contact: str = ""

    def __post_init__(self) -> None:
        if self.kind == Kind.PERSON and (self.id or self.name or self.contact):
            raise ValueError("A row about a copy for the person themselves names nobody.")

    @classmethod
    def owner(cls, workspace: Workspace, contact: str = "") -> Recipient:
        """`contact` once is enough, at the first of the ways by which a launch's leads reach them."""
        return cls(Kind.OWNER, workspace.pk, workspace.name, contact)


PERSON = Recipient(Kind.PERSON)


@dataclass(frozen=True)
class Item:
    """One person's data as stored. `contact` is `Person.sealed`, or None where the address is not given; `parts`
    {place: sealed} what else; `kinds` the categories (registry/categories.py) of both, or a function that tells them
    when it sees what is there. `key` is the caller's own name for it, a lead's id."""

    person: str
    contact: Bytes | None
    parts: Mapping[str, Bytes] = field(default_factory=dict)
    kinds: tuple[str, ...] | Callable[[Opened], tuple[str, ...]] = (ADDRESS,)
    key: str = ""


@dataclass(frozen=True)
class Opened:
    """An item, readable."""

    item: Item
    contact: Contact | None
    parts: dict[str, Any]

    @property
    def person(self) -> str:
        return self.item.person

    @property
    def key(self) -> str:
        return self.item.key

    @property
    def kinds(self) -> str:
        """The categories that are there, joined by ","."""
        found = self.item.kinds
        return ",".join(found(self) if callable(found) else found)

    @property
    def address(self) -> str:
        return self.contact.address if self.contact else ""


def disclose(
    items: Iterable[Item], *, to: Recipient, purpose: Purpose, ground: Basis, how: str, launch: str = "",
    of: Subject = Subject.LEAD,
) -> list[Opened]:  # fmt: skip
    """Hand `items` out, with a row each in the ledger; in their order.

    Left out are persons for whom the ground does not hold (no live consent) and who are erased: there is no row for
    them. Part of the caller's transaction: let nothing out of the process before that has committed. Who streams
    calls it once a batch, each in a transaction of its own.

    Raises NotGrounded, bars.Barred, registry.bases.Gap, ledger.Broken, vault.Unreadable, django.db.DatabaseError.
    """
    if not connection.in_atomic_block:
        raise transaction.TransactionManagementError("A disclosure and its row are one transaction.")
    if to.kind == Kind.OWNER:
        bars.check(to.id)
    items = list(items)
    keys = _keys(items, to, purpose, ground, of, launch)
    opened = [_open(item, keys[item.person]) for item in items if item.person in keys]
    who = (str(to.kind), clean(to.id), clean(to.name)[:200], clean(to.contact)[:400])
    why = (str(purpose), str(ground), clean(how), clean(launch))
    ledger.append([Line(subject(keys[one.person]), *who, one.kinds, *why) for one in opened])
    return opened


def again(
    items: Iterable[Item], *, to: Recipient, how: str, launch: str = "", purpose: Purpose = Purpose.SERVICE,
    ground: Basis = Basis.CONSENT, of: Subject = Subject.LEAD,
) -> list[Opened]:  # fmt: skip
    """Those of `items` that `to` was given before in this way, readable; in their order. Writes nothing: for lists that
    are looked at. Whose consent ended since is left out."""
    items = list(items)
    keys = _keys(items, to, purpose, ground, of, launch)
    subjects = {person: subject(key) for person, key in keys.items()}
    known = ledger.given(list(subjects.values()), to.id, how, launch)
    return [_open(item, keys[item.person]) for item in items if subjects.get(item.person) in known]


def _keys(
    items: Sequence[Item], to: Recipient, purpose: Purpose, ground: Basis, of: Subject, launch: str
) -> dict[str, bytes]:
    """The keys of those who may be disclosed. What goes to an owner rests on a consent that names that owner."""
    declared = {basis(purpose, of, region) for region in Region}
    if ground not in declared:
        raise NotGrounded(f"{purpose} of a {of} rests on {' or '.join(sorted(declared))}, not on {ground}.")
    controller = to.id if to.kind == Kind.OWNER else OPERATOR
    persons = list(dict.fromkeys(item.person for item in items))
    with entered(purpose, of=of, controller=controller, launch=launch):
        while True:  # once, or twice where some are refused; more only while people withdraw at this very moment
            try:
                return vault.keys(persons)
            except NoConsent as refused:
                persons = [person for person in persons if person not in refused.persons]


def _open(item: Item, key: bytes) -> Opened:
    contact = None if item.contact is None else vault.contact(key, item.person, item.contact)
    parts = {place: vault.read(key, item.person, place, sealed) for place, sealed in item.parts.items()}
    return Opened(item, contact, parts)
