"""Whose data it is, and where they are: what a legal basis depends on besides the purpose."""

from __future__ import annotations

from enum import StrEnum

from django.utils.functional import Promise as Lazy
from django.utils.translation import gettext_lazy as _


class Subject(StrEnum):
    VISITOR = "visitor"  # sees a launch page; nobody is identified
    LEAD = "lead"  # left an address on a launch page
    READER = "reader"  # reads the newsletter, or asked for it
    OWNER = "owner"  # has an account: owns a workspace or works in one
    CORRESPONDENT = "correspondent"  # writes to support, uses a right, reports something


WORDS: dict[Subject, str | Lazy] = {
    Subject.VISITOR: _("People who look at a launch page"),
    Subject.LEAD: _("People who left their address on one"),
    Subject.READER: _("People who read the newsletter"),
    Subject.OWNER: _("Owners of launches, and their teams"),
    Subject.CORRESPONDENT: _("People who write to us or use a right"),
}
SHORT: dict[Subject, str | Lazy] = {  # the same, as a table's heading
    Subject.VISITOR: _("Visitors"),
    Subject.LEAD: _("Sign-ups"),
    Subject.READER: _("Readers"),
    Subject.OWNER: _("Owners"),
    Subject.CORRESPONDENT: _("Letter writers"),
}


class Region(StrEnum):
    EU = "eu"  # EEA, United Kingdom, Switzerland; also wherever we do not know: the strictest rule holds
    US = "us"  # California's rules for all of it: we do not learn the state
    OTHER = "other"


# fmt: off
_EU = frozenset({
    "AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GR", "HR", "HU", "IE", "IT",
    "LT", "LU", "LV", "MT", "NL", "PL", "PT", "RO", "SE", "SI", "SK", "IS", "LI", "NO", "GB", "CH",
    # their lands overseas with codes of their own, where the same law, or the French one, is in force
    "AX", "BL", "GF", "GI", "GP", "MF", "MQ", "NC", "PF", "PM", "RE", "WF", "YT",
})
# fmt: on


_UNKNOWN = frozenset({"ZZ", "XX", "EU", "AP", "T1"})  # what lists of networks write where they do not know


def region(country: str) -> Region:
    """`country`: ISO 3166-1 alpha-2; "ZZ" or anything unknown counts as EU."""
    code = country.upper()
    if code == "US":
        return Region.US
    is_code = len(country) == 2 and country.isascii() and country.isalpha() and code not in _UNKNOWN
    return Region.OTHER if is_code and code not in _EU else Region.EU
