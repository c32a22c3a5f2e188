"""Settings that contradict each other, said before the first request (`smartbooth manage check`, and at each start)."""

import re
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Warning, register

HOST = re.compile(r"[a-z0-9]([a-z0-9.-]*[a-z0-9])?|\[[0-9a-f:]+\]")
LOCAL = re.compile(r"(.+\.)?localhost|127(\.\d+){3}|\[::1\]")
COOKIE_DAYS_MOST = 396  # 13 months: CNIL, audience measurement without consent (privacy.md)
TALLY_MONTHS_MOST = 25  # the same guideline
HEADER_LEAST = 4096  # bytes; a browser's ordinary request with the studio's cookies is near 2 KB
HOSTS = ("STUDIO_HOST", "PAGES_DOMAIN", "PATH_HOST")


@register()
def hosts(**kwargs: Any) -> list[CheckMessage]:
    found: list[CheckMessage] = [
        Error(
            f"SMARTBOOTH_{name} is {getattr(settings, name)!r}, which is not the name of a host.",
            hint="Lower case, without scheme, port or path: pages.example.org",
            id="smartbooth.E001",
        )
        for name in HOSTS
        if not HOST.fullmatch(getattr(settings, name))
    ]
    if settings.PATH_HOST in (settings.STUDIO_HOST, *settings.STUDIO_ALIASES):
        found.append(
            Error(
                "SMARTBOOTH_PATH_HOST is also a host of the studio: owners' pages would share the studio's session.",
                hint="Give pages with a path a host of their own.",
                id="smartbooth.E002",
            )
        )
    if settings.STUDIO_HOST.endswith(f".{settings.PAGES_DOMAIN}"):
        found.append(
            Error(
                "SMARTBOOTH_STUDIO_HOST lies below SMARTBOOTH_PAGES_DOMAIN: a launch could take the studio's address.",
                hint="Pages want a domain of their own, such as example.page beside studio.example.org.",
                id="smartbooth.E003",
            )
        )
    if settings.PUBLIC_PORT and not re.fullmatch(r":[0-9]{1,5}", settings.PUBLIC_PORT):
        found.append(
            Error(
                f"SMARTBOOTH_PUBLIC_PORT is {settings.PUBLIC_PORT!r}.",
                hint="A colon and a number, or nothing when addresses show no port.",
                id="smartbooth.E004",
            )
        )
    return found


@register()
def encryption(**kwargs: Any) -> list[CheckMessage]:
    local = LOCAL.fullmatch(settings.STUDIO_HOST) is not None
    if settings.SCHEME not in ("http", "https"):
        return [Error(f"SMARTBOOTH_SCHEME is {settings.SCHEME!r}: http or https.", id="smartbooth.E005")]
    if settings.SCHEME == "http" and not local:
        return [
            Warning(
                "Passwords and addresses would cross the network in clear: SMARTBOOTH_SCHEME is http.",
                hint="Put a proxy that speaks https in front, set SMARTBOOTH_SCHEME=https "
                "and SMARTBOOTH_TRUSTED_PROXY_COUNT=1.",
                id="smartbooth.W001",
            )
        ]
    if settings.SCHEME == "https" and settings.TRUSTED_PROXY_COUNT == 0:
        return [
            Warning(
                "SMARTBOOTH_SCHEME is https, which a proxy in front speaks, but SMARTBOOTH_TRUSTED_PROXY_COUNT is 0: "
                "every visitor would seem to come from the proxy's address and share one rate limit.",
                hint="Say how many proxies stand in front.",
                id="smartbooth.W002",
            )
        ]
    if settings.DEBUG and not local:
        return [
            Warning(
                "SMARTBOOTH_DEBUG shows the inside of the service to whoever meets an error.",
                hint="Unset it on a host that others reach.",
                id="smartbooth.W003",
            )
        ]
    return []


@register()
def limits(**kwargs: Any) -> list[CheckMessage]:
    found: list[CheckMessage] = []
    if settings.HEADER_LIMIT < HEADER_LEAST:
        found.append(
            Error(
                f"SMARTBOOTH_HEADER_LIMIT is {settings.HEADER_LIMIT}: ordinary browsers would be refused.",
                hint=f"At least {HEADER_LEAST} bytes.",
                id="smartbooth.E006",
            )
        )
    for name, most, unit in (
        ("COOKIE_DAYS", COOKIE_DAYS_MOST, "days"),
        ("TALLY_MONTHS", TALLY_MONTHS_MOST, "months"),
    ):
        if getattr(settings, name) > most:
            found.append(
                Warning(
                    f"SMARTBOOTH_{name} is longer than what may be kept without asking visitors ({most} {unit}, CNIL).",
                    hint=f"At most {most}.",
                    id="smartbooth.W004",
                )
            )
    if settings.LEAD_MONTHS > 12 * settings.LEDGER_YEARS:
        found.append(
            Error(
                "SMARTBOOTH_LEAD_MONTHS is longer than SMARTBOOTH_LEDGER_YEARS: owners would lose sight of leads whose "
                "row in the ledger is gone, since their list shows only who stands there.",
                hint="Keep the ledger at least as long as the leads.",
                id="smartbooth.E008",
            )
        )
    if "@" not in settings.SUPPORT_ADDRESS:
        found.append(
            Error(
                f"SMARTBOOTH_SUPPORT_ADDRESS is {settings.SUPPORT_ADDRESS!r}, which no mail can reach.",
                hint="The address people write to when something fails.",
                id="smartbooth.E007",
            )
        )
    return found
