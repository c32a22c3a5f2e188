"""A provider's HTTP API of a test's own on loopback, in Postmark's manner."""

from __future__ import annotations

import json
import threading
import time
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

TAKEN = {"ErrorCode": 0, "Message": "OK", "MessageID": "b7bc2f4a", "To": ""}


class Api:
    """`answers` by address ("" for all others): (status, JSON or bytes), "hang", "drop", or an address to go to."""

    def __init__(self, answers=None):
        self.answers = answers or {}
        self.got, self.connections = [], set()

    def answer(self, handler, raw):
        asked = json.loads(raw)
        self.got.append((handler.path, dict(handler.headers), asked))
        self.connections.add(handler.client_address)
        answer = self.answers.get(asked["To"], self.answers.get("", (200, {**TAKEN, "To": asked["To"]})))
        if answer == "hang":
            time.sleep(5)
        if answer in ("hang", "drop"):
            handler.close_connection = True
            return
        status, said = (307, b"") if isinstance(answer, str) else answer
        body = said if isinstance(said, bytes) else json.dumps(said).encode()
        handler.send_response(status)
        if isinstance(answer, str):
            handler.send_header("Location", answer)
        handler.send_header("Content-Length", str(len(body)))
        handler.end_headers()
        handler.wfile.write(body)


@contextmanager
def serving(api, context=None):
    """The address of `api`, with its final slash."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self):
            api.answer(self, self.rfile.read(int(self.headers["Content-Length"])))

        def log_message(self, *said):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    if context:
        server.socket = context.wrap_socket(server.socket, server_side=True)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield f"http{'s' if context else ''}://localhost:{server.server_port}/"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
