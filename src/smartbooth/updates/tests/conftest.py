"""A live launch, a way to write updates for it, and what its readers get."""

from dataclasses import dataclass

import pytest
from django.test import Client

from smartbooth.accounts.tenancy import within
from smartbooth.core import feeds
from smartbooth.edge.http import Request
from smartbooth.edge.load import Loader
from smartbooth.edge.names import Names
from smartbooth.edge.pictures import Pictures
from smartbooth.edge.rehearsal import AGENT, Witness
from smartbooth.edge.route import Router
from smartbooth.edge.visits import Visits
from smartbooth.launches.models import Launch, Publication
from smartbooth.launches.publish import publish as go_live
from smartbooth.launches.tests.pages import put
from smartbooth.updates import publish
from smartbooth.updates.models import Update


@dataclass
class Place:
    """The launch "Aurora" with its updates, and an edge that serves it from memory."""

    world: object

    def __post_init__(self):
        self.witness = Witness()
        self.router = Router(Visits(Names(), self.witness), Pictures())
        self.loader = Loader(Names())

    @property
    def launch(self) -> Launch:
        return Launch.objects.select_related("workspace").get(pk=self.world.launch.pk)

    @property
    def at(self) -> str:
        return f"/launches/{self.world.launch.pk}/updates/"

    def go_live(self):
        return go_live(self.launch, self.world.owner)

    def write(self, title="We moved the date", text="<p>By a week.</p>", out=True, **fields):
        made = Update(
            workspace=self.world.workspace, launch=self.launch, title=title, text=text, made_by=self.world.owner,
            **fields,
        )  # fmt: skip
        publish.publish(made) if out else publish.save(made)
        return made

    def ask(self, path="", method=b"GET", **headers):
        """What a visitor gets, of an edge that has seen the last edition."""
        self.router.swap(self.loader.look())
        sent = {b"user-agent": AGENT, **{name.replace("_", "-").encode(): v for name, v in headers.items()}}
        live = Publication.objects.filter(ended_at=None).get(launch=self.world.launch)
        where = (live.root + path).encode()
        return self.router.answer(Request(method, live.host.encode(), where, b"", sent, "192.0.2.1"))

    def read(self, path="") -> str:
        answer = self.ask(path)
        assert answer.head.status == 200, (path, answer.head.status)
        return answer.body.decode()

    def headers(self, path, **sent):
        return {name.decode(): value.decode() for name, value in self.ask(path, **sent).head.pairs}


@pytest.fixture(autouse=True)
def _files(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def place(world):
    put(world.launch)
    with within(world.workspace):
        yield Place(world)


@pytest.fixture
def aurora(place):
    place.go_live()
    return place


@pytest.fixture
def people(world):
    """Clients of the owner, the member and the stranger."""
    clients = {}
    for name in ("owner", "member", "stranger"):
        clients[name] = Client()
        clients[name].force_login(getattr(world, name))
    return clients


@pytest.fixture
def owner(people):
    return people["owner"]


KINDS = (feeds.ATOM, feeds.RSS)
