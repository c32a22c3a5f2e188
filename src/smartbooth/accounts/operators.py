"""Who runs the installation (`is_staff`): pages for operators do not exist for anybody else."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponseBase
from django.views.decorators.cache import never_cache

from smartbooth.accounts.models import User, Workspace

OPERATORS_START = "/outbox/"

View = Callable[..., HttpResponseBase]


def is_operator(request: HttpRequest) -> bool:
    return isinstance(request.user, User) and request.user.is_active and request.user.is_staff


def start(user: User) -> str:
    """Where someone who signed in begins: their launches; an operator without a workspace has none."""
    owns = Workspace.objects.filter(membership__user=user).exists()
    return OPERATORS_START if user.is_staff and not owns else settings.LOGIN_REDIRECT_URL


def operator(view: View) -> View:
    """Signed in as an operator, and never from a cache; to any other account the page is not there (404)."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not is_operator(request):
            raise Http404("This page is the operator's.")
        return view(request, *args, **kwargs)

    return login_required(never_cache(guarded))
