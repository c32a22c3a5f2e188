"""Signed-in requests run inside their workspace; everything else runs inside none, where tenant queries raise."""

from collections.abc import Callable
from typing import cast

from django.http import HttpRequest, HttpResponse

from smartbooth.accounts.models import Workspace
from smartbooth.accounts.requests import StudioRequest
from smartbooth.accounts.tenancy import within


class WorkspaceMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, plain: HttpRequest) -> HttpResponse:
        request = cast(StudioRequest, plain)
        request.workspace = None
        if getattr(request, "launch_id", None) is not None or not request.user.is_authenticated:
            return self.get_response(request)
        workspace = Workspace.objects.filter(membership__user=request.user).order_by("membership__pk").first()
        if workspace is None:
            return self.get_response(request)
        request.workspace = workspace
        with within(workspace):
            return self.get_response(request)
