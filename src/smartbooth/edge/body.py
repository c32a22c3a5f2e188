"""Taking a request's body in: whole, bounded in size and time, before any thread is spent on it."""

import asyncio
from collections.abc import Awaitable, Callable
from tempfile import SpooledTemporaryFile
from typing import Any

IN_MEMORY = 256 * 1024  # bytes; more goes to a temporary file
IDLE = 20.0  # seconds between two pieces
SLOWEST = 16 * 1024  # bytes a second that a sender must manage, on average, after START
START = 30.0
SWALLOW = 8 * 1024 * 1024  # bytes of a too large body that are read and thrown away, so that the answer is heard

Receive = Callable[[], Awaitable[Any]]


class TooBig(Exception):
    """More than the limit."""


class TooSlow(Exception):
    """The sender fell silent, or drips."""


class Gone(Exception):
    """The client hung up."""


async def take(receive: Receive, limit: int, declared: int | None, expects: bool) -> tuple[Any, int]:
    """(file at its start, size in bytes). `declared` is the Content-Length; `expects` that the client waits for a go.
    Raises TooBig (after reading the rest, within reason), TooSlow or Gone."""
    if declared is not None and declared > limit and expects:
        raise TooBig
    loop = asyncio.get_running_loop()
    begun = loop.time()
    size = 0
    file = SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115 - the caller closes it
    try:
        while True:
            try:
                async with asyncio.timeout(IDLE):  # wait_for would make a task of what is mostly there already
                    message = await receive()
            except TimeoutError:
                raise TooSlow from None
            if message["type"] != "http.request":
                raise Gone
            piece = message.get("body", b"")
            size += len(piece)
            if size <= limit:
                file.write(piece)
            elif size > limit + SWALLOW:
                raise TooBig
            if not message.get("more_body", False):
                break
            if loop.time() - begun > START + size / SLOWEST:
                raise TooSlow
        if size > limit:
            raise TooBig
    except BaseException:
        file.close()
        raise
    file.seek(0)
    return file, size
