"""Django behind the edge: its WSGI handler in a small pool of threads.

Django's own ASGI handler costs several times the CPU. A request is in memory (or a temporary file) before it takes a
thread, so slow senders hold none. A small answer is one hop into a thread and back; a long one is streamed, the thread
waiting whenever the client does, so memory stays constant; then it no longer counts against the pool.
"""

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any, NamedTuple

from smartbooth.edge.http import Pairs

log = logging.getLogger(__name__)
# Requests that Django works on at a time. They share one lock, but forms also share commits (leads/together.py): with
# eight, 354 leads a second where four stored 285.
THREADS = 8
STREAMS = 28  # long answers under way besides
WAITING = 256  # requests that may wait for a thread
PIECE = 64 * 1024  # bytes handed over at a time
PATIENCE = 0.25  # seconds a piece may wait to be full
STALLED = 60.0  # seconds a client may take for one piece

Send = Callable[[Any], Awaitable[None]]
Application = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]


class Busy(Exception):
    """Too many requests are waiting."""


class Failed(Exception):
    """The application raised before it had answered anything."""


class Started(NamedTuple):
    status: int
    headers: Pairs
    body: bytes
    complete: bool


class Bridge:
    def __init__(self, application: Application) -> None:
        self._application = application
        self._pool = ThreadPoolExecutor(THREADS + STREAMS, thread_name_prefix="django")
        self._turn = asyncio.Semaphore(THREADS)
        self._waiting = 0
        self._streams = 0

    def close(self) -> None:
        self._pool.shutdown(wait=False, cancel_futures=True)

    async def __call__(self, environ: dict[str, Any], receive: Callable[[], Awaitable[Any]], send: Send) -> None:
        """Answer one request. Raises Busy or Failed before anything was sent."""
        if self._waiting >= WAITING:
            raise Busy
        self._waiting += 1
        try:
            await self._turn.acquire()
        finally:
            self._waiting -= 1
        exchange = Exchange(asyncio.get_running_loop())
        holding = True
        try:
            self._pool.submit(exchange.run, self._application, environ)
            started = await exchange.started
            if not started.complete and self._streams < STREAMS:
                self._turn.release()
                holding = False
                self._streams += 1
            await exchange.pass_on(started, receive, send)
        finally:
            if holding:
                self._turn.release()
            else:
                self._streams -= 1


class Exchange:
    """One request in a thread, its answer in the loop."""

    def __init__(self, loop: asyncio.AbstractEventLoop) -> None:
        self._loop = loop
        self.started: asyncio.Future[Started] = loop.create_future()
        self._pieces: asyncio.Queue[bytes | None] = asyncio.Queue(2)
        self._gone = False
        self._failed = False

    # --- in the thread

    def run(self, application: Application, environ: dict[str, Any]) -> None:
        given: list[Any] = []
        try:
            response = application(environ, lambda status, headers, exc_info=None: given.extend((status, headers)))
            try:
                self._answer(given, response)
            finally:
                if hasattr(response, "close"):
                    response.close()
        except BaseException as error:  # noqa: BLE001 - handed to the loop, whose it is to log
            self._call(self._fail, error)

    def _answer(self, given: list[Any], response: Iterable[bytes]) -> None:
        pieces = _gathered(iter(response))
        first, second = next(pieces, b""), next(pieces, None)
        status = int(given[0][:3])
        headers = [(name.lower().encode("latin-1"), value.strip().encode("latin-1")) for name, value in given[1]]
        self._call(self._start, Started(status, headers, first, second is None))
        if second is None:
            return
        self._put(second)
        for piece in pieces:
            self._put(piece)
        self._put(None)

    def _put(self, piece: bytes | None) -> None:
        """Hand over, waiting until there is room: the client sets the pace."""
        asyncio.run_coroutine_threadsafe(self._pieces.put(piece), self._loop).result()
        if self._gone:
            raise ConnectionAbortedError("the client hung up")

    def _call(self, function: Callable[..., None], *arguments: Any) -> None:
        self._loop.call_soon_threadsafe(function, *arguments)

    # --- in the loop

    def _start(self, started: Started) -> None:
        if not self.started.done():
            self.started.set_result(started)

    def _fail(self, error: BaseException) -> None:
        if not self.started.done():
            failed = Failed()
            failed.__cause__ = error
            self.started.set_exception(failed)
        elif not self._gone:
            self._failed = True
            log.error("an answer broke off", exc_info=error)
            self._closing = self._loop.create_task(self._pieces.put(None))

    async def pass_on(self, started: Started, receive: Callable[[], Awaitable[Any]], send: Send) -> None:
        headers = started.headers
        if started.complete and not any(name == b"content-length" for name, _ in headers):
            headers = [*headers, (b"content-length", b"%d" % len(started.body))]
        await send({"type": "http.response.start", "status": started.status, "headers": headers})
        await send({"type": "http.response.body", "body": started.body, "more_body": not started.complete})
        if not started.complete:
            await self._stream(receive, send)

    async def _stream(self, receive: Callable[[], Awaitable[Any]], send: Send) -> None:
        listening = asyncio.ensure_future(_hung_up(receive))
        try:
            while (piece := await self._pieces.get()) is not None:
                if listening.done():
                    return
                message = {"type": "http.response.body", "body": piece, "more_body": True}
                await asyncio.wait_for(send(message), STALLED)
            if self._failed:
                raise ConnectionAbortedError("the answer broke off")  # the client sees that it is not whole
            await send({"type": "http.response.body", "body": b"", "more_body": False})
        finally:
            self._gone = True
            listening.cancel()
            while not self._pieces.empty():
                self._pieces.get_nowait()


async def _hung_up(receive: Callable[[], Awaitable[Any]]) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass


def _gathered(parts: Iterator[bytes]) -> Iterator[bytes]:
    """`parts` in pieces of some PIECE bytes, or what came within PATIENCE."""
    gathered: list[bytes] = []
    size = 0
    begun = time.monotonic()
    for part in parts:
        gathered.append(part)
        size += len(part)
        if size >= PIECE or time.monotonic() - begun > PATIENCE:
            yield b"".join(gathered)
            gathered, size, begun = [], 0, time.monotonic()
    if gathered:
        yield b"".join(gathered)
