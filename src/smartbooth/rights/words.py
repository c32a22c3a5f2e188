"""What was written in a request, and in answer to it: sealed, never in clear."""

from __future__ import annotations

from typing import Any

import msgspec

from smartbooth.people import cipher, ring, vault
from smartbooth.people.purpose import purpose
from smartbooth.registry.purposes import Purpose
from smartbooth.registry.subjects import Subject
from smartbooth.rights.models import Request

LONGEST = 4000  # characters of a text: two pages


class Words(msgspec.Struct, frozen=True, omit_defaults=True):
    """`asked`: in the person's words. `reach`: where they can be reached when not by mail. `address`: what a form was
    sent with, for the second until the worker knows whose it is. The rest is the operator's."""

    asked: str = ""
    reach: str = ""
    address: str = ""
    extension: str = ""
    answer: str = ""
    light: tuple[dict[str, Any], ...] = ()  # a Shine the Light answer, as it was given


def seal(request: Request, words: Words) -> None:
    """Put `words` on the request; the caller saves it (fields `sealed`, `own_key`)."""
    if words == Words():
        request.sealed, request.own_key = None, False
        return
    request.own_key = request.person_id is not None and request.kind != "child-report"
    if request.own_key:
        assert request.person is not None
        request.sealed = vault.seal(request.person, _place(request), words)
    else:
        request.sealed = cipher.seal(_key(), _place(request), msgspec.json.encode(words))


def of(request: Request) -> Words:
    """Nothing where the person is gone. Raises vault.Unreadable."""
    if request.sealed is None:
        return Words()
    if not request.own_key:
        return msgspec.json.decode(cipher.unseal(_key(), _place(request), bytes(request.sealed)), type=Words)
    if request.person is None:
        return Words()
    with purpose(Purpose.CLAIMS, of=Subject.CORRESPONDENT):
        return msgspec.convert(vault.unseal(request.person, _place(request), request.sealed), Words)


def _place(request: Request) -> str:
    return f"request/{request.pk}"


def _key() -> bytes:
    return ring.key_for("rights/words")
