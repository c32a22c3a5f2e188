"""A request to the studio as the middleware leaves it, for type checkers."""

from __future__ import annotations

from django.http import HttpRequest

from smartbooth.accounts.models import User, Workspace


class StudioRequest(HttpRequest):
    """`workspace`: the signed-in account's, or None."""

    workspace: Workspace | None


class SignedIn(StudioRequest):
    """Behind login_required."""

    user: User
