"""One POST to a target, within a time and a size. Touches no database: it runs in a thread of its own."""

from __future__ import annotations

import socket
import ssl
import time
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from types import TracebackType
from typing import Any

import certifi
import httpcore
from django.conf import settings

from smartbooth.core import clock
from smartbooth.handover.webhooks.target import Refused, Target, resolve
from smartbooth.handover.webhooks.troubles import of_status

ANSWER = 4096  # bytes of an answer's body that are read before hanging up: nothing in it is of use to us
AGENT = "smart-booth-webhooks/1"


@dataclass(frozen=True)
class Answer:
    """How a try ended: `trouble` is "" or a key of TROUBLES; `wait` the seconds it asked us to wait, or None."""

    trouble: str
    status: int | None = None
    wait: float | None = None


class Stream(httpcore.NetworkStream):
    """A connection every wait of which ends when the whole time is over: one that drips a byte a second does not
    hold us."""

    def __init__(self, inner: httpcore.NetworkStream, clock_: Deadline) -> None:
        self.inner, self.deadline = inner, clock_

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self.inner.read(max_bytes, self.deadline.left(httpcore.ReadTimeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self.inner.write(buffer, self.deadline.left(httpcore.WriteTimeout))

    def close(self) -> None:
        self.inner.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        left = min(settings.WEBHOOK_CONNECT_SECONDS, self.deadline.left(httpcore.ConnectTimeout))
        return Stream(self.inner.start_tls(ssl_context, server_hostname, left), self.deadline)

    def get_extra_info(self, info: str) -> Any:
        return self.inner.get_extra_info(info)


class Deadline:
    """The moment by which a request has to be over; set anew for each on one connection."""

    def __init__(self) -> None:
        self.start()

    def start(self) -> None:
        self.end = time.monotonic() + settings.WEBHOOK_SECONDS

    def left(self, over: type[Exception]) -> float:
        """Seconds. Raises `over` when there are none."""
        rest = self.end - time.monotonic()
        if rest <= 0:
            raise over("time is over")
        return rest


class Checked(httpcore.NetworkBackend):
    """Connects to addresses that were looked at, by their numbers."""

    def __init__(self, target: Target, deadline: Deadline) -> None:
        self.target, self.deadline, self.plain = target, deadline, httpcore.SyncBackend()

    def connect_tcp(
        self, host: str, port: int, timeout: float | None = None, local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:  # fmt: skip
        failed: Exception = httpcore.ConnectError("no address")
        for address in resolve(self.target)[:4]:  # a name may have dead addresses before a live one
            left = min(settings.WEBHOOK_CONNECT_SECONDS, self.deadline.left(httpcore.ConnectTimeout))
            try:
                stream = self.plain.connect_tcp(address, self.target.port, left, None, socket_options)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                failed = error
                continue
            return Stream(stream, self.deadline)
        raise failed


class Line:
    """A connection to a target, kept for the messages of one batch."""

    def __init__(self, target: Target) -> None:
        self.target, self.deadline = target, Deadline()
        self.pool = httpcore.ConnectionPool(
            ssl_context=ssl.create_default_context(cafile=settings.WEBHOOK_AUTHORITIES or certifi.where()),
            max_connections=1, http1=True, http2=False, retries=0,
            network_backend=Checked(target, self.deadline),
        )  # fmt: skip

    def __enter__(self) -> Line:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.pool.close()

    def post(self, headers: dict[str, str], body: bytes) -> Answer:
        """Never raises for what the other side does."""
        self.deadline.start()
        head = {
            "content-type": "application/json",
            "user-agent": AGENT,
            **headers,
            "content-length": str(len(body)),
        }
        try:
            with self.pool.stream("POST", self.target.url, headers=list(head.items()), content=body) as response:
                self._read(response)
                asked = {name.lower(): value for name, value in response.headers}.get(b"retry-after", b"")
                wait = retry_after(asked.decode("ascii", "replace"))
                return Answer(of_status(response.status), response.status, wait)
        except Refused:
            return Answer("refused")
        except socket.gaierror:
            return Answer("unknown")
        except httpcore.ConnectTimeout:
            return Answer("slow-connect")
        except httpcore.ConnectError as error:
            return Answer("certificate" if isinstance(error.__context__, ssl.SSLError) else "connect")
        except httpcore.TimeoutException:
            return Answer("slow")
        except (httpcore.NetworkError, httpcore.ProtocolError, OSError):
            return Answer("broken")

    def _read(self, response: httpcore.Response) -> None:
        """A little of the body, so that the connection can be used again; of a long one no more. The status is the
        answer: whether a body drips or breaks off changes nothing of it."""
        size = 0
        with suppress(httpcore.TimeoutException, httpcore.NetworkError, httpcore.ProtocolError):
            for part in response.iter_stream():
                size += len(part)
                if size > ANSWER:
                    break


def retry_after(text: str) -> float | None:
    """Seconds (RFC 9110, 10.2.3: a number or a date); None for anything else."""
    if text.isascii() and text.isdigit() and len(text) < 10:
        return float(text)
    try:
        moment = parsedate_to_datetime(text)
    except (TypeError, ValueError):
        return None
    return max(0.0, moment.timestamp() - clock.seconds())
