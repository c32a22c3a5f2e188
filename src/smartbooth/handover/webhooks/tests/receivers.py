"""Servers of owners, well and ill: each on a port of its own on this machine."""

from __future__ import annotations

import contextlib
import json
import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

OK = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"


@dataclass
class Receiver:
    """What came in; `answer` is what a connection gets for each request: bytes, or a function of the socket."""

    port: int
    answer: Any = OK
    got: list[dict[str, Any]] = field(default_factory=list)
    connections: int = 0

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/hook"

    @property
    def bodies(self) -> list[dict[str, Any]]:
        return [json.loads(one["body"]) for one in self.got]


def status(code: int, *headers: str) -> bytes:
    lines = "".join(f"{header}\r\n" for header in headers)
    return f"HTTP/1.1 {code} So\r\n{lines}Content-Length: 0\r\n\r\n".encode()


def hang(seconds: float = 30.0) -> Callable[[socket.socket], None]:
    return lambda connection: time.sleep(seconds)


def drip(connection: socket.socket) -> None:
    """A byte a tenth of a second, for ever."""
    connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n")
    while True:
        connection.sendall(b"x")
        time.sleep(0.1)


def drip_head(connection: socket.socket) -> None:
    for byte in b"HTTP/1.1 200 OK\r\n" + b"X-Slow: " + b"y" * 10_000:
        connection.sendall(bytes([byte]))
        time.sleep(0.1)


def flood(connection: socket.socket) -> None:
    """A body that does not end."""
    connection.sendall(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n")
    while True:
        connection.sendall(b"10000\r\n" + b"z" * 0x10000 + b"\r\n")


def slam(connection: socket.socket) -> None:
    connection.shutdown(socket.SHUT_RDWR)


@contextlib.contextmanager
def receiving(answer: Any = OK, tls: ssl.SSLContext | None = None) -> Iterator[Receiver]:
    listener = socket.create_server(("127.0.0.1", 0))
    receiver = Receiver(listener.getsockname()[1], answer)
    open_ones: list[socket.socket] = []

    def serve() -> None:
        while True:
            try:
                connection, _peer = listener.accept()
                if tls is not None:
                    connection = tls.wrap_socket(connection, server_side=True)
            except ssl.SSLError:
                continue
            except OSError:
                return
            open_ones.append(connection)
            receiver.connections += 1
            threading.Thread(target=talk, args=(connection,), daemon=True).start()

    def talk(connection: socket.socket) -> None:
        with contextlib.suppress(OSError, ValueError), connection.makefile("rb") as stream:
            while stream.readline():
                headers = {}
                while line := stream.readline().strip():
                    name, _colon, value = line.decode().partition(":")
                    headers[name.lower()] = value.strip()
                body = stream.read(int(headers.get("content-length", 0)))
                receiver.got.append({"headers": headers, "body": body.decode()})
                answer = receiver.answer
                if isinstance(answer, list):
                    answer = answer.pop(0) if answer else OK
                if callable(answer):
                    answer(connection)
                else:
                    connection.sendall(answer)

    threading.Thread(target=serve, daemon=True).start()
    try:
        yield receiver
    finally:
        listener.close()
        for connection in open_ones:
            with contextlib.suppress(OSError):
                connection.close()
