"""The edge's promises: each check is green on live pages, and red when what keeps the promise is broken."""

import pytest

from smartbooth.accounts.tenancy import within
from smartbooth.edge import choice, cookie
from smartbooth.edge.promises import objection, pixel, refusable, sticky
from smartbooth.edge.route import Router
from smartbooth.edge.visits import NOT_AHEAD, Visits
from smartbooth.journal import segments
from smartbooth.launches.publish import publish
from smartbooth.launches.tests.pages import put

pytestmark = pytest.mark.django_db


@pytest.fixture
def live(world, settings, tmp_path):
    """Aurora with remarketing, and a stranger's launch without, both live."""
    settings.MEDIA_ROOT, settings.JOURNAL, settings.SALT = tmp_path / "m", tmp_path / "j", tmp_path / "s"
    world.launch.google_tag = "AW-123456789"
    world.launch.save()
    put(world.launch)
    put(world.theirs)
    with within(world.workspace):
        publish(world.launch, world.owner)
    with within(world.elsewhere):
        publish(world.theirs, world.stranger)
    return world.launch


@pytest.mark.parametrize("check", [sticky, objection, pixel, refusable])
def test_nothing_is_live(db, check):
    result = check()
    assert result.kept and result.looked == 0


def test_nothing_is_counted_by_looking(live, settings):
    for check in (sticky, objection, pixel, refusable):
        assert check().kept
    assert not segments.listed(settings.JOURNAL)


@pytest.mark.sabotage("G1", "sticky")
def test_a_cookie_that_tells_people_apart_is_found(live, monkeypatch):
    assert sticky().kept
    numbers, arrive = iter(range(10_000)), Visits.arrive

    def numbered(*given):
        return arrive(*given)._replace(campaign=f"n{next(numbers)}")

    monkeypatch.setattr(Visits, "arrive", numbered)
    assert not sticky().kept


@pytest.mark.sabotage("G1", "sticky")
def test_a_version_drawn_anew_is_found(live, monkeypatch):
    assert sticky().kept
    monkeypatch.setattr(cookie, "read", lambda *_: (None, False))
    assert not sticky().kept


@pytest.mark.sabotage("G4", "objection")
def test_a_refusal_that_is_not_heeded_is_found(live, monkeypatch):
    assert objection().kept
    monkeypatch.setattr(cookie, "OBJECTS", "x")
    assert not objection().kept


@pytest.mark.sabotage("G4", "objection")
def test_a_page_that_wants_a_cookie_is_found(live, monkeypatch):
    assert objection().kept
    other = Visits.other_page

    def wanting(self, launch, request, path):
        return other(self, launch, request, path) if b"cookie" in request.headers else NOT_AHEAD

    monkeypatch.setattr(Visits, "other_page", wanting)
    assert not objection().kept


@pytest.mark.sabotage("G5", "pixel")
def test_a_pixel_that_reads_the_agent_is_found(live, monkeypatch):
    assert pixel().kept
    answer = Router.answer

    def reading(self, request):
        given = answer(self, request)
        if request.path.endswith(b"seen.gif") and b"user-agent" in request.headers:
            return given._replace(cookie=b"agent=" + request.headers[b"user-agent"])
        return given

    monkeypatch.setattr(Router, "answer", reading)
    assert not pixel().kept


@pytest.mark.sabotage("G5", "pixel")
def test_a_pixel_of_ones_own_is_found(live, monkeypatch):
    assert pixel().kept
    monkeypatch.setattr("smartbooth.edge.promises._pages", lambda launch: [b'<img src="/seen.gif?who=7">'])
    assert not pixel().kept


@pytest.mark.sabotage("H2", "refusable")
def test_a_signal_that_is_not_heeded_is_found(live, monkeypatch):
    result = refusable()
    assert result.kept and result.looked == 1
    monkeypatch.setattr(choice, "signalled", lambda headers: False)
    assert not refusable().kept


@pytest.mark.sabotage("H2", "refusable")
def test_a_refusal_that_leaves_googles_cookies_is_found(live, monkeypatch):
    assert refusable().kept
    monkeypatch.setattr(choice, "taken_back", lambda answer, request: answer)
    assert not refusable().kept


@pytest.mark.sabotage("H2", "refusable")
def test_a_question_without_googles_preferences_is_found(live, monkeypatch):
    assert refusable().kept
    monkeypatch.setattr("smartbooth.launches.remarketing.OPT_OUT", "https://elsewhere.example/")
    assert not refusable().kept
