"""Pictures of published pages: from storage into a bounded memory, immutable for whoever has them."""

import threading
from collections import OrderedDict

from django.core.files.storage import default_storage

from smartbooth.edge.http import Answer, Head, Request
from smartbooth.edge.security import STATIC
from smartbooth.edge.table import Launch

MEMORY_BYTES = 64 * 1024 * 1024  # a few hundred pictures; the rest comes from storage each time
FOREVER = b"public, max-age=31536000, immutable"  # the name is the content's hash
NOT_MODIFIED = Answer(Head(304, [*STATIC, (b"cache-control", FOREVER)]))


class Pictures:
    def __init__(self, limit: int = MEMORY_BYTES) -> None:
        self._limit = limit
        self._size = 0
        self._kept: OrderedDict[bytes, bytes] = OrderedDict()
        self._lock = threading.Lock()  # `read` runs in a pool of threads

    def name(self, launch: Launch, path: bytes) -> bytes | None:
        """The picture's name for a path below the launch's root, if the publication has it."""
        name = launch.card if path == b"card.png" else path.removeprefix(b"i/")
        return name if name in launch.pictures else None

    def at_hand(self, launch: Launch, request: Request, name: bytes) -> Answer | None:
        """The answer when it needs no reading."""
        if b'"' + name + b'"' in request.headers.get(b"if-none-match", b""):
            return NOT_MODIFIED
        with self._lock:
            body = self._kept.get(name)
            if body is None:
                return None
            self._kept.move_to_end(name)
        return _answer(launch, name, body)

    def read(self, launch: Launch, name: bytes) -> Answer:
        """From storage; blocks. Raises OSError when it cannot be read."""
        with default_storage.open(f"pictures/{name.decode('ascii')}") as file:
            body: bytes = file.read()
        with self._lock:
            if name not in self._kept:
                self._kept[name] = body
                self._size += len(body)
            while self._size > self._limit:
                _, dropped = self._kept.popitem(last=False)
                self._size -= len(dropped)
        return _answer(launch, name, body)


def _answer(launch: Launch, name: bytes, body: bytes) -> Answer:
    pairs = [
        *((k, v) for k, v in STATIC if k != b"cross-origin-resource-policy"),
        (b"cross-origin-resource-policy", b"cross-origin"),  # social cards are shown on other sites
        (b"content-type", launch.pictures[name]),
        (b"cache-control", FOREVER),
        (b"etag", b'"' + name + b'"'),
        (b"content-security-policy", b"default-src 'none'; sandbox"),
        (b"content-length", b"%d" % len(body)),
    ]
    return Answer(Head(200, pairs), body)
