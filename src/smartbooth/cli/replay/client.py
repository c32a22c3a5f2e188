"""The visitors: many connections, one request at a time on each, prebuilt bytes.

No framework: on two shared cores the client must cost a fraction of the server it measures. A visit is the page, then
the pixel with the cookie that the page set, then for some the button. A page request that breaks off is asked for again
(a page sent twice counts nobody twice); a pixel or a click that breaks off may or may not have been counted, so it is
not repeated but reported as a failure.
"""

import asyncio
import random
import ssl
from collections import Counter
from collections.abc import Iterator, MutableSequence
from typing import cast

from smartbooth.cli.replay import plan as plans
from smartbooth.cli.replay.plan import Page, Plan

PAGE, PIXEL, CLICK, ROBOT, NOTHING = "page", "pixel", "click", "robot", ""
EXPECTED = {PAGE: b"200", PIXEL: b"200", CLICK: b"303", ROBOT: b"200"}
PATIENCE = 15.0  # seconds a connection tries to be accepted before its visits fail
PAUSE = 0.25  # seconds between two tries
SILENCE = 60.0  # seconds without any finished visit after which a client gives up


class Crowd:
    """All visitors of one process: what is left to do, and what happened."""

    def __init__(self, plan: Plan, part: int, parts: int, done: MutableSequence[int]) -> None:
        self.plan = plan
        self.jobs: Iterator[int] = iter(plans.visits(plan, part, parts))
        self.robots = plans.robot_requests(plan, part, parts)
        self.draw = random.Random(plans.SEED + part)  # noqa: S311 - which browser comes next is no secret
        self.done, self.part = done, part
        self.failures: Counter[str] = Counter()

    def finished(self, failure: str = "") -> None:
        if failure:
            self.failures[failure] += 1
        self.done[self.part] += 1

    def browser(self) -> bytes:
        return self.plan.browsers[int(self.draw.random() * len(self.plan.browsers))]


class Visitor(asyncio.Protocol):
    """One connection, opened again when it is lost, and the visit that is on it."""

    transport: asyncio.Transport
    page: Page

    def __init__(self, crowd: Crowd) -> None:
        self.crowd = crowd
        self.stage = NOTHING
        self.request = self.agent = self.cookie = self.buffer = b""
        self.click = False
        self.left = 0  # bytes of the present answer's body still to come
        self.closing = False  # the server said that it closes after this answer
        self.unsent = False  # `request` waits for the next connection
        self.idle = False  # nothing is left to do
        self.closed: asyncio.Future[None] | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = cast(asyncio.Transport, transport)
        self.closing = False
        if self.unsent or self.stage in (PAGE, ROBOT):
            self.unsent = False
            self.transport.write(self.request)
        else:
            self.next_visit()

    def send(self, stage: str, request: bytes) -> None:
        self.stage, self.request = stage, request
        if self.closing:
            self.unsent = True
            self.transport.close()
        else:
            self.transport.write(request)

    def next_visit(self) -> None:
        crowd = self.crowd
        self.cookie = b""
        if (job := next(crowd.jobs, None)) is not None:
            self.page, self.click = crowd.plan.pages[job >> 1], bool(job & 1)
            self.agent = crowd.browser()
            self.send(PAGE, self.page.page + self.agent + b"\r\n")
        elif (robot := next(crowd.robots, None)) is not None:
            self.send(ROBOT, robot)
        else:
            self.stage, self.idle = NOTHING, True
            self.transport.close()

    def data_received(self, data: bytes) -> None:
        if self.left:
            self.left -= len(data)
        else:
            data = self.buffer + data
            end = data.find(b"\r\n\r\n")
            if end < 0:
                self.buffer = data
                return
            self.buffer = b""
            if not self.understood(data, end):
                return
        if self.left <= 0:
            self.left = 0
            self.answered()

    def understood(self, data: bytes, end: int) -> bool:
        """Read the answer's head, which ends at `end`: status, cookie, length."""
        head = data[: end + 2].lower()  # field names have no case; the cookie has, so it is cut from `data`
        if head[9:12] != EXPECTED[self.stage]:
            return self.refuse(f"{self.stage} answered {head[9:12].decode('latin-1')}")
        at = head.find(b"\r\nset-cookie: sb=")
        if at >= 0:
            line = data[at + 14 : data.index(b"\r\n", at + 2)]
            self.cookie = line.partition(b";")[0]
        at = head.find(b"\r\ncontent-length: ")
        if at < 0:
            return self.refuse(f"{self.stage} without a content-length")
        self.left = int(head[at + 18 : head.index(b"\r\n", at + 18)]) - (len(data) - end - 4)
        self.closing = b"\r\nconnection: close\r\n" in head
        return True

    def answered(self) -> None:
        """The answer is complete: the next step of the visit, or the next visit."""
        if self.stage is PAGE:
            if not self.cookie:
                self.refuse("page without a cookie")
                return
            self.send(PIXEL, b"%bcookie: %b\r\n%b\r\n" % (self.page.pixel, self.cookie, self.agent))
        elif self.stage is PIXEL and self.click:
            self.send(CLICK, b"%bcookie: %b\r\n%b\r\n" % (self.page.click, self.cookie, self.agent))
        else:
            if self.stage is not ROBOT:
                self.crowd.finished()
            self.next_visit()

    def refuse(self, why: str) -> bool:
        """Count the visit as failed and take a fresh connection: the rest of this answer stays unread."""
        self.crowd.finished(why)
        self.stage = NOTHING
        self.transport.abort()
        return False

    def connection_lost(self, error: Exception | None) -> None:
        if self.stage in (PIXEL, CLICK) and not self.unsent:
            self.crowd.finished(f"{self.stage} broken off")
            self.stage = NOTHING
        self.buffer, self.left = b"", 0
        if self.closed is not None and not self.closed.done():
            self.closed.set_result(None)


async def _connection(crowd: Crowd, context: ssl.SSLContext | None) -> None:
    """One visitor after another; a lost connection is opened again while there is work."""
    loop = asyncio.get_running_loop()
    visitor, waited = Visitor(crowd), 0.0
    while not visitor.idle:
        visitor.closed = loop.create_future()
        try:
            address = crowd.plan.address
            await loop.create_connection(lambda: visitor, address.host, address.port, ssl=context)
        except OSError:
            if waited >= PATIENCE:
                crowd.failures["no connection"] += 1
                return
            waited += PAUSE
            await asyncio.sleep(PAUSE)
            continue
        waited = 0.0
        await visitor.closed


async def _play(crowd: Crowd, connections: int) -> None:
    context = ssl.create_default_context() if crowd.plan.address.tls else None
    everyone = asyncio.gather(*(_connection(crowd, context) for _ in range(connections)))
    before, quiet = -1, 0.0
    while not everyone.done():
        await asyncio.wait([everyone], timeout=1.0)
        finished = crowd.done[crowd.part]
        quiet = quiet + 1.0 if finished == before else 0.0
        before = finished
        if quiet >= SILENCE:
            everyone.cancel()
            crowd.failures[f"no answer for {SILENCE:.0f} seconds"] += 1
            return
    await everyone


def play(plan: Plan, part: int, parts: int, connections: int, done: MutableSequence[int]) -> Counter[str]:
    """Play part `part` of `parts`; `done[part]` grows with each visit. Returns failures by kind: none is all well."""
    crowd = Crowd(plan, part, parts, done)
    try:
        import uvloop
    except ImportError:  # no uvloop for this platform: the same, slower
        asyncio.run(_play(crowd, connections))
    else:
        uvloop.run(_play(crowd, connections))
    return crowd.failures
