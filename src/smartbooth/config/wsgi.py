"""Django as the edge calls it: the studio with all its middleware, a launch's visitors with only what serves them."""

import os
from collections.abc import Callable, Iterable
from typing import Any

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "smartbooth.config.settings")

from django.conf import settings
from django.core.handlers.exception import convert_exception_to_response
from django.core.handlers.wsgi import WSGIHandler
from django.core.wsgi import get_wsgi_application
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


studio = get_wsgi_application()
visitor = VisitorHandler()


def application(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    """`smartbooth.launch` is the edge's word that the host is a launch's; no header can set it."""
    return (visitor if "smartbooth.launch" in environ else studio)(environ, start_response)
