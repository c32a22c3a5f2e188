"""uvicorn's HTTP protocol with a short way for what the edge answers from memory: no task, no events, one write.

It also holds what HTTP parsers leave open: a limit to the request's head, a time for it to arrive, and answers to
malformed requests that their senders get to read.
"""

import asyncio
from typing import Any, ClassVar

import httptools
from django.conf import settings
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from smartbooth.edge import errors
from smartbooth.edge.app import Edge, merge, understand
from smartbooth.edge.http import Answer

HEAD_SECONDS = 15.0  # for a request's head to arrive
IDLE_SECONDS = 30.0  # a connection stays open between requests: longer than a reader takes from page to click
UNREAD_SECONDS = 60.0  # a client may leave our answer unread without progress
LINGER_SECONDS = 3.0  # we go on reading what a refused client still sends, so that it hears the answer
SWEEP_SECONDS = 1.0


class EdgeProtocol(HttpToolsProtocol):
    _open: ClassVar[set["EdgeProtocol"]] = set()
    _sweeping: ClassVar[asyncio.TimerHandle | None] = None
    _now: ClassVar[float] = 0.0  # the loop's time at the last sweep: exact enough, and free to read
    _date: ClassVar[tuple[Any, bytes]] = (None, b"")

    def connection_made(self, transport: Any) -> None:
        super().connection_made(transport)
        self.edge: Edge = self.app
        self.peer = self.client[0] if self.client else ""
        self.limit = settings.HEADER_LIMIT
        self.arriving = 0  # bytes of a head that is not complete yet
        self.latest = 0  # bytes of the read being parsed
        self.answered = False  # the request being parsed was answered the short way
        self.fields: dict[bytes, bytes] = {}  # the request's, by lower-case name
        self.refused = False  # nothing further is read from this connection
        self.since = self._clock()
        self.unread = 0
        EdgeProtocol._open.add(self)

    def connection_lost(self, exc: Exception | None) -> None:
        EdgeProtocol._open.discard(self)
        super().connection_lost(exc)

    # --- time

    def _clock(self) -> float:
        if EdgeProtocol._sweeping is None:
            EdgeProtocol._now = self.loop.time()
            EdgeProtocol._sweeping = self.loop.call_later(SWEEP_SECONDS, EdgeProtocol._sweep, self.loop)
        return EdgeProtocol._now

    @classmethod
    def _sweep(cls, loop: asyncio.AbstractEventLoop) -> None:
        """Close what waits too long. One timer for all connections: a timer a request costs more than the request."""
        cls._now = loop.time()
        for protocol in list(cls._open):
            protocol._look(cls._now)
        cls._sweeping = loop.call_later(SWEEP_SECONDS, cls._sweep, loop) if cls._open else None

    def _look(self, now: float) -> None:
        unread = self.transport.get_write_buffer_size()
        if unread:
            if unread != self.unread:
                self.since = now
            elif now - self.since > UNREAD_SECONDS:
                self.transport.abort()
            self.unread = unread
            return
        if self._busy() or self.refused:
            return
        waited = now - self.since
        if self.arriving and waited > HEAD_SECONDS:
            self.refuse(errors.SLOW)
        elif waited > IDLE_SECONDS:
            self.transport.close()

    def _busy(self) -> bool:
        return bool(self.pipeline) or (self.cycle is not None and not self.cycle.response_complete)

    def _taking(self) -> bool:
        """Whether the one request at work is still sending its body, and has no answer yet."""
        cycle = self.cycle
        return bool(cycle and cycle.more_body and not cycle.response_started and not self.pipeline)

    def on_response_complete(self) -> None:
        self.since = EdgeProtocol._now
        super().on_response_complete()
        self._unset_keepalive_if_required()  # the sweep does it

    # --- reading

    def data_received(self, data: bytes) -> None:
        if self.refused:
            return
        if not self.arriving:
            self.since = EdgeProtocol._now
        self.latest = len(data)
        self.arriving += self.latest
        try:
            self.parser.feed_data(data)
        except httptools.HttpParserUpgrade:
            return  # answered without the upgrade; the connection closes after it
        except httptools.HttpParserError:
            self.refuse(errors.BAD)
            return
        if self.arriving > self.limit:
            self.refuse(errors.TOO_LONG)

    def on_message_begin(self) -> None:
        self.url = b""
        self.fields = {}
        self.answered = False
        self.arriving = min(self.arriving, self.latest)  # what came before belongs to the request before

    def on_url(self, url: bytes) -> None:
        self.url = self.url + url if self.url else url

    def on_header(self, name: bytes, value: bytes) -> None:
        name = name.lower()
        if name in self.fields:
            merge(self.fields, name, value)
        else:
            self.fields[name] = value

    def on_headers_complete(self) -> None:
        if self.refused:
            self.answered = True
            return
        if self.arriving > self.limit and self._head_bytes() > self.limit:
            self.refuse(errors.TOO_LONG)
            return
        self.arriving = 0
        if not self._answer_at_once():
            self._hand_on()

    def on_body(self, body: bytes) -> None:
        self.arriving = 0
        if not self.answered:
            super().on_body(body)

    def on_message_complete(self) -> None:
        self.arriving = 0
        if not self.answered:
            super().on_message_complete()

    def _head_bytes(self) -> int:
        return len(self.url) + sum(len(name) + len(value) + 4 for name, value in self.fields.items())

    # --- answering

    def _answer_at_once(self) -> bool:
        """True when the request was answered from memory. Whatever is unusual takes the long way: a body, an upgrade,
        a pipelined request behind one at work, a client that does not read."""
        parser, fields = self.parser, self.fields
        method = parser.get_method()
        if method != b"GET" and method != b"HEAD":
            return False
        if (self.cycle is not None and self._busy()) or self.flow.write_paused or parser.should_upgrade():
            return False
        if b"content-length" in fields or b"transfer-encoding" in fields or b"expect" in fields:
            return False
        path, _, query = self.url.partition(b"?")
        request = understand(method, path, query, fields, self.peer)
        if request is None:
            return False
        answer = self.edge.answer(request)
        if answer is None:
            return False
        self.answered = True
        # HTTP/1.0 closes; only one that names a connection could be kept by the parser's rule.
        keep = parser.should_keep_alive() and not answer.close
        if keep and b"connection" in fields:
            keep = parser.get_http_version() != "1.0"
        self._write(answer, method == b"HEAD", keep)
        if not keep:
            self.refused = True
            self.transport.close()
        return True

    def _write(self, answer: Answer, head_only: bool, keep: bool) -> None:
        parts = [answer.head.raw, self._date_line()]
        if answer.cookie:
            parts += (b"set-cookie: ", answer.cookie, b"\r\n")  # sets: sb
        parts.append(b"\r\n" if keep else b"connection: close\r\n\r\n")
        if not head_only:
            parts.append(answer.body)
        self.transport.write(b"".join(parts))

    def _date_line(self) -> bytes:
        given = self.server_state.default_headers  # uvicorn replaces the list every second
        if EdgeProtocol._date[0] is not given:
            EdgeProtocol._date = (given, b"".join(b"%b: %b\r\n" % pair for pair in given))
        return EdgeProtocol._date[1]

    def _hand_on(self) -> None:
        """Give the request to uvicorn as it would have had it."""
        url = self.url
        super().on_message_begin()
        self.url = url
        self.expect_100_continue = self.fields.get(b"expect", b"").lower() == b"100-continue"
        self.headers.extend(self.fields.items())
        super().on_headers_complete()
        if self.parser.should_upgrade():
            self.cycle.keep_alive = False

    def refuse(self, kind: str) -> None:
        """Answer `kind` and close, but read on a little: closing at once would destroy the answer on its way."""
        self.refused = self.answered = True
        if self._taking():
            self.cycle.disconnected = True  # its body broke: to Django it never arrived, and the answer is ours
            self.cycle.message_event.set()
        elif self._busy():
            self.cycle.keep_alive = False  # an earlier answer is under way: let it end, then close
            return
        self._write(errors.answer(kind, self.fields.get(b"accept-language")), False, False)
        if self.transport.can_write_eof():
            self.transport.write_eof()
        self.loop.call_later(LINGER_SECONDS, self.transport.close)

    def eof_received(self) -> bool:  # type: ignore[override] # asyncio asks for an answer, uvicorn has none
        """True, and the connection stays open for writing: a client that has said all it had to say (RFC 9112, 9.6)
        hears the answers it waits for. Where its request is not whole there is none to give."""
        if not self._busy() or self.cycle.more_body:
            return False
        self.refused = True
        self.cycle.keep_alive = False
        return True
