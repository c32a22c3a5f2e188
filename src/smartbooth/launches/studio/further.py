"""What other rooms ask about a launch, at the end of its settings."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.forms import Form

from smartbooth.launches.models import Launch


@dataclass(frozen=True)
class Part:
    """A panel of the settings page: `template` is its inside, which reads the form as `part.form`, and `part.more`."""

    key: str  # of its heading, in the page
    title: str
    template: str
    form: Form
    more: Any = None


Make = Callable[[Launch, Form | None], Part]
_others: dict[str, Make] = {}


def also(key: str, make: Make) -> None:
    """`make(launch, form)` within the launch's workspace; `form` is one that was filled in and has errors, or None.
    Said once, in a room's AppConfig."""
    _others[key] = make


def parts(launch: Launch, filled: Mapping[str, Form]) -> list[Part]:
    return [make(launch, filled.get(key)) for key, make in _others.items()]
