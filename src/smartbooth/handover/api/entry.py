"""How a request gets in: its token, how often it comes, what it may do, and whose data it then sees."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest
from ninja.security import HttpBearer

from smartbooth.accounts.tenancy import within
from smartbooth.core import clock
from smartbooth.handover.api import tokens
from smartbooth.handover.api.models import Token
from smartbooth.handover.api.problem import Problem

MINUTE = 60
CHALLENGE = 'Bearer realm="api"'


class Bearer(HttpBearer):
    """A token made under “Connections”, in the header `Authorization: Bearer sb_…`."""

    def authenticate(self, request: HttpRequest, token: str) -> Token:
        found = tokens.find(token)
        if found is None:
            raise Problem(
                401, "This token is unknown, has expired, or was revoked.",
                {"WWW-Authenticate": f'{CHALLENGE}, error="invalid_token"'},
            )  # fmt: skip
        _pace(found)
        return found


def _pace(token: Token) -> None:
    """SMARTBOOTH_API_PER_MINUTE requests a clock's minute, counted by each serving process."""
    minute, into = divmod(int(clock.seconds()), MINUTE)
    key = f"api/{token.pk}/{minute}"
    cache.add(key, 0, MINUTE)
    if cache.incr(key) > settings.API_PER_MINUTE:
        raise Problem(
            429, f"A token may ask {settings.API_PER_MINUTE} times a minute.", {"Retry-After": str(MINUTE - into)}
        )


def needs(scope: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """The decorated operation runs in the token's workspace, if the token has `scope`; it finds the token as
    `request.auth`."""

    def decorate(view: Callable[..., Any]) -> Callable[..., Any]:
        @wraps(view)
        def inside(request: HttpRequest, *args: Any, **named: Any) -> Any:
            token: Token = request.auth  # type: ignore[attr-defined]  # ninja's name for it
            if scope not in token.scopes:
                raise Problem(
                    403, f"This needs a token with “{scope}”.",
                    {"WWW-Authenticate": f'{CHALLENGE}, error="insufficient_scope", scope="{scope}"'},
                )  # fmt: skip
            with within(token.workspace):
                return view(request, *args, **named)

        inside.scope = scope  # type: ignore[attr-defined]  # for the description
        # Ninja reads types by the names that this module knows, not by those where the operation was written.
        inside.__signature__ = inspect.signature(view, eval_str=True)  # type: ignore[attr-defined]  # functions have it
        return inside

    return decorate
