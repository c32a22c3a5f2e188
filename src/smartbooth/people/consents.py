"""Consents: given, confirmed, taken back, and shown again with the words they were given under (promise B2)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from smartbooth.core import clock, ids
from smartbooth.core.insert import insert_values
from smartbooth.people import wording
from smartbooth.people.models import Consent
from smartbooth.people.purpose import OPERATOR
from smartbooth.people.receipt import receipt
from smartbooth.registry.purposes import Purpose
from smartbooth.registry.subjects import region

__all__ = ["confirm", "end", "give", "give_again", "live", "of", "policy", "policy_from", "receipt", "withdraw"]

EXPLICIT, IMPLIED = Consent.EXPLICIT, Consent.IMPLIED
SENT_THE_FORM = "sent the form"  # the conduct that implies a lead's own consent

_policy: list[Callable[[str], str]] = []
_others: list[Callable[[Consent], None]] = []


def also(work: Callable[[Consent], None]) -> None:
    """Have `work` done when a person takes back what they agreed to by sending a form, in the same transaction: whoever
    was given them hears of it. Said once, in a room's AppConfig."""
    _others.append(work)


def policy_from(name: Callable[[str], str]) -> None:
    """`name(language)` names the privacy policy people can read now ("3/ab12…": version and hash). Said once, by the
    room that keeps the policy."""
    _policy[:] = [name]


def policy(language: str) -> str:
    return _policy[0](language) if _policy else ""


def give(
    person_id: str,
    *,
    purpose: Purpose,
    words: str,
    language: str,
    controller: str = OPERATOR,
    launch: str = "",
    box: str = "",
    way: str = EXPLICIT,
    conduct: str = "",
    country: str = "",
    variant: str = "",
    publication: int | None = None,
    awaits: bool = False,
) -> bool:
    """Record it; False when a live consent says the same already: then nothing changes. `words`: the text agreed under,
    as read. `conduct`: what implied it. `country`: ISO 3166-1 alpha-2. `awaits`: not in force until confirmed.

    Runs in the caller's transaction. Raises ValueError for an implied consent without the conduct.
    """
    if way == IMPLIED and not conduct:
        raise ValueError("An implied consent says by which conduct.")
    row: dict[str, Any] = {
        "id": ids.token(),
        "person_id": person_id,
        "purpose": purpose.value,
        "controller": controller,
        "launch": launch,
        "box": box,
        "wording_id": wording.remember(language, words),
        "policy": policy(language),
        "language": language,
        "way": way,
        "conduct": conduct,
        "region": region(country).value,
        "country": country,
        "variant": variant,
        "publication": publication,
        "given_at": clock.now(),
        "awaits": awaits,
        "confirmed_at": None,
        "withdrawn_at": None,
        "withdrawn_how": "",
    }
    return insert_values(Consent, row)


def give_again(consent: Consent) -> bool:
    """Undo a withdrawal: a new consent under the same words. Whether there was not one in force."""
    return give(
        consent.person_id, purpose=Purpose(consent.purpose), words=consent.wording.text,
        language=consent.wording.language, controller=consent.controller, launch=consent.launch, box=consent.box,
        country=consent.country, variant=consent.variant, publication=consent.publication,
    )  # fmt: skip


def confirm(consent: Consent) -> bool:
    """The confirmation came; whether it was awaited."""
    waiting = Consent.objects.filter(pk=consent.pk, awaits=True, withdrawn_at=None)
    return waiting.update(awaits=False, confirmed_at=clock.now()) > 0


def withdraw(consent: Consent, how: str) -> int:
    """End it, now; how many rows that ended. With a form's own consent its ticked boxes end too. A consent already
    withdrawn stays as it is. `how`: "my data", "link in the mail", "lead removed"."""
    same = Consent.objects.filter(
        person=consent.person_id, controller=consent.controller, launch=consent.launch, withdrawn_at=None
    )
    if consent.box:
        same = same.filter(pk=consent.pk)
    elif not consent.launch:
        same = same.filter(purpose=consent.purpose)
    with transaction.atomic():
        ended = same.update(withdrawn_at=clock.now(), withdrawn_how=how)
        if ended and consent.launch and not consent.box:
            for work in _others:
                work(consent)
    return ended


def end(persons: list[str], launch: str, how: str) -> int:
    """Withdraw all that these persons agreed to at one launch."""
    live_ones = Consent.objects.filter(person__in=persons, launch=launch, withdrawn_at=None)
    return live_ones.update(withdrawn_at=clock.now(), withdrawn_how=how)


def live(person_id: str, purpose: Purpose, controller: str = OPERATOR, launch: str = "") -> Consent | None:
    """The consent in force, of the form itself."""
    return (
        Consent.objects.select_related("wording")
        .filter(
            person=person_id, purpose=purpose.value, controller=controller, launch=launch,
            box="", awaits=False, withdrawn_at=None,
        )
        .first()
    )  # fmt: skip


def of(person_id: str) -> QuerySet[Consent]:
    """All of a person's, history included, in the order given."""
    return Consent.objects.select_related("wording").filter(person=person_id).order_by("given_at", "id")
