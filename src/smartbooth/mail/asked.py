"""What the studio answers, with all that stands before its pages: for checks of promises."""

from __future__ import annotations

from functools import cache
from io import BytesIO

from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler, WSGIRequest
from django.http import HttpResponseBase
from django.utils import translation


def ask(method: str, path: str, body: bytes = b"", /, **environ: str) -> HttpResponseBase:
    """`body`: of a form. `environ`: more for the WSGI environment."""
    request = WSGIRequest(
        {
            "REQUEST_METHOD": method, "PATH_INFO": path, "HTTP_HOST": settings.STUDIO_HOST + settings.PUBLIC_PORT,
            "SERVER_NAME": settings.STUDIO_HOST, "SERVER_PORT": str(settings.PORT), "SERVER_PROTOCOL": "HTTP/1.1",
            "REMOTE_ADDR": "127.0.0.1", "CONTENT_TYPE": "application/x-www-form-urlencoded" if body else "",
            "CONTENT_LENGTH": str(len(body)), "wsgi.input": BytesIO(body), "wsgi.url_scheme": settings.SCHEME,
            **environ,
        }
    )  # fmt: skip
    with translation.override(translation.get_language()):  # a request leaves its own in the thread
        return _studio().get_response(request)


@cache
def _studio() -> WSGIHandler:
    return WSGIHandler()
