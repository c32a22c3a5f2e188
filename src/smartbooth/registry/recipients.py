"""Who may receive data: these, and the processors that rooms declare (registry/processors.py)."""

from __future__ import annotations

from django.utils.functional import Promise as Lazy
from django.utils.translation import gettext_lazy as _

from smartbooth.registry.processors import processors, ways

PERSON, OWNER, OPERATOR, PUBLIC, NOBODY = "person", "owner", "operator", "public", "nobody"

RECIPIENTS: dict[str, str | Lazy] = {
    PERSON: _("the person themselves"),
    OWNER: _("the owner of the launch"),
    OPERATOR: _("the operator of the service"),
    PUBLIC: _("everyone who reads the published page"),
    NOBODY: _("nobody: it stays in the machine"),
}


def known() -> frozenset[str]:
    """Every key a label may name."""
    return frozenset(RECIPIENTS) | frozenset(processors()) | frozenset(ways())


def words(key: str) -> str | Lazy:
    """`key` as people read it. Raises KeyError."""
    if key in RECIPIENTS:
        return RECIPIENTS[key]
    return ways()[key].words if key in ways() else processors()[key].name
