from typing import Any

from django.conf import settings
from django.http import HttpRequest


def house(request: HttpRequest) -> dict[str, Any]:
    """What every template may name: the brand and its people, never hard-coded."""
    return {"BRAND": settings.BRAND, "COMPANY": settings.COMPANY, "SUPPORT_ADDRESS": settings.SUPPORT_ADDRESS}
