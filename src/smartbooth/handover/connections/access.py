"""Who may see connections, and who may change them: a connection gives leads away, so only an owner makes one."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_POST

from smartbooth.accounts.models import Membership
from smartbooth.handover.webhooks.models import Endpoint
from smartbooth.launches.studio.access import StudioRequest, studio

View = Callable[..., HttpResponseBase]


def owns(request: StudioRequest) -> bool:
    return Membership.objects.filter(
        workspace=request.workspace, user=request.user, role=Membership.OWNER
    ).exists()


def owners(view: View) -> View:
    """Signed in, and an owner of the workspace (403 for its other members)."""

    @wraps(view)
    def guarded(request: StudioRequest, *args: Any, **named: Any) -> HttpResponseBase:
        if not owns(request):
            raise PermissionDenied
        return view(request, *args, **named)

    return studio(guarded)


def endpoint_act(view: View) -> View:
    """A change of one endpoint, by POST: the view gets the endpoint itself."""

    @wraps(view)
    def found(request: HttpRequest, endpoint: str) -> HttpResponseBase:
        return view(request, endpoint_or_404(endpoint))

    return require_POST(owners(found))


def endpoint_or_404(key: str) -> Endpoint:
    found: Endpoint = get_object_or_404(Endpoint.objects.select_related("launch"), pk=key)
    return found
