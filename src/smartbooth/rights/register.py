"""The register of requests: how one comes in, what may become of it, and that nothing is lost. A state changes by a
conditional update, so of two who answer at once one does."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import msgspec
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import translation

from smartbooth.core import clock
from smartbooth.people import gate
from smartbooth.people.models import Consent, Person
from smartbooth.registry.subjects import Region
from smartbooth.rights import clocks, kinds, words
from smartbooth.rights.clocks import Law
from smartbooth.rights.kinds import Kind
from smartbooth.rights.models import Request
from smartbooth.rights.words import Words


class TooLate(ValueError):
    """The request has ended already, or its clock cannot be moved as wished."""


def receive(
    kind: Kind,
    person: Person | None = None,
    *,
    region: Region | None = None,
    written: Words | None = None,
    **fields: Any,
) -> Request:
    """A request comes in, its clocks start now. `region`: by default where the person's consents say they are."""
    now = clock.now()
    where = region or (region_of(person) if person else Region.EU)
    law = kinds.law(kind, where)
    limits = clocks.limits(law, now)
    request = Request(
        kind=kind, law=law, region=where, person=person, received_at=now,
        language=(translation.get_language() or "en")[:2],
        acknowledge_by=limits.acknowledge_by, due_by=limits.due_by, **fields,
    )  # fmt: skip
    words.seal(request, written or Words())
    request.save(force_insert=True)
    return request


def done(kind: Kind, person: Person | None, proof: dict[str, Any] | None = None, **fields: Any) -> Request:
    """A request that the person fulfilled themselves, at once: the register is complete."""
    now = clock.now()
    return receive(
        kind, person, state=Request.FULFILLED, how=Request.AUTOMATICALLY, ended_at=now, acknowledged_at=now,
        proof=proof or {}, **fields,
    )  # fmt: skip


def region_of(person: Person) -> Region:
    """The strictest region that any of their consents names; Europe where none does."""
    return gate.strictest(Consent.objects.filter(person=person).values_list("region", flat=True).distinct())


def open_ones() -> QuerySet[Request]:
    return Request.objects.filter(state__in=Request.OPEN)


def overdue(now: datetime) -> QuerySet[Request]:
    """Open past their clock, or not acknowledged in time."""
    late = Q(extended_to=None, due_by__lt=now) | Q(extended_to__lt=now)
    return open_ones().filter(late | Q(acknowledged_at=None, acknowledge_by__lt=now))


def acknowledge(request: Request) -> None:
    """Raises TooLate."""
    _change(request, acknowledged_at=request.acknowledged_at or clock.now())


def verify(request: Request) -> None:
    """The person showed that the address is theirs. Raises TooLate."""
    _change(request, state=Request.VERIFIED, acknowledged_at=request.acknowledged_at or clock.now())


def extend(request: Request, reason: str) -> None:
    """Take the one extension the law knows, for a reason that the person is told. Raises TooLate."""
    until = clocks.extended(Law(request.law), request.received_at)
    if until is None or request.extended_to is not None or clock.now() > request.due_by:
        raise TooLate("This clock cannot be extended, or not any more.")
    with transaction.atomic():
        _say(request, extension=reason)
        _change(request, extended_to=until, acknowledged_at=request.acknowledged_at or clock.now())


def fulfil(
    request: Request,
    answer: str = "",
    how: str = Request.OPERATOR,
    light: tuple[dict[str, Any], ...] = (),
    **fields: Any,
) -> None:
    """Raises TooLate."""
    _end(request, Request.FULFILLED, how, {"answer": answer, "light": light}, **fields)


def refuse(request: Request, reason: str, how: str = Request.OPERATOR) -> None:
    """With the reason, which the person is told (GDPR Art. 12(4)). Raises TooLate."""
    _end(request, Request.REFUSED, how, {"answer": reason})


def close(request: Request) -> None:
    """It ended without an answer: there is nobody, or nothing, any more. Raises TooLate."""
    _end(request, Request.CLOSED, Request.AUTOMATICALLY, {})


def _end(request: Request, state: str, how: str, said: dict[str, Any], **fields: Any) -> None:
    now = clock.now()
    with transaction.atomic():
        if any(said.values()):
            _say(request, **said)
        _change(
            request, state=state, how=how, ended_at=now, acknowledged_at=request.acknowledged_at or now,
            waits=False, **fields,
        )  # fmt: skip


def _say(request: Request, **parts: Any) -> None:
    words.seal(request, msgspec.structs.replace(words.of(request), **parts))
    _change(request, sealed=request.sealed, own_key=request.own_key)


def _change(request: Request, **fields: Any) -> None:
    if not open_ones().filter(pk=request.pk).update(**fields):
        raise TooLate("This request has ended already.")
    for name, value in fields.items():
        setattr(request, name, value)


def needed(persons: list[str]) -> set[str]:
    """Those whom an open request is about, or from."""
    found: set[str] = set()
    for name in ("person", "other"):
        found |= set(open_ones().filter(**{f"{name}__in": persons}).values_list(name, flat=True))
    return found


def erased(person: Person) -> None:
    """What they wrote goes; that something was asked, and when it was answered, stays without them."""
    now = clock.now()
    theirs = Request.objects.filter(person=person)
    theirs.filter(state__in=Request.OPEN).exclude(kind=Kind.CHILD).update(
        state=Request.CLOSED, how=Request.AUTOMATICALLY, ended_at=now
    )
    theirs.exclude(kind=Kind.CHILD).update(sealed=None, own_key=False)
    theirs.update(person=None)
    Request.objects.filter(other=person).update(other=None)
