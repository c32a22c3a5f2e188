"""Whose data it is, and where they are: what a legal basis depends on besides the purpose."""

from __future__ import annotations

from enum import StrEnum


class Subject(StrEnum):
    VISITOR = "visitor"  # sees a launch page; nobody is identified
    LEAD = "lead"  # left an address on a launch page
    OWNER = "owner"  # has an account: owns a workspace or works in one
    CORRESPONDENT = "correspondent"  # writes to support, uses a right, reports something


class Region(StrEnum):
    EU = "eu"  # EEA, United Kingdom, Switzerland; also wherever we do not know: the strictest rule holds
    US = "us"  # California's rules for all of it: we do not learn the state
    OTHER = "other"


# fmt: off
_EU = frozenset({
    "AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GR", "HR", "HU", "IE", "IT",
    "LT", "LU", "LV", "MT", "NL", "PL", "PT", "RO", "SE", "SI", "SK", "IS", "LI", "NO", "GB", "CH",
})
# fmt: on


def region(country: str) -> Region:
    """`country`: ISO 3166-1 alpha-2; "ZZ" or anything unknown counts as EU."""
    if country == "US":
        return Region.US
    return Region.EU if country in _EU or len(country) != 2 or country in {"ZZ", "--"} else Region.OTHER
