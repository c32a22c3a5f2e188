"""The operators' page: looked at, approved, watched, stopped."""

import re
from datetime import timedelta

import pytest

from smartbooth.core import clock
from smartbooth.newsletters.digest import picking, states
from smartbooth.newsletters.digest.models import Round
from smartbooth.newsletters.digest.tests.scene import approve, left, listed

pytestmark = pytest.mark.django_db
DESK = "/operator/digest/"


@pytest.fixture
def operator(client, world):
    world.owner.is_staff = True
    world.owner.save()
    client.force_login(world.owner)
    return client


def text(answer):
    return " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split())


def version(page):
    return re.search(r'name="version" value="(\w+)"', page.content.decode())[1]


def test_it_is_the_operators_alone(client, world):
    client.force_login(world.owner)
    listed(world.workspace, "Lamp")
    one = approve(world.owner)
    for path in (DESK, f"{DESK}preview/en/", f"{DESK}{one.pk}/", f"{DESK}{one.pk}/preview/en/"):
        assert client.get(path).status_code == 404
    for path in (DESK, f"{DESK}{one.pk}/pause", f"{DESK}{one.pk}/end", f"{DESK}{one.pk}/withdrawal"):
        assert client.post(path).status_code == 404
    assert Round.objects.get().state == Round.SCHEDULED


def test_with_nothing_to_say_it_says_how_it_comes_about(operator):
    page = operator.get(DESK)
    assert "No launch is waiting to be named." in text(page) and "Approve and send" not in text(page)


def test_looked_at_and_approved(operator, world):
    listed(world.workspace, "Lamp")
    listed(world.elsewhere, "Pain du soir", "fr", says="Du pain chaud à dix-neuf heures")
    left("ada", agreed=True)
    left("paul")
    page = operator.get(DESK)
    assert "2 launches can be named" in text(page) and "1 person would get it." in text(page)
    for language, name in (("en", "Lamp"), ("fr", "Pain du soir")):
        letter = operator.get(f"{DESK}preview/{language}/")
        assert name in letter.content.decode() and "sandbox" in letter["Content-Security-Policy"]
    assert not Round.objects.exists()
    answer = operator.post(DESK, {"version": version(page), "when": "now"})
    one = Round.objects.get()
    assert answer["Location"] == f"{DESK}{one.pk}/"
    assert (one.approved_by, one.state) == (world.owner, Round.SCHEDULED)
    assert timedelta() < one.send_at - clock.now() <= timedelta(minutes=1)
    said = text(operator.get(answer["Location"]))
    assert "Approved. It goes out on" in said and "Undo" in said
    assert operator.post(f"{DESK}{one.pk}/withdrawal")["Location"] == DESK
    assert not Round.objects.exists()


def test_nobody_to_read_it(operator, world):
    """Its launches would be named to no one, and to no one later."""
    listed(world.workspace, "Lamp")
    left("paul", "FR")
    page = text(operator.get(DESK))
    assert "Nobody would get it yet" in page and "Approve and send" not in page


def test_at_a_moment_of_its_own(operator, world):
    left("ada", agreed=True)
    listed(world.workspace, "Lamp")
    page = operator.get(DESK)
    for moment in ("", "2020-01-01T10:00", "soon"):
        answer = operator.post(DESK, {"version": version(page), "when": "later", "moment": moment})
        assert answer.status_code == 422 and "errorlist" in answer.content.decode()
    answer = operator.post(DESK, {"version": version(page), "when": "later", "moment": "2099-05-03T18:20"})
    assert answer.status_code == 302 and Round.objects.get().send_at.year == 2099


def test_what_was_not_looked_at_is_not_approved(operator, world):
    left("ada", agreed=True)
    listed(world.workspace, "Lamp")
    page = operator.get(DESK)
    listed(world.elsewhere, "Clock")
    answer = operator.post(DESK, {"version": version(page), "when": "now"})
    assert answer.status_code == 409 and "became another letter" in text(answer) and "Clock" in text(answer)
    assert not Round.objects.exists()


def test_no_more_than_a_year_has(operator, world, settings):
    settings.DIGESTS_PER_YEAR = 1
    listed(world.workspace, "Lamp")
    approve(world.owner)
    listed(world.workspace, "Clock")
    page = operator.get(DESK)
    assert "as many letters" in text(page) and "Approve and send" not in text(page)
    answer = operator.post(DESK, {"version": picking.version(picking.picks()), "when": "now"})
    assert answer.status_code == 409 and Round.objects.count() == 1


def test_left_out_and_let_in(operator, world):
    lamp = listed(world.workspace, "Lamp")
    operator.post(f"{DESK}left-out/{lamp.pk}")
    page = operator.get(DESK)
    assert "No launch is waiting" in text(page) and "1 launch was left out" in text(page)
    operator.post(f"{DESK}left-out/{lamp.pk}", {"_method": "DELETE"})
    assert "1 launch can be named" in text(operator.get(DESK))


def test_its_course(operator, world):
    listed(world.workspace, "Lamp")
    one = approve(world.owner)
    page = f"{DESK}{one.pk}/"
    assert "It goes out on" in text(operator.get(page))
    states.begin(clock.now())
    assert "0 readers have it so far." in text(operator.get(page))
    operator.post(f"{page}pause")
    assert "Paused: 0 have it" in text(operator.get(page))
    operator.post(f"{page}pause", {"_method": "DELETE"})
    assert operator.post(f"{page}withdrawal")["Location"] == page  # too late: it says so
    assert "not so any more" in text(operator.get(page))
    operator.post(f"{page}end")
    assert "Stopped for good: 0 have it" in text(operator.get(page))
    assert "stopped for good" in text(operator.get(DESK))


def test_a_launch_that_is_gone_is_marked(operator, world):
    from smartbooth.newsletters.digest.tests.scene import take_down

    lamp = listed(world.workspace, "Lamp")
    one = approve(world.owner)
    take_down(lamp)
    assert "left out now" in text(operator.get(f"{DESK}{one.pk}/"))
    assert operator.get(f"{DESK}{one.pk}/preview/en/").status_code == 404


@pytest.mark.parametrize("method", ["get", "head"])
def test_looking_approves_nothing(operator, world, method):
    listed(world.workspace, "Lamp")
    assert getattr(operator, method)(DESK).status_code == 200
    assert not Round.objects.exists()


def test_no_language_of_ours(operator):
    assert operator.get(f"{DESK}preview/de/").status_code == 404
    assert operator.get(f"{DESK}nothing/").status_code == 404
