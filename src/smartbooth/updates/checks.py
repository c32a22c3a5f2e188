"""What a setting of this room must be, said at start."""

from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.checks import CheckMessage, Error, register


@register()
def hub(**kwargs: Any) -> list[CheckMessage]:
    """An address that is none would break each feed that names it."""
    parts = urlsplit(settings.WEBSUB_HUB)
    if not settings.WEBSUB_HUB or (parts.scheme in ("http", "https") and parts.hostname):
        return []
    return [
        Error(
            f"SMARTBOOTH_WEBSUB_HUB is {settings.WEBSUB_HUB!r}.",
            hint="A full address, such as https://hub.example.org/, or nothing.",
            id="smartbooth.E060",
        )
    ]
