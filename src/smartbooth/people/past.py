"""Who could be written to at a moment that is over: what a check asks of letters that went (promise B4). gate.py says
it of now."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from smartbooth.people.gate import parts, strictest
from smartbooth.people.models import Consent
from smartbooth.people.purpose import Use
from smartbooth.registry.bases import Basis, basis
from smartbooth.registry.subjects import Region

Moment = tuple[str, datetime]  # (person's id, when)


def without_ground(moments: Sequence[Moment], use: Use, grace: timedelta) -> list[Moment]:
    """Those of `moments` at which there was neither a consent in force for `use`, nor a region whose rule needs none
    until somebody objects. What ended less than `grace` before is still taken as there. A query for gate.AT_ONCE
    persons; raises registry.bases.Gap."""
    grounds = {region: basis(use.purpose, use.of, region) for region in Region}
    if not set(grounds.values()) & {Basis.CONSENT, Basis.OPT_OUT}:
        return []
    wrong: list[Moment] = []
    for part in parts(list(dict.fromkeys(person for person, _at in moments))):
        known: dict[str, list[Consent]] = {person: [] for person in part}
        for consent in Consent.objects.filter(person__in=part):
            known[consent.person_id].append(consent)
        wrong += [
            (person, at)
            for person, at in moments
            if person in known and not _grounded(known[person], at, grounds, use, grace)
        ]
    return wrong


def _grounded(
    consents: list[Consent], at: datetime, grounds: dict[Region, Basis], use: Use, grace: timedelta
) -> bool:
    mine = [
        one for one in consents if one.purpose == use.purpose and one.controller == use.controller and not one.box
    ]
    if any(_in_force(one, at, grace) for one in mine if one.launch == use.launch):
        return True
    ground = grounds[strictest(one.region for one in consents)]
    objected = any(one.withdrawn_at is not None and one.withdrawn_at < at - grace for one in mine)
    return ground is not Basis.CONSENT and (ground is not Basis.OPT_OUT or not objected)


def _in_force(one: Consent, at: datetime, grace: timedelta) -> bool:
    begun = one.given_at <= at and not one.awaits and (one.confirmed_at is None or one.confirmed_at <= at)
    return begun and (one.withdrawn_at is None or one.withdrawn_at > at - grace)
