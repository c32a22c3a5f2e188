"""Who may open a page of the studio, and what they find there. Another workspace's launch is not "forbidden": to
whoever asks, it does not exist (404)."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.views.decorators.cache import never_cache

from smartbooth.accounts.models import User, Workspace
from smartbooth.launches.models import Launch, Variant


class StudioRequest(HttpRequest):
    """A request that `studio` let through."""

    user: User
    workspace: Workspace


DIGITS = 18  # what every database's keys hold

View = Callable[..., HttpResponseBase]


def studio(view: View) -> View:
    """Signed in, inside a workspace, and never from a cache: going back must not show what was undone."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.workspace is None:  # type: ignore[attr-defined]  # the middleware sets it
            raise Http404("This account belongs to no workspace.")
        return view(request, *args, **kwargs)

    return login_required(never_cache(guarded))


def launch_or_404(key: str) -> Launch:
    launch: Launch = get_object_or_404(Launch.objects.select_related("workspace"), pk=key)
    return launch


def number(text: str) -> int | None:
    """A whole number that a form or a link names, from 0; None for anything else, numbers beyond any row's included."""
    return int(text) if text.isdecimal() and len(text) <= DIGITS else None


def variant_or_404(launch: Launch, letter: str, lock: bool = False) -> Variant:
    """The variant with its current revision, and the launch as already loaded. `lock` within a transaction: two
    changes of one page wait for each other."""
    variants = Variant.objects.select_related("current", "current__made_by")
    if lock:
        variants = variants.select_for_update(of=("self",))
    variant: Variant = get_object_or_404(variants, launch=launch, letter=letter)
    variant.launch = launch
    return variant
