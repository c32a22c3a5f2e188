"""A published launch made by hand, an edge over it, and a way to ask it."""

import asyncio
import gzip
from dataclasses import dataclass, field

import brotli
import pytest
import zstandard

from smartbooth.edge import salt
from smartbooth.edge.app import Edge, understand
from smartbooth.edge.table import Body, Launch, Table
from smartbooth.journal import segments
from smartbooth.journal.lines import read

AGENT = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0.0.0"
HOST = "aurora.localhost"


def body(text: str) -> Body:
    raw = f"<!doctype html><title>{text}</title>{'<p>words</p>' * 50}".encode()
    return Body(raw, brotli.compress(raw), gzip.compress(raw, mtime=0), zstandard.compress(raw))


def manifest(**changes):
    def variant(letter, **fields):
        pages = {
            path: {
                "digest": f"{letter}/{path}",
                "headers": [["content-security-policy", f"default-src '{letter}'"]],
            }
            for path in ("", "thanks", "uncounted")
        }
        base = {"letter": letter, "retired": False, "buttons": {}, "pages": pages}
        return base | fields

    base = {
        "launch": "launch1", "workspace": "space1", "number": 1, "host": HOST, "root": "/", "language": "en",
        "goal": "lead", "card": "", "pictures": {},
        "variants": [
            variant("a", buttons={"buy": "https://shop.example/a"}),
            variant("b", buttons={"buy": "https://shop.example/b", "more": "https://shop.example/mörë"}),
            variant("c", retired=True),
        ],
    }  # fmt: skip
    return base | changes


def bodies(made):
    return {page["digest"]: body(page["digest"]) for v in made["variants"] for page in v["pages"].values()}


HALVES = [(0, {"a": 1, "b": 1})]  # from ever on


def launch(splits=HALVES, **changes) -> Launch:
    made = manifest(**changes)
    return Launch(made, bodies(made), splits)


@dataclass
class Reply:
    status: int
    headers: dict[str, str]
    body: bytes
    cookies: list[str] = field(default_factory=list)

    @property
    def cookie(self) -> str:
        """The launch's cookie as a browser sends it back."""
        (line,) = self.cookies
        return line.partition(";")[0]


def django(environ, start_response):
    """Stands for Django: says what it was given."""
    data = environ["wsgi.input"].read()
    start_response(
        "200 OK", [("content-type", "text/plain"), ("x-launch", environ.get("smartbooth.launch", "none"))]
    )
    return [f"{environ['SCRIPT_NAME']}|{environ['PATH_INFO']}|{environ['REMOTE_ADDR']}|{len(data)}".encode()]


class Asker:
    """Asks an edge through ASGI, and reads what it wrote to the journal."""

    def __init__(self, edge: Edge, folder) -> None:
        self.edge = edge
        self.folder = folder

    def __call__(
        self, path="/", method="GET", host=HOST, cookie=None, agent=AGENT, peer="192.0.2.7", data=b"", **more
    ):
        headers = [(b"host", host.encode() if isinstance(host, str) else host)]
        for name, value in {"cookie": cookie, "user-agent": agent, **more}.items():
            if value is not None:
                raw = value.encode("latin-1") if isinstance(value, str) else value
                headers.append((name.replace("_", "-").encode(), raw))
        where, _, query = path.encode("latin-1").partition(b"?")
        scope = {
            "type": "http", "method": method, "raw_path": where, "path": where.decode("latin-1"),
            "query_string": query, "headers": headers, "client": (peer, 1234),
        }  # fmt: skip
        return asyncio.run(_asked(self.edge, scope, data))

    def instant(self, **fields):
        return self.edge.answer(understand(**fields))

    @property
    def events(self):
        return [
            read(line)
            for name, _ in segments.listed(self.folder)
            for line in (self.folder / name).read_bytes().splitlines()
        ]

    @property
    def kinds(self):
        return [(event.kind, event.mark) for event in self.events]


async def _asked(edge, scope, data):
    sent = []
    pieces = [{"type": "http.request", "body": data, "more_body": False}]

    async def receive():
        if pieces:
            return pieces.pop(0)
        await asyncio.sleep(60)
        return {"type": "http.disconnect"}

    async def send(message):
        sent.append(message)

    await edge(scope, receive, send)
    start = sent[0]
    headers = {name.decode(): value.decode("latin-1") for name, value in start["headers"]}
    cookies = [value.decode() for name, value in start["headers"] if name == b"set-cookie"]
    return Reply(start["status"], headers, b"".join(m.get("body", b"") for m in sent[1:]), cookies)


@pytest.fixture
def edge(tmp_path, settings, monkeypatch):
    settings.JOURNAL = tmp_path / "journal"
    settings.SALT = tmp_path / "salt"
    monkeypatch.setattr(salt, "_today", (-1, b""))
    made = Edge(django)
    made.router.swap(Table([launch(), launch(launch="launch2", host="pages.localhost", root="/borealis/")]))
    return made


@pytest.fixture
def ask(edge, settings):
    return Asker(edge, settings.JOURNAL)
