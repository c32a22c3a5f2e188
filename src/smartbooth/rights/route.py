"""What a form brought is sorted by the worker, within a second: whose it is, and what can be answered at once. So the
form's answer takes the same time whoever's address was typed."""

from __future__ import annotations

import logging

import msgspec
from django.db import transaction

from smartbooth.mail import outbox
from smartbooth.people import suppression, vault
from smartbooth.people.address import Address
from smartbooth.people.models import Person
from smartbooth.people.store import both
from smartbooth.rights import acts, children, light, register, words
from smartbooth.rights.kinds import Kind
from smartbooth.rights.messages import RequestAnswered, RequestReceived
from smartbooth.rights.models import Request

logger = logging.getLogger(__name__)
BATCH = 50


def route() -> int:
    """Sort what waits; how many."""
    waiting = list(Request.objects.filter(waits=True).order_by("received_at")[:BATCH])
    return sum(_safely(request) for request in waiting)


def _safely(request: Request) -> int:
    try:
        with both():
            if not Request.objects.filter(pk=request.pk, waits=True).update(waits=False):
                return 0
            _sort(request)
    except Exception:  # one that cannot be sorted must not hold up the others: a human reads it
        logger.exception("%s could not be sorted: it is in the operator’s queue", request)
        Request.objects.filter(pk=request.pk).update(waits=False)
    return 1


def _sort(request: Request) -> None:
    written = words.of(request)
    if not written.address:
        return
    address = Address.parse(written.address)
    written = msgspec.structs.replace(written, address="")
    if request.kind == Kind.CHILD:
        children.found(request, vault.find(address), written)
        return
    if request.kind == Kind.OPT_OUT:
        _opt_out(request, address)
        return
    person, _new = vault.find_or_make(address)
    _belongs(request, person, written)
    if request.kind == Kind.SHINE_THE_LIGHT:
        _light(request, person)
        return
    outbox.post(
        RequestReceived, person.pk, request.language, unique=f"received/{request.pk}", request=request.pk,
        due=request.due_by,
    )  # fmt: skip


def _belongs(request: Request, person: Person, written: words.Words) -> None:
    request.person, request.waits = person, False
    words.seal(request, written)
    request.save(update_fields=["person", "sealed", "own_key", "waits"])


def _opt_out(request: Request, address: Address) -> None:
    """Needs no proof of whose address it is (11 CCR 7060(b)), and no person: a keyed hash keeps it."""
    person = vault.find(address)
    if person is not None:
        acts.stop(person, signal=request.signal, note=False)
        _belongs(request, person, words.Words())
    else:
        suppression.add(vault.index(address), suppression.MARKETING, acts.BROWSER if request.signal else "form")
        request.sealed, request.own_key = None, False
        request.save(update_fields=["sealed", "own_key"])
    register.fulfil(request, how=Request.AUTOMATICALLY)
    if person is not None:
        told(request)


def _light(request: Request, person: Person) -> None:
    try:
        with transaction.atomic():
            light.ask(person, request)
    except light.Already:
        register.refuse(request, "", how=Request.AUTOMATICALLY)
        told(request)


def told(request: Request) -> None:
    """Write to who asked that there is an answer. Nothing where nobody can be written to."""
    if request.person_id is not None and request.kind != Kind.CHILD:
        reader: str | None = request.person_id
    else:
        reader = request.other_id
    if reader:
        outbox.post(
            RequestAnswered, reader, request.language, unique=f"answered/{request.pk}/{request.state}",
            request=request.pk,
        )  # fmt: skip
