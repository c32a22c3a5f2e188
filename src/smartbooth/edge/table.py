"""The table of published launches, in memory: host and path to all that answering needs, computed beforehand.

A table is never changed, only replaced as a whole (edge/load.py), so no request sees half a publication.
"""

import re
from collections.abc import Iterable, Mapping
from copy import copy
from typing import Any, NamedTuple

from django.conf import settings
from django.utils.encoding import iri_to_uri

from smartbooth.edge.http import BR, GZIP, IDENTITY, ZSTD, Answer, Head
from smartbooth.edge.security import BASE, STATIC
from smartbooth.edge.shares import Rows, Timetable

BUTTON = re.compile(r"[\w-]{1,16}", re.ASCII)  # what a journal line's target may be


class Body(NamedTuple):
    """An artifact: the same page in each coding."""

    identity: bytes
    br: bytes
    gzip: bytes
    zstd: bytes


class Variant(NamedTuple):
    letter: str
    pages: dict[bytes, dict[bytes, Answer]]  # path below the root -> coding -> answer
    buttons: dict[bytes, Answer]  # block id -> the redirect


class Launch:
    """A launch as published, and the names its visitors may be counted under."""

    def __init__(self, manifest: Mapping[str, Any], bodies: Mapping[str, Body], splits: Rows = ()) -> None:
        """Raises KeyError, TypeError or ValueError for a manifest that is not whole."""
        self.leaves: dict[bytes, Any] = {}  # path below the root -> edge.leaves.Leaf
        self.id: str = manifest["launch"]
        self.workspace: str = manifest["workspace"]
        self.number: int = manifest["number"]
        self.place = f"{self.workspace}\t{self.id}"  # its part of a journal line
        self.host = manifest["host"].lower().encode("ascii")
        self.root: str = manifest["root"]
        self.root_bytes = self.root.encode("ascii")
        self.language: str = manifest["language"]
        self.since: int = manifest.get("since", 0)  # the hour from which on it has this address
        self.variants = {v["letter"]: _variant(v, bodies) for v in manifest["variants"]}
        self.pictures = {name.encode(): kind.encode() for name, kind in manifest["pictures"].items()}
        self.card: bytes = (manifest.get("card") or "").encode()
        taking = [v["letter"] for v in manifest["variants"] if not v["retired"]]
        self._control: str = (taking or list(self.variants))[0]
        self.splits = Timetable(splits, self.variants, self._control)
        self.by: tuple[int, ...] = ()  # the keys of the rows its splits are from
        self.chosen: bytes = (manifest.get("goal_button") or "").encode()  # the button it is about; b"": any
        # Whether its pages ask for remarketing: they then come in three forms (edge/choice.py).
        self.tag: str = manifest.get("google_tag") or ""
        self.asks = bool(self.tag)

    def split(self, rows: Rows, by: tuple[int, ...] = ()) -> "Launch":
        """The same launch, its new visitors shared out anew: a launch in a table is never changed."""
        made = copy(self)
        made.splits, made.by = Timetable(rows, self.variants, self._control), by
        return made


def _variant(described: Mapping[str, Any], bodies: Mapping[str, Body]) -> Variant:
    pages = {
        path.encode("ascii"): answers(page["headers"], bodies[page["digest"]])
        for path, page in described["pages"].items()
    }
    buttons = {
        name.encode("ascii"): redirect(target)
        for name, target in described["buttons"].items()
        if BUTTON.fullmatch(name)
    }
    return Variant(described["letter"], pages, buttons)


def answers(headers: Iterable[Iterable[str]], body: Body) -> dict[bytes, Answer]:
    """By coding: the body with its headers, and those that every answer has."""
    given = [(name.lower().encode("ascii"), value.encode("latin-1")) for name, value in headers]
    names = {name for name, _ in given}
    common = [
        *((name, value) for name, value in given if name not in {b"content-length", b"content-encoding"}),
        *((name, value) for name, value in BASE if name not in names),
    ]
    if b"content-type" not in names:
        common.append((b"content-type", b"text/html; charset=utf-8"))
    if b"cache-control" not in names:
        # Asked for anew each time (so that assignment and counting happen), kept for going back.
        common.append((b"cache-control", b"private, no-cache"))
    if b"vary" not in names:
        common.append((b"vary", b"accept-encoding"))
    made = {}
    for coding, data in ((IDENTITY, body.identity), (BR, body.br), (GZIP, body.gzip), (ZSTD, body.zstd)):
        encoded = [(b"content-encoding", coding)] if coding != IDENTITY else []
        head = Head(200, [*common, *encoded, (b"content-length", b"%d" % len(data))])
        made[coding] = Answer(head, data)
    return made


def redirect(target: str, status: int = 303) -> Answer:
    """To another address, never cached, telling it our host at most."""
    location = iri_to_uri(target).encode("ascii")
    pairs = [*STATIC, (b"location", location), (b"cache-control", b"no-store"), (b"content-length", b"0")]
    return Answer(Head(status, pairs))


class Table:
    """Which launch answers for a host and path."""

    def __init__(self, launches: Iterable[Launch] = (), ready: bool = True) -> None:
        self.ready = ready  # False until the first load: what is not found then may only not be known yet
        self.launches = {launch.id: launch for launch in launches}
        self._hosts: dict[bytes, Launch] = {}
        self._paths: dict[tuple[bytes, bytes], Launch] = {}
        for launch in self.launches.values():
            if is_studio(launch.host):
                continue  # a host that became the studio's after the launch had it: nothing stands before the studio
            if launch.root == "/":
                self._hosts[launch.host] = launch
            else:
                self._paths[launch.host, launch.root_bytes.strip(b"/")] = launch

    def find(self, host: bytes, path: bytes) -> tuple[Launch, bytes] | None:
        """(launch, path below its root), or None. The root without its slash is the empty path's neighbour: b"/"."""
        launch = self._hosts.get(host)
        if launch is not None:
            return launch, path[1:]
        slug, slash, rest = path[1:].partition(b"/")
        launch = self._paths.get((host, slug))
        if launch is None:
            return None
        return launch, rest if slash else b"/"


def is_ours(host: bytes) -> bool:
    """Whether launches could live on this host."""
    name = host.decode("latin-1")
    return name == settings.PATH_HOST or name.endswith("." + settings.PAGES_DOMAIN)


def is_studio(host: bytes) -> bool:
    name = host.decode("latin-1")
    return name == settings.STUDIO_HOST or name in settings.STUDIO_ALIASES
