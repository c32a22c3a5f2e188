"""The application: answers what it can from memory, reads pictures, hands the rest to Django."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Iterable
from typing import Any

from django.conf import settings

from smartbooth.edge import body, errors
from smartbooth.edge.bridge import Application, Bridge, Busy, Failed
from smartbooth.edge.environ import environ
from smartbooth.edge.http import Answer, Pairs, Request
from smartbooth.edge.load import Watch
from smartbooth.edge.names import Names
from smartbooth.edge.pictures import Pictures
from smartbooth.edge.record import Recorder
from smartbooth.edge.route import ForDjango, Reading, Router
from smartbooth.edge.table import Launch
from smartbooth.edge.visits import Visits
from smartbooth.journal.segments import Writer

log = logging.getLogger(__name__)
FRAMING = 1024 * 1024  # bytes of a multipart form around its file
Send = Callable[[Any], Awaitable[None]]
Receive = Callable[[], Awaitable[Any]]


class Edge:
    """An ASGI application. `answer` is its synchronous heart, which edge/protocol.py calls without a task."""

    def __init__(self, django: Application) -> None:
        self.names = Names()
        self.recorder = Recorder(Writer(settings.JOURNAL))
        self.pictures = Pictures()
        self.router = Router(Visits(self.names, self.recorder), self.pictures)
        self.watch = Watch(self.names, self.router.swap)
        self.bridge = Bridge(django)

    async def __call__(self, scope: Any, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await self._live(receive, send)
        elif scope["type"] == "http":
            await self._http(scope, receive, send)

    async def _live(self, receive: Receive, send: Send) -> None:
        await receive()
        await asyncio.to_thread(self.watch.start)
        await send({"type": "lifespan.startup.complete"})
        await receive()
        await asyncio.to_thread(self.watch.stop)
        self.bridge.close()
        self.recorder.writer.close()
        await send({"type": "lifespan.shutdown.complete"})

    def answer(self, request: Request) -> Answer | None:
        """The answer if it can be given at once from memory, else None. Never raises."""
        try:
            return self.router.answer(request)
        except (ForDjango, Reading):
            return None
        except Exception:
            # Whatever is wrong with one request must not take the process with it; the trace names code, not people.
            log.exception("a request could not be answered")
            return self._error(errors.BROKEN, request)

    async def _http(self, scope: Any, receive: Receive, send: Send) -> None:
        request = understand(
            scope["method"].encode("ascii"), scope.get("raw_path") or scope["path"].encode(), scope["query_string"],
            merged(scope["headers"]), scope["client"][0] if scope.get("client") else "",
        )  # fmt: skip
        if request is None:
            await reply(errors.answer(errors.BAD, close=True), send)
            return
        try:
            answer = self.router.answer(request)
        except Reading as wanted:
            answer = await self._read(wanted, request)
        except ForDjango as found:
            refused = await self._django(request, found.launch, receive, send)
            if refused is None:
                return
            answer = refused
        await reply(answer, send)

    async def _read(self, wanted: Reading, request: Request) -> Answer:
        try:
            return await asyncio.to_thread(self.pictures.read, wanted.launch, wanted.name)
        except OSError:
            log.exception("a picture cannot be read")
            return self._error(errors.NO_PAGE, request)

    async def _django(
        self, request: Request, launch: Launch | None, receive: Receive, send: Send
    ) -> Answer | None:
        """None when Django answered; else the reason why not."""
        limit = settings.FORM_LIMIT if launch else settings.UPLOAD_LIMIT + FRAMING
        try:
            file, size = await body.take(receive, limit, _length(request.headers), b"expect" in request.headers)
        except body.TooBig:
            return self._error(errors.TOO_BIG, request)
        except body.TooSlow:
            return self._error(errors.SLOW, request)
        except body.Gone:
            return self._error(errors.BAD, request)
        with file:
            try:
                await self.bridge(environ(request, launch, file, size), receive, send)
            except Busy:
                return self._error(errors.BUSY, request)
            except Failed:
                log.exception("Django could not answer")
                return self._error(errors.BROKEN, request)
        return None

    def _error(self, kind: str, request: Request) -> Answer:
        closes = kind not in (errors.NO_PAGE,)
        return errors.answer(kind, request.headers.get(b"accept-language"), close=closes)


def _length(headers: dict[bytes, bytes]) -> int | None:
    raw = headers.get(b"content-length", b"")
    raw = raw.lstrip(b"0") or raw[:1]
    return int(raw) if raw.isdigit() and len(raw) < 19 else None


_hosts: dict[bytes, bytes] = {}  # a Host header and what it names; asked for with every request
HOSTS_KEPT = 4096


def understand(method: bytes, path: bytes, query: bytes, fields: dict[bytes, bytes], peer: str) -> Request | None:
    """The request as a value; None where it has no one clear host (RFC 9112, 3.2), no path, or a body in a coding we
    do not know and so cannot tell the end of (RFC 9112, 6.1)."""
    raw = fields.get(b"host", b"")
    host = _hosts.get(raw)
    if host is None:
        host = _host(raw)
        if len(_hosts) < HOSTS_KEPT and len(raw) < 256:
            _hosts[raw] = host
    if b"," in raw or path[:1] != b"/":
        return None
    if b"transfer-encoding" in fields and fields[b"transfer-encoding"].strip().lower() != b"chunked":
        return None
    return Request(method, host, path, query, fields, peer)


def _host(raw: bytes) -> bytes:
    """Lower case, without port and without a root's dot."""
    host = raw.lower()
    host = host[: host.find(b"]") + 1] if host.startswith(b"[") else host.partition(b":")[0]
    return host.removesuffix(b".")


def merged(pairs: Iterable[tuple[bytes, bytes]]) -> dict[bytes, bytes]:
    """Header fields by name."""
    fields: dict[bytes, bytes] = {}
    for name, value in pairs:
        if name in fields:
            merge(fields, name, value)
        else:
            fields[name] = value
    return fields


def merge(fields: dict[bytes, bytes], name: bytes, value: bytes) -> None:
    """Join a field sent more than once, as RFC 9110 5.3 and, for cookies, RFC 9113 8.2.3 say."""
    fields[name] += (b"; " if name == b"cookie" else b", ") + value


async def reply(answer: Answer, send: Send) -> None:
    headers: Pairs = list(answer.head.pairs)
    if answer.cookie:
        headers.append((b"set-cookie", answer.cookie))  # sets: sb
    if answer.close:
        headers.append((b"connection", b"close"))
    await send({"type": "http.response.start", "status": answer.head.status, "headers": headers})
    await send({"type": "http.response.body", "body": answer.body})
