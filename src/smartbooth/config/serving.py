"""One edge process: uvicorn around the application, on a socket its parent opened."""

import gc
import socket
import sys

import uvicorn

from smartbooth.config.family import follow_parent

GRACE = 10  # seconds a running answer may take once the process was told to stop
SWITCH = (
    0.0005  # seconds a thread may hold the interpreter: with the default 5 ms, Django's threads make the edge wait
)


def serve_from(fd: int) -> None:
    """Serve until SIGTERM. Nothing is logged per request: an access log is a trail."""
    from smartbooth.config.asgi import application
    from smartbooth.edge.protocol import EdgeProtocol
    from smartbooth.registry import egress

    follow_parent()
    egress.install()
    sys.setswitchinterval(SWITCH)
    gc.collect()
    gc.freeze()  # the program itself is no garbage: a full collection would walk it all while visitors wait
    config = uvicorn.Config(
        application,
        loop="uvloop",
        http=EdgeProtocol,
        ws="none",
        lifespan="on",
        log_config=None,
        access_log=False,
        server_header=False,
        date_header=True,
        proxy_headers=False,
        timeout_graceful_shutdown=GRACE,
    )
    uvicorn.Server(config).run(sockets=[socket.socket(fileno=fd)])
