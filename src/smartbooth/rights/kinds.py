"""What people may ask for, and by which clock."""

from __future__ import annotations

from enum import StrEnum

from django.utils.functional import Promise as Lazy
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy as in_context

from smartbooth.registry.subjects import Region
from smartbooth.rights.clocks import Law


class Kind(StrEnum):
    ACCESS = "access"
    COPY = "copy"
    CORRECTION = "correction"
    ERASURE = "erasure"
    OBJECTION = "objection"
    SHINE_THE_LIGHT = "shine-the-light"
    OPT_OUT = "opt-out"
    CHILD = "child-report"


# As a person would ask for it.
ASKED: dict[Kind, str | Lazy] = {
    Kind.ACCESS: _("See what you know about me"),
    Kind.COPY: _("Get a copy of it"),
    Kind.CORRECTION: _("Have something corrected"),
    Kind.ERASURE: _("Have it erased"),
    Kind.OBJECTION: _("Object to how it is used"),
    Kind.OPT_OUT: _("Do not sell or share it"),
    Kind.SHINE_THE_LIGHT: _("Know who got it for their advertising"),
}
# As the register of requests names it.
NAMES: dict[Kind, str | Lazy] = {
    Kind.ACCESS: _("Access"),
    Kind.COPY: in_context("a kind of request", "Copy"),
    Kind.CORRECTION: _("Correction"),
    Kind.ERASURE: _("Erasure"),
    Kind.OBJECTION: _("Objection"),
    Kind.SHINE_THE_LIGHT: _("Shine the Light"),
    Kind.OPT_OUT: _("Opt-out of sale and sharing"),
    Kind.CHILD: _("Report of a child"),
}
LAWS: dict[Law, str | Lazy] = {
    Law.GDPR: _("GDPR, Art. 12: one month"),
    Law.CCPA: _("CCPA: receipt in 10 working days, answer in 45 days"),
    Law.CCPA_OPT_OUT: _("CCPA: 15 working days"),
    Law.SHINE_THE_LIGHT: _("California Civil Code 1798.83: 30 days"),
    Law.CHILD: _("Our promise: 72 hours"),
}


def law(kind: Kind, region: Region) -> Law:
    """Whose clock runs for `kind` in `region`. Where neither Europe's nor California's law holds, Europe's does."""
    if kind is Kind.CHILD:
        return Law.CHILD
    if kind is Kind.SHINE_THE_LIGHT:
        return Law.SHINE_THE_LIGHT
    if region is not Region.US:
        return Law.GDPR
    return Law.CCPA_OPT_OUT if kind is Kind.OPT_OUT else Law.CCPA
