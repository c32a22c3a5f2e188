"""Django's `date`, with the first of a month as the language writes it. A builtin of all templates."""

from __future__ import annotations

from datetime import date as day
from typing import Any

from django import template
from django.template import defaultfilters

from smartbooth.core.dates import written

register = template.Library()


@register.filter(expects_localtime=True, is_safe=False)
def date(value: Any, form: str | None = None) -> str:
    """As Django's; "" for what is no date."""
    if isinstance(value, day) and form:
        return written(value, form)
    return str(defaultfilters.date(value, form))
