"""Visitors played on live launches, by the very code that serves real ones; nothing is counted and nothing is sent.
For the checks of the promises (edge/promises.py)."""

from __future__ import annotations

from collections.abc import Iterator

from smartbooth.accounts.tenancy import everywhere
from smartbooth.edge import load
from smartbooth.edge.http import Answer, Request
from smartbooth.edge.names import Names
from smartbooth.edge.pictures import Pictures
from smartbooth.edge.record import Recorder
from smartbooth.edge.route import Router
from smartbooth.edge.splits import Splits
from smartbooth.edge.table import Launch, Table
from smartbooth.edge.visits import Visits
from smartbooth.launches.models import Publication

SAMPLE = 25  # live launches, those published last
AGENT = b"Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"


class Witness(Recorder):
    """Where the journal's recorder stands: what would have been written, by kind."""

    def __init__(self) -> None:  # no writer: nothing reaches a file
        self.lines: list[bytes] = []

    def write(self, ready: bytes) -> bool:
        self.lines.append(ready)
        return True

    def told(self) -> list[bytes]:
        """The lines since the last asking."""
        lines, self.lines = self.lines, []
        return lines


class Rehearsal:
    """The newest live launches, behind a router of their own."""

    def __init__(self) -> None:
        self.witness = Witness()
        self.router = Router(Visits(Names(), self.witness), Pictures())
        with everywhere():
            live = Publication.objects.filter(ended_at=None).order_by("-pk").values_list("pk", flat=True)
            self._launches = list(Splits().applied(load.read(list(live[:SAMPLE]))).values())
        self.router.swap(Table(self._launches))

    def launches(self) -> Iterator[Launch]:
        """Those that can be reached: a host that became the studio's since shows none."""
        for launch in self._launches:
            if self.router.table.find(launch.host, launch.root_bytes) is not None:
                yield launch

    def ask(
        self, launch: Launch, path: bytes = b"", method: bytes = b"GET", query: bytes = b"",
        peer: str = "192.0.2.7", **headers: bytes | None,
    ) -> Answer:  # fmt: skip
        """What the launch answers; `headers` by name with "_" for "-", None to leave the agent away."""
        given = {"user_agent": AGENT, "host": launch.host, **headers}
        fields = {name.replace("_", "-").encode(): value for name, value in given.items() if value is not None}
        return self.router.answer(Request(method, launch.host, launch.root_bytes + path, query, fields, peer))


def sent_back(answer: Answer) -> bytes:
    """The cookie as a browser sends it with the next request; b"" when none was set."""
    return answer.cookie.partition(b";")[0]
