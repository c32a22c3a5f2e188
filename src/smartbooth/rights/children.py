"""A child's data, reported (promise C2): deleted everywhere within 72 hours, with proof.

The reported address is looked up and not kept: where it is known, the child's own sealed record has it; where it is
not, there is nothing to delete, and so no reason to write it down.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from smartbooth.accounts.tenancy import everywhere
from smartbooth.core import clock
from smartbooth.handover.recalls.models import Recall
from smartbooth.mail import links, outbox
from smartbooth.people.models import Person
from smartbooth.people.store import both
from smartbooth.rights import erase, register, words
from smartbooth.rights.kinds import Kind
from smartbooth.rights.messages import ChildReported
from smartbooth.rights.models import Request


def found(request: Request, child: Person | None, written: words.Words) -> None:
    """The worker looked the address up: nobody, or somebody who is asked by mail and whom the operator decides on."""
    words.seal(request, written)
    request.person = child
    request.save(update_fields=["person", "sealed", "own_key"])
    if child is None:
        if not written.asked and not request.launch:
            register.fulfil(request, how=Request.AUTOMATICALLY, proof={"leads": [], "known": False})
        return
    outbox.post(ChildReported, child.pk, request.language, unique=f"child/{request.pk}", request=request.pk)


def confirm(token: str) -> Request:
    """Whose the reported address is says so: it goes at once. Raises mail.links.BadLink, Expired, register.TooLate."""
    request = asked(token)
    delete(request, Request.AUTOMATICALLY)
    return request


def asked(token: str) -> Request:
    """The report a link is about. Raises mail.links.BadLink, Expired, register.TooLate."""
    (key,) = links.read("child", token)
    request = Request.objects.select_related("person").filter(pk=key, kind=Kind.CHILD).first()
    if request is None or not request.open:
        raise register.TooLate("Deleted already, or no longer reported.")
    return request


def delete(request: Request, how: str = Request.OPERATOR) -> None:
    """Erase the child everywhere and recall them from whoever received them. Raises register.TooLate,
    accounts.closing.StillNeeded (then nothing happened)."""
    with both():
        gone = erase.erase(request.person, Recall.CHILD) if request.person else None
        request.person = None
        register.fulfil(request, how=how, proof={"leads": gone.leads if gone else [], "known": gone is not None})


@dataclass(frozen=True)
class Recipient:
    """Who had received it by one way, and whether they have deleted it."""

    name: str
    how: str
    due_by: datetime
    deleted_at: datetime | None

    @property
    def overdue(self) -> bool:
        return self.deleted_at is None and self.due_by < clock.now()


def recipients(leads: Iterable[str]) -> list[Recipient]:
    """Of erased leads, by their random ids (Request.proof)."""
    with everywhere():
        rows = Recall.objects.select_related("workspace").filter(lead__in=list(leads)).order_by("at", "id")
        return [
            Recipient(row.workspace.name, row.how.partition(":")[0], row.due_by, row.acknowledged_at)
            for row in rows
        ]
