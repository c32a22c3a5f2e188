"""The server: a loop for the connections, threads for the database. What it acknowledges is committed."""

from __future__ import annotations

import asyncio
import logging
import signal
import socket
import ssl
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar

from django.conf import settings

from smartbooth.mail.inbound import take
from smartbooth.mail.inbound.session import Full, Local, Session
from smartbooth.mail.inbound.take import Answer

logger = logging.getLogger(__name__)
THREADS = 4  # messages that are handled at a time: a database has one that writes, or a few
T = TypeVar("T")
LAST_WORDS = 30.0  # seconds that messages under way have when the server stops


class Server:
    """`size` bytes of a message, `connections` at a time, `seconds` for a command."""

    def __init__(self, lmtp: bool) -> None:
        self.host = settings.MAIL_DOMAIN
        self.size, self.seconds = settings.MAILROOM_BYTES, float(settings.MAILROOM_SECONDS)
        self.tls = _tls()
        self.open: set[Session] = set()
        self.became: Counter[str] = Counter()
        self._speaks: type[Session] = Local if lmtp else Session
        self._threads = ThreadPoolExecutor(THREADS, "mailroom")

    def connection(self) -> asyncio.Protocol:
        if len(self.open) >= settings.MAILROOM_CONNECTIONS:
            return Full()
        return self._speaks(self)

    async def ask(self, address: str) -> Answer:
        return await self._thread(take.ask, address)

    async def take(self, raw: bytes, sender: str, addresses: list[str]) -> list[Answer]:
        answers: list[Answer] = await self._thread(take.take, raw, sender, addresses)
        self.became.update(answer.outcome for answer in answers)
        return answers

    async def _thread(self, work: Callable[..., T], *given: Any) -> T:
        return await asyncio.get_running_loop().run_in_executor(self._threads, work, *given)

    async def serve(self, listening: socket.socket, stop: asyncio.Event) -> None:
        """Until `stop` is set; then messages that were sent are answered first."""
        loop = asyncio.get_running_loop()
        loop.set_exception_handler(_note)
        server = await loop.create_server(self.connection, sock=listening)
        try:
            await stop.wait()
        finally:
            server.close()
            await self._say_goodbye()
            self._threads.shutdown(wait=True)

    async def _say_goodbye(self) -> None:
        end = asyncio.get_running_loop().time() + LAST_WORDS
        while self.open:
            for session in list(self.open):
                if not session.busy:
                    session.say_goodbye()
            if asyncio.get_running_loop().time() > end:
                return
            await asyncio.sleep(0.02)


def _note(loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
    """What ended a connection: mostly the other side, in the midst of it. Without a trace, which has what was sent."""
    error = context.get("exception")
    if not isinstance(error, ConnectionError):
        logger.error("A connection ended: %s", type(error).__name__ if error else context["message"])


def run(listening: socket.socket, lmtp: bool) -> Counter[str]:
    """Serve on `listening` until SIGTERM or SIGINT. What became of the messages, for the log."""
    server = Server(lmtp)

    async def main() -> None:
        stop = asyncio.Event()
        for number in (signal.SIGTERM, signal.SIGINT):
            asyncio.get_running_loop().add_signal_handler(number, stop.set)
        await server.serve(listening, stop)

    asyncio.run(main())
    return server.became


def _tls() -> ssl.SSLContext | None:
    if not settings.MAILROOM_CERTIFICATE:
        return None
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(settings.MAILROOM_CERTIFICATE, settings.MAILROOM_KEY or None)
    return context
