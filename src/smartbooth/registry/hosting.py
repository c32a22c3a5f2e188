"""The first processor there is: who keeps the machine (promise D2, K1). The operator names it in the settings."""

from __future__ import annotations

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from smartbooth.registry.categories import CATEGORIES
from smartbooth.registry.processors import Processor, declare

HOSTING = "hosting"


def declare_hosting() -> None:
    """Whoever keeps the machine keeps the disks: it may get everything, most of it sealed. Not in use where the
    company has machines of its own (no SMARTBOOTH_HOSTING_COMPANY)."""
    declare(
        Processor(
            HOSTING,
            settings.HOSTING_COMPANY or settings.COMPANY,
            task=_("keeps the machines and disks the service runs on"),
            country=settings.HOSTING_COUNTRY,
            contract=settings.HOSTING_TOOL or _("contract with a processor (GDPR Art. 28)"),
            fields=frozenset(CATEGORIES),
            in_use=lambda: bool(settings.HOSTING_COMPANY),
        )
    )
