"""A request as Django's WSGI handler wants it (PEP 3333)."""

import sys
from typing import Any
from urllib.parse import unquote_to_bytes

from django.conf import settings

from smartbooth.edge import client
from smartbooth.edge.http import Request
from smartbooth.edge.table import Launch

_NOT_PASSED = {b"content-type", b"content-length", b"transfer-encoding", b"expect", b"connection", b"proxy"}


def environ(request: Request, launch: Launch | None, body: Any, size: int) -> dict[str, Any]:
    """For `launch`, what was found goes in keys that no header can set, and its root is taken off the path."""
    path = unquote_to_bytes(request.path).decode("latin-1")
    root = launch.root.rstrip("/") if launch else ""
    host = request.headers.get(b"host", b"").decode("latin-1")
    made: dict[str, Any] = {
        "REQUEST_METHOD": request.method.decode("ascii"),
        "SCRIPT_NAME": root,
        "PATH_INFO": path.removeprefix(root),
        "QUERY_STRING": request.query.decode("latin-1"),
        "CONTENT_TYPE": request.headers.get(b"content-type", b"").decode("latin-1"),
        "CONTENT_LENGTH": str(size),
        "SERVER_NAME": request.host.decode("latin-1"),
        "SERVER_PORT": host.rpartition(":")[2] if host.rpartition(":")[2].isdigit() else str(settings.PORT),
        "SERVER_PROTOCOL": "HTTP/1.1",
        "REMOTE_ADDR": client.address(request.peer, request.headers),
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": settings.SCHEME,
        "wsgi.input": body,
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": True,
        "wsgi.multiprocess": True,
        "wsgi.run_once": False,
    }
    for name, value in request.headers.items():
        if name not in _NOT_PASSED and b"_" not in name:  # x_y would be taken for x-y
            made["HTTP_" + name.decode("latin-1").upper().replace("-", "_")] = value.decode("latin-1")
    if launch:
        made["smartbooth.launch"] = launch.id
        made["smartbooth.workspace"] = launch.workspace
    return made
