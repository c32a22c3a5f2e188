"""Signed-in requests run inside their workspace; everything else runs inside none, where tenant queries raise."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from smartbooth.accounts.models import Workspace
from smartbooth.accounts.tenancy import within


class WorkspaceMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.workspace = None  # type: ignore[attr-defined]
        if getattr(request, "launch_id", None) is not None or not request.user.is_authenticated:
            return self.get_response(request)
        workspace = Workspace.objects.filter(membership__user=request.user).order_by("membership__pk").first()
        if workspace is None:
            return self.get_response(request)
        request.workspace = workspace  # type: ignore[attr-defined]
        with within(workspace):
            return self.get_response(request)
