"""Django as the edge calls it: the studio with all its middleware, a launch's visitors with their own."""

import os
from collections.abc import Callable, Iterable
from typing import Any

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "smartbooth.config.settings")

from django.core.wsgi import get_wsgi_application

from smartbooth.config.visitor import VisitorHandler

studio = get_wsgi_application()

from smartbooth.people import start  # noqa: E402 - models are there once the application is made

start.check()

visitor = VisitorHandler()


def application(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    """`smartbooth.launch` is the edge's word that the host is a launch's; no header can set it."""
    return (visitor if "smartbooth.launch" in environ else studio)(environ, start_response)
