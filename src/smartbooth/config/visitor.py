"""Django on a launch's own host, with only the middleware that serves its visitors."""

from typing import Any

from django.conf import settings
from django.core.handlers.exception import convert_exception_to_response
from django.core.handlers.wsgi import WSGIHandler
from django.utils.module_loading import import_string


class VisitorHandler(WSGIHandler):
    """VISITOR_MIDDLEWARE in place of MIDDLEWARE: sessions, sign-in and messages cost a form more than reading it.
    These have no process_view and the like, so only their calls are chained."""

    def load_middleware(self, is_async: bool = False) -> None:
        self._view_middleware: list[Any] = []
        self._template_response_middleware: list[Any] = []
        self._exception_middleware: list[Any] = []
        handler = convert_exception_to_response(self._get_response)  # type: ignore[attr-defined] # the stubs leave it out
        for path in reversed(settings.VISITOR_MIDDLEWARE):
            handler = convert_exception_to_response(import_string(path)(handler))
        self._middleware_chain = handler
