"""From a request to its answer: which launch, which of its addresses. Synchronous, in memory, a few microseconds."""

import re
from urllib.parse import unquote_to_bytes

from smartbooth.edge import choice, errors, leaves, objection, wellknown
from smartbooth.edge.http import Answer, Head, Request
from smartbooth.edge.pictures import Pictures
from smartbooth.edge.security import STATIC
from smartbooth.edge.table import Launch, Table, is_ours, is_studio, redirect
from smartbooth.edge.visits import Visits

FORMS = {b"uncount", b"count", b"agree", b"refuse"}
_BROKEN = re.compile(rb"%(?![0-9A-Fa-f]{2})|%00")
_HOST = re.compile(rb"[a-z0-9_.-]+|\[[0-9a-f:.]+\]")
NO_ICON = Answer(Head(204, [*STATIC, (b"cache-control", b"public, max-age=86400")]))


class ForDjango(Exception):
    """Not the edge's to answer: the studio (`launch` None), or a launch's form."""

    def __init__(self, launch: Launch | None) -> None:
        self.launch = launch


class Reading(Exception):
    """A picture that has to be read from storage first."""

    def __init__(self, launch: Launch, name: bytes) -> None:
        self.launch, self.name = launch, name


class Router:
    """Holds the table; `swap` replaces it as a whole."""

    def __init__(self, visits: Visits, pictures: Pictures) -> None:
        self.table = Table(ready=False)
        self.visits = visits
        self.pictures = pictures

    def swap(self, table: Table) -> None:
        self.table = table

    def answer(self, request: Request) -> Answer:
        """Raises ForDjango or Reading for what takes longer."""
        if request.path.startswith(b"/.well-known/"):
            said = wellknown.answer(request)
            if said is not None:
                return said
        found = self.table.find(request.host, request.path)
        if found is not None and b"%" not in request.path:
            return self._below(found[0], found[1], request)
        if _BROKEN.search(request.path) or not _HOST.fullmatch(request.host):
            return self._error(errors.BAD, request)
        if is_studio(request.host):
            raise ForDjango(None)
        if found is not None:
            return self._escaped(request)
        if not is_ours(request.host):
            return self._error(errors.NOBODY_HERE, request)
        if not self.table.ready:
            return self._error(errors.STARTING, request)
        if request.path == b"/robots.txt":
            return _robots("/")
        if request.path == b"/favicon.ico":
            return NO_ICON
        return self._error(errors.NOTHING_YET, request)

    def _escaped(self, request: Request) -> Answer:
        """A path with %-escapes: the same address as the plain one (RFC 3986, 6.2.2.2), if it has one."""
        path = unquote_to_bytes(request.path)
        if not path.isascii() or b"%" in path:
            return self._error(errors.NO_PAGE, request)
        return self.answer(request._replace(path=path))

    def _below(self, launch: Launch, path: bytes, request: Request) -> Answer:
        if path == b"lead" and request.method in (b"POST", b"GET", b"HEAD"):
            raise ForDjango(launch)
        if request.method == b"POST":
            return self._form(launch, path, request)
        if request.method not in (b"GET", b"HEAD"):
            return self._error(errors.METHOD, request)
        if path == b"":
            return self.visits.page(launch, request)
        if path == b"seen.gif":
            return self.visits.pixel(launch, request.headers.get(b"cookie"), request.method)
        if path.startswith(b"go/"):
            return self.visits.click(launch, request, path[3:])
        if path in (b"thanks", b"uncounted"):
            return self.visits.other_page(launch, request, path)
        if path == b"/":
            query = b"?" + request.query if request.query else b""
            return redirect(launch.root + query.decode("latin-1"), 308)
        if path.startswith(b"i/") or path == b"card.png":
            return self._picture(launch, path, request)
        leaf = launch.leaves.get(path)
        if leaf is not None:
            return leaves.answer(leaf, request)
        if path + b"/" in launch.leaves:
            return redirect(f"{launch.root}{path.decode('ascii')}/", 308)
        if path in FORMS:
            return redirect(launch.root)  # forms; opening them as pages must do nothing
        if path == b"robots.txt":
            return _robots(launch.root)
        if path == b"favicon.ico":
            return NO_ICON
        return self._error(errors.NO_PAGE, request)

    def _form(self, launch: Launch, path: bytes, request: Request) -> Answer:
        if path not in FORMS:
            return self._error(errors.METHOD, request)
        if not objection.own(request):
            return self._error(errors.ELSEWHERE, request)
        if path == b"agree":
            return choice.agree(launch, request)
        if path == b"refuse":
            return choice.refuse(launch, request)
        if path == b"uncount":
            return objection.object_(self.visits, launch, request)
        return objection.withdraw(launch, request)

    def _picture(self, launch: Launch, path: bytes, request: Request) -> Answer:
        name = self.pictures.name(launch, path)
        if name is None:
            return self._error(errors.NO_PAGE, request)
        answer = self.pictures.at_hand(launch, request, name)
        if answer is None:
            raise Reading(launch, name)
        return answer

    def _error(self, kind: str, request: Request) -> Answer:
        return errors.answer(kind, request.headers.get(b"accept-language"))


def _robots(root: str) -> Answer:
    text = f"User-agent: *\nDisallow: {root}go/\nDisallow: {root}seen.gif\n".encode()
    pairs = [
        *STATIC,
        (b"content-type", b"text/plain; charset=utf-8"),
        (b"cache-control", b"public, max-age=3600"),
        (b"content-length", b"%d" % len(text)),
    ]
    return Answer(Head(200, pairs), text)
