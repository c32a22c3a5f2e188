"""One connection of a sending server, over SMTP (RFC 5321) or LMTP (RFC 2033). aiosmtpd reads the commands; the message
is read here, since its reader keeps a line that never ends in memory, and answers once where LMTP wants an answer for
each recipient."""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import Awaitable, Callable
from typing import Any, Protocol

from aiosmtpd.lmtp import LMTP
from aiosmtpd.smtp import SMTP
from aiosmtpd.smtp import Envelope as Given
from aiosmtpd.smtp import Session as Peer

from smartbooth.mail.inbound.take import TOO_LARGE, Answer, together

RECIPIENTS = 100  # of one message (RFC 5321 4.5.3.1.8)
LINE = 64 * 1024  # bytes read at a time; a line may be longer (RFC 5321 4.5.3.1.6 allows 998, programs send more)
TOO_MANY = "452 4.5.3 Too many recipients"
# Commands of one connection: many messages may come over one, and nobody keeps one busy for nothing.
COMMANDS = {"MAIL": 1_000, "RCPT": 10_000, "DATA": 1_000, "RSET": 1_000, "NOOP": 100, "*": 20}
LIVES = 10  # times the seconds of a command: a connection is no longer open than that


class House(Protocol):
    """What a connection asks of the server it belongs to."""

    host: str
    size: int
    seconds: float
    tls: ssl.SSLContext | None
    open: set[Any]

    def ask(self, address: str) -> Awaitable[Answer]: ...

    def take(self, raw: bytes, sender: str, addresses: list[str]) -> Awaitable[list[Answer]]: ...


class Commands:
    """aiosmtpd's hooks."""

    def __init__(self, house: House) -> None:
        self.house = house

    async def handle_EHLO(self, server: SMTP, peer: Peer, given: Given, name: str, said: list[str]) -> list[str]:
        peer.host_name = name
        return [line for line in said if "AUTH" not in line]  # nobody signs in here

    async def handle_RCPT(self, server: SMTP, peer: Peer, given: Given, address: str, options: list[str]) -> str:
        if len(given.rcpt_tos) >= RECIPIENTS:
            return TOO_MANY
        answer = await self.house.ask(address)
        if answer.code == 250:
            given.rcpt_tos.append(address)
        return str(answer)

    async def handle_VRFY(self, server: SMTP, peer: Peer, given: Given, address: str) -> str:
        return "252 2.5.0 Send it and see"

    async def handle_exception(self, error: Exception) -> str:
        """What a command's parser trips over; its trace would hold what was typed."""
        return "500 5.5.2 That could not be read"


class Session(SMTP):
    line_length_limit = LINE
    each = False  # an answer for each recipient

    def __init__(self, house: House) -> None:
        super().__init__(
            Commands(house),
            data_size_limit=house.size,
            enable_SMTPUTF8=True,
            hostname=house.host,
            ident="ESMTP",
            timeout=house.seconds,
            command_call_limit=COMMANDS,
            tls_context=house.tls,
            auth_exclude_mechanism=("LOGIN", "PLAIN"),
            loop=asyncio.get_running_loop(),
        )
        self.house = house
        self.busy = False  # with a message that was sent
        self._end: Callable[[], None] = lambda: None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        if self not in self.house.open:  # and not TLS within it
            self.house.open.add(self)
            end = self.loop.call_later(LIVES * self.house.seconds, transport.close)
            self._end = end.cancel
        super().connection_made(transport)

    def connection_lost(self, error: Exception | None) -> None:
        self.house.open.discard(self)
        self._end()
        super().connection_lost(error)

    def say_goodbye(self) -> None:
        """The server ends. Over TLS without a word: its transport may be gone, which only the one beneath tells."""
        wire = self._original_transport or self.transport
        if isinstance(wire, asyncio.WriteTransport) and not wire.is_closing():
            if self._original_transport is None:
                wire.write(b"421 4.3.2 Closing\r\n")
            wire.close()

    async def smtp_DATA(self, arg: str | None) -> None:
        if await self.check_helo_needed():
            return
        assert self.envelope is not None
        sender, addresses = str(self.envelope.mail_from or ""), list(self.envelope.rcpt_tos)
        if not addresses or arg:
            await self.push("503 5.5.1 Say to whom first" if not addresses else "501 5.5.4 DATA stands alone")
            return
        await self.push("354 End with a line that has a dot and nothing else")
        raw = await self._message()
        self._set_post_data_state()
        self.busy = True
        try:
            answers = [TOO_LARGE] * len(addresses)
            if raw is not None:
                answers = await self.house.take(raw, sender, addresses)
            for answer in answers if self.each else [together(answers)]:
                await self.push(str(answer))
        finally:
            self.busy = False

    async def _message(self) -> bytes | None:
        """Without the dots that were put before dots (RFC 5321 4.5.2). None: larger than what is taken; read to its end
        all the same, and kept nowhere. Only CR LF ends a line: a dot between bare LFs ends nothing."""
        kept, size, begins = bytearray(), 0, True
        while True:
            try:
                piece = await self._reader.readuntil(b"\r\n")
            except asyncio.LimitOverrunError as longer:
                piece = await self._reader.read(longer.consumed)
            if begins and piece == b".\r\n":
                return bytes(kept) if size <= self.house.size else None
            if begins and piece.startswith(b"."):
                piece = piece[1:]
            begins = piece.endswith(b"\r\n")
            size += len(piece)
            if size <= self.house.size:
                kept += piece
            else:
                kept.clear()


class Local(Session, LMTP):
    """LMTP: the same, but for the greeting and the answers."""

    each = True


class Full(asyncio.Protocol):
    """One connection more than are taken at a time."""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.WriteTransport)
        transport.write(b"421 4.3.2 Too many connections; come back later\r\n")
        transport.close()
