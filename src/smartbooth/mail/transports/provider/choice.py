"""Which provider, with which settings, and what it can be told with each letter."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from typing import Any

import anymail.backends
from anymail.backends.base import AnymailBaseBackend
from anymail.exceptions import AnymailError, AnymailUnsupportedFeature
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.mail import EmailMultiAlternatives, get_connection

NOT_PROVIDERS = {"base", "base_requests", "console", "test", "sendinblue"}  # the last is Brevo's older name


class Unusable(Exception):
    """The settings name no provider that letters can go by; says why."""


@dataclass(frozen=True)
class Ability:
    """What a provider can be told letter by letter."""

    tracking: bool  # not to count openings and clicks; else that has to be switched off in its account
    metadata: bool  # a letter's id, which its events name again; else it goes as a tag


def providers() -> list[str]:
    return sorted(one.name for one in iter_modules(anymail.backends.__path__) if one.name not in NOT_PROVIDERS)


def options() -> dict[str, Any]:
    """SMARTBOOTH_MAIL_PROVIDER_SETTINGS as keywords: {"server_token": …}. Raises Unusable."""
    try:
        found = json.loads(settings.MAIL_PROVIDER_SETTINGS)
    except ValueError as error:
        raise Unusable("SMARTBOOTH_MAIL_PROVIDER_SETTINGS is not JSON.") from error
    if not isinstance(found, dict):
        raise Unusable('SMARTBOOTH_MAIL_PROVIDER_SETTINGS is no JSON object, such as {"SERVER_TOKEN": "…"}.')
    prefix = f"{settings.MAIL_PROVIDER}_"
    return {name.lower().removeprefix(prefix): value for name, value in found.items()}


def backend() -> AnymailBaseBackend:
    """A new one, not connected. Raises Unusable, without what the settings hold."""
    name = settings.MAIL_PROVIDER
    if name not in providers():
        raise Unusable(f"SMARTBOOTH_MAIL_PROVIDER is {name!r}; it can be {', '.join(providers())}.")
    known = options()
    try:
        made: AnymailBaseBackend = get_connection(f"anymail.backends.{name}.EmailBackend", **known)
    except ImproperlyConfigured as error:  # also where a provider needs a package of its own
        raise Unusable(f"SMARTBOOTH_MAIL_PROVIDER_SETTINGS: {_first_line(error)}") from error
    except (TypeError, ValueError, AttributeError) as error:
        says = f"SMARTBOOTH_MAIL_PROVIDER_SETTINGS does not suit {name}: {type(error).__name__}."
        raise Unusable(says) from error
    return made


@cache
def ability() -> Ability:
    """Found out by writing letters to nobody, which are not sent. Raises Unusable."""
    made = backend()
    return Ability(
        tracking=_takes(made, track_opens=False, track_clicks=False),
        metadata=_takes(made, metadata={"letter": "x"}),
    )


def hears(name: str) -> type[Any] | None:
    """The view that understands a provider's events; None where there is none."""
    try:
        module = import_module(f"anymail.webhooks.{name}")
    except ImportError:
        return None
    found = [
        one
        for key, one in vars(module).items()
        if key.endswith(("TrackingWebhookView", "CombinedWebhookView")) and one.__module__ == module.__name__
    ]
    return found[-1] if found else None


def _takes(made: AnymailBaseBackend, **told: Any) -> bool:
    letter = EmailMultiAlternatives("?", "?", settings.MAIL_SENDER, ["nobody@example.org"])
    vars(letter).update(told)
    try:
        made.build_message_payload(letter, made.send_defaults)
    except AnymailUnsupportedFeature:
        return False
    except AnymailError as error:
        raise Unusable(f"SMARTBOOTH_MAIL_PROVIDER_SETTINGS: {type(error).__name__}.") from error
    return True


def _first_line(error: Exception) -> str:
    """Of what Anymail says about Django's settings, which name the key that is missing."""
    return str(error).strip().partition("\n")[0]
