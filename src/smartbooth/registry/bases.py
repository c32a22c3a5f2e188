"""On which legal ground each purpose may use whose data, where. What is not listed is a gap, and a gap is an error."""

from __future__ import annotations

from enum import StrEnum

from smartbooth.registry.purposes import Purpose
from smartbooth.registry.subjects import Region, Subject


class Basis(StrEnum):
    """GDPR Art. 6(1), and the rule of California and the like where an opt-out suffices."""

    CONSENT = "consent"  # (a): a live consent of this person for this purpose is required
    CONTRACT = "contract"  # (b)
    OBLIGATION = "obligation"  # (c)
    INTERESTS = "interests"  # (f)
    OPT_OUT = "opt-out"  # allowed until the person objects


class Gap(LookupError):
    """Nobody declared a basis for this: an error of ours, never a pass."""


P, S, B = Purpose, Subject, Basis
# One basis for all regions, or one a region.
_BASES: dict[tuple[Purpose, Subject], Basis | dict[Region, Basis]] = {
    (P.SERVICE, S.LEAD): B.CONSENT,  # handing the address to the launch's owner: what the form asked
    (P.SERVICE, S.READER): B.CONTRACT,  # asking whether they meant it, as they asked us to
    (P.SERVICE, S.OWNER): B.CONTRACT,
    (P.SERVICE, S.VISITOR): B.CONTRACT,
    (P.SUBSCRIPTIONS, S.LEAD): B.CONSENT,
    (P.SUBSCRIPTIONS, S.READER): B.CONSENT,
    (P.SUBSCRIPTIONS, S.OWNER): B.CONSENT,
    (P.GUIDANCE, S.OWNER): B.CONTRACT,
    (P.ACCOUNT, S.OWNER): B.CONTRACT,
    (P.BILLING, S.OWNER): B.OBLIGATION,
    (P.CHANGES, S.OWNER): B.CONTRACT,
    (P.CHANGES, S.LEAD): B.OBLIGATION,  # telling people of their rights and of what changes (GDPR Art. 13, 14)
    (P.MEASUREMENT, S.VISITOR): B.INTERESTS,  # counts only, exempt audience measurement
    (P.MEASUREMENT, S.LEAD): B.INTERESTS,  # which version and which source brought them, for the owner
    (P.MEASUREMENT, S.READER): B.CONSENT,  # that an issue was opened: a box of its own, and never who
    (P.MEASUREMENT, S.OWNER): B.INTERESTS,  # which of the service's options are used
    (P.MARKETING, S.VISITOR): B.CONSENT,  # advertising cookies: everywhere only after consent (promise H1)
    (P.MARKETING, S.LEAD): {Region.EU: B.CONSENT, Region.US: B.OPT_OUT, Region.OTHER: B.OPT_OUT},
    (P.MARKETING, S.OWNER): {Region.EU: B.CONSENT, Region.US: B.OPT_OUT, Region.OTHER: B.OPT_OUT},
    (P.ENFORCEMENT, S.OWNER): B.INTERESTS,
    (P.CLAIMS, S.LEAD): B.OBLIGATION,  # a person's rights: access, copy, correction, erasure
    (P.CLAIMS, S.READER): B.OBLIGATION,
    (P.CLAIMS, S.OWNER): B.OBLIGATION,
    (P.CLAIMS, S.CORRESPONDENT): B.OBLIGATION,
    (P.INVESTIGATIONS, S.LEAD): B.OBLIGATION,
    (P.INVESTIGATIONS, S.OWNER): B.OBLIGATION,
    (P.SUPPORT, S.LEAD): B.CONTRACT,
    (P.SUPPORT, S.OWNER): B.CONTRACT,
    (P.SUPPORT, S.CORRESPONDENT): B.CONTRACT,
    (P.PROTECTION, S.VISITOR): B.INTERESTS,  # network addresses in memory, so that nobody floods the forms
    (P.PROTECTION, S.LEAD): B.INTERESTS,
    (P.PROTECTION, S.READER): B.INTERESTS,
    (P.PROTECTION, S.OWNER): B.INTERESTS,
    (P.PROTECTION, S.CORRESPONDENT): B.INTERESTS,
}


def basis(purpose: Purpose, subject: Subject, region: Region) -> Basis:
    """Raises Gap."""
    found = _BASES.get((purpose, subject))
    if isinstance(found, dict):
        found = found.get(region)
    if found is None:
        raise Gap(f"No basis is declared for using a {subject}'s data to {purpose} in region {region}.")
    return found
