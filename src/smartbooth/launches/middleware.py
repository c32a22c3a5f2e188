"""Requests on a launch's host use the visitor's URLconf, know no session, and run inside the launch's workspace.

The edge resolves host and path before Django sees a request, and says what it found in the WSGI environment:
`smartbooth.launch` (id), `smartbooth.workspace` (id). A client cannot set these: they are no HTTP headers.
"""

from collections.abc import Callable

from csp.constants import HEADER
from csp.middleware import CSPMiddleware
from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase

from smartbooth.accounts.tenancy import within


class VisitorSide:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        launch = request.META.get("smartbooth.launch")
        if launch is None:
            return self.get_response(request)
        request.launch_id = launch  # type: ignore[attr-defined]  # ours, on Django's request
        request.urlconf = settings.VISITOR_URLCONF
        with within(request.META["smartbooth.workspace"]):
            return self.get_response(request)


class PolicyUnlessSet(CSPMiddleware):
    """The studio's policy is for error pages here; building it to throw it away is a twentieth of a form's work."""

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        return response if HEADER in response else super().process_response(request, response)
