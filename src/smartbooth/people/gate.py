"""Who may be read for the purpose at hand: the legal basis, and where it is consent, the consent."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from smartbooth.people import suppression
from smartbooth.people.models import Consent
from smartbooth.people.purpose import NoConsent, Use, current
from smartbooth.registry.bases import Basis, basis
from smartbooth.registry.purposes import Purpose
from smartbooth.registry.subjects import Region

AT_ONCE = 1_000  # persons asked about by one query: within every database's limit of parameters


def check(persons: Iterable[str]) -> None:
    """Raises NoPurpose, registry.bases.Gap, NoConsent (with all whom it concerns). One query for AT_ONCE persons, none
    where the basis does not depend on them."""
    use = current()
    wanted = list(dict.fromkeys(persons))
    refused = set(wanted) - allowed(wanted, use)
    if refused:
        raise NoConsent(use, refused)


def allowed(persons: Sequence[str], use: Use | None = None) -> set[str]:
    """Those of `persons` (ids) who may be read under `use`, by default the purpose at hand. Raises NoPurpose, Gap."""
    use = use or current()
    grounds = {region: basis(use.purpose, use.of, region) for region in Region}
    if not set(grounds.values()) & {Basis.CONSENT, Basis.OPT_OUT}:
        return set(persons)
    found: set[str] = set()
    for part in parts(persons):
        found |= _allowed(part, use, grounds)
    return found


def parts(persons: Sequence[str]) -> Iterator[Sequence[str]]:
    for start in range(0, len(persons), AT_ONCE):
        yield persons[start : start + AT_ONCE]


def _allowed(persons: Sequence[str], use: Use, grounds: dict[Region, Basis]) -> set[str]:
    """Consents of the form itself count, not its boxes: each of those is the owner's own question."""
    consents = Consent.objects.filter(person__in=persons)
    if set(grounds.values()) == {Basis.CONSENT}:
        live = consents.filter(**_of(use), box="", withdrawn_at=None, awaits=False)
        found = set(live.values_list("person_id", flat=True))
    else:
        found = _by_region(persons, use, grounds, list(consents))
    if use.purpose is Purpose.MARKETING:
        found -= suppression.of_persons(found, suppression.MARKETING)
    return found


def _by_region(
    persons: Sequence[str], use: Use, grounds: dict[Region, Basis], consents: list[Consent]
) -> set[str]:
    """Each person by the strictest region that any of their consents names; by EU where none does."""
    regions: dict[str, set[str]] = {}
    agreed: set[str] = set()
    objected: set[str] = set()
    for consent in consents:
        regions.setdefault(consent.person_id, set()).add(consent.region)
        if consent.purpose == use.purpose and consent.controller == use.controller and not consent.box:
            if consent.live and consent.launch == use.launch:
                agreed.add(consent.person_id)
            elif consent.withdrawn_at is not None:
                objected.add(consent.person_id)
    found = set()
    for person in persons:
        ground = grounds[strictest(regions.get(person, set()))]
        unasked = ground is not Basis.CONSENT and (ground is not Basis.OPT_OUT or person not in objected)
        if person in agreed or unasked:
            found.add(person)
    return found


def strictest(regions: Iterable[str]) -> Region:
    known = set(regions)
    return next((region for region in (Region.EU, Region.US, Region.OTHER) if region in known), Region.EU)


def _of(use: Use) -> dict[str, str]:
    return {"purpose": use.purpose.value, "controller": use.controller, "launch": use.launch}
