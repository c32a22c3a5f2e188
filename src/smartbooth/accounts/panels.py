"""Sections of the account page that other rooms draw: what one chooses there is theirs to keep."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise as Lazy

from smartbooth.accounts.models import User


@dataclass(frozen=True)
class Panel:
    """`key`: its anchor on the page. `template` is drawn with `panel`, which has `shown`."""

    key: str
    heading: str | Lazy
    template: str
    shown: dict[str, Any]


_others: list[Callable[[User], Panel | None]] = []


def also(draw: Callable[[User], Panel | None]) -> None:
    """`draw(user)` is asked for each account's page; None where there is nothing to show. Said once, in a room's
    AppConfig."""
    if draw not in _others:
        _others.append(draw)


def panels(user: User) -> list[Panel]:
    return [panel for draw in _others if (panel := draw(user)) is not None]
