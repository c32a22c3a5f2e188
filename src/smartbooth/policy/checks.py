"""Settings that would make the policy untrue or incomplete, said before the first request."""

from __future__ import annotations

import re
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Warning, register

from smartbooth.core.checks import LOCAL
from smartbooth.experiments.names import countries
from smartbooth.mail.processors import MAIL
from smartbooth.policy.law import leaves, untooled
from smartbooth.registry.processors import processors


@register()
def places(**kwargs: Any) -> list[CheckMessage]:
    found: list[CheckMessage] = [
        Error(
            f"SMARTBOOTH_{name} is {getattr(settings, name)!r}, which is no country.",
            hint="Two capital letters (ISO 3166-1): FR, US.",
            id="smartbooth.E171",
        )
        for name in ("COMPANY_COUNTRY", "HOSTING_COUNTRY", "MAIL_COUNTRY")
        if getattr(settings, name) not in countries()
    ]
    if not found and untooled():
        found.append(
            Error(
                f"Data would lie in {settings.HOSTING_COUNTRY} without a legal tool for it (GDPR, Art. 44 to 49).",
                hint='Name it: SMARTBOOTH_HOSTING_TOOL="standard contractual clauses 2021/914".',
                id="smartbooth.E172",
            )
        )
    if (
        not found
        and processors()[MAIL].in_use()
        and leaves(settings.MAIL_COUNTRY)
        and not settings.MAIL_TOOL.strip()
    ):
        found.append(
            Error(
                f"Letters would go to {settings.MAIL_COUNTRY} without a legal tool for it (GDPR, Art. 44 to 49).",
                hint='Name it: SMARTBOOTH_MAIL_TOOL="standard contractual clauses 2021/914".',
                id="smartbooth.E174",
            )
        )
    return found


@register()
def sender(**kwargs: Any) -> list[CheckMessage]:
    found: list[CheckMessage] = []
    if not settings.POSTAL_ADDRESS.strip() and not LOCAL.fullmatch(settings.STUDIO_HOST):
        found.append(
            Warning(
                "The policy and the messages name no postal address: SMARTBOOTH_POSTAL_ADDRESS is empty.",
                hint="Where letters reach the company (GDPR, Art. 13; LCEN, art. 1-1; CAN-SPAM).",
                id="smartbooth.W171",
            )
        )
    if settings.SOURCE_URL and not re.match(r"https?://", settings.SOURCE_URL):
        found.append(
            Error(
                f"SMARTBOOTH_SOURCE_URL is {settings.SOURCE_URL!r}.",
                hint="An address that begins with https://",
                id="smartbooth.E173",
            )
        )
    return found
