"""On a launch's settings: may be named, or not; in one line, without links."""

import pytest

from smartbooth.accounts.tenancy import everywhere, within
from smartbooth.core import clock
from smartbooth.newsletters.digest import picking, states
from smartbooth.newsletters.digest.models import Listed
from smartbooth.newsletters.digest.tests.scene import approve, go_live

pytestmark = pytest.mark.django_db


@pytest.fixture
def olive(client, world):
    client.force_login(world.owner)
    return client


def path(launch, rest="listing"):
    return f"/launches/{launch.pk}/settings/{rest}"


def lines():
    with everywhere():
        return list(Listed.objects.values_list("launch_id", "says"))


def test_it_is_off_until_the_owner_ticks_it(olive, world):
    page = olive.get(path(world.launch, "")).content.decode()
    assert (
        "May be named in our letter about other launches" in page
        and "checked" not in page.split("listed")[1][:200]
    )
    assert lines() == []
    answer = olive.post(path(world.launch), {"listed": "on", "says": "  A lamp for\tthe morning "})
    assert answer.status_code == 302
    assert lines() == [(world.launch.pk, "A lamp for the morning")]
    go_live(world.launch)
    assert [one.launch for one in picking.picks()] == [world.launch.pk]
    olive.post(path(world.launch), {"says": "A lamp for the morning"})
    assert lines() == []


@pytest.mark.parametrize(
    "says", ["", "   ", "Write to sam@example.org", "See www.lamp.example", "lamp.example.org", "x" * 121]
)
def test_a_line_is_needed_and_holds_no_link(olive, world, says):
    answer = olive.post(path(world.launch), {"listed": "on", "says": says})
    assert answer.status_code == 422 and "errorlist" in answer.content.decode()
    assert says.strip()[:30] in answer.content.decode()  # nothing typed is lost
    assert lines() == []


def test_who_was_left_out_reads_so_and_is_looked_at_anew_in_other_words(olive, world):
    olive.post(path(world.launch), {"listed": "on", "says": "Buy now"})
    states.leave_out(world.launch.pk)
    assert "We left it out of the letter" in olive.get(path(world.launch, "")).content.decode()
    go_live(world.launch)
    olive.post(path(world.launch), {"listed": "on", "says": "Buy now"})
    assert picking.picks() == []
    olive.post(path(world.launch), {"listed": "on", "says": "A lamp for the morning"})
    assert [one.says for one in picking.picks()] == ["A lamp for the morning"]


def test_it_says_when_it_was_named(olive, world):
    olive.post(path(world.launch), {"listed": "on", "says": "A lamp for the morning"})
    go_live(world.launch)
    approve(world.owner)
    assert "It was named" not in olive.get(path(world.launch, "")).content.decode()
    states.begin(clock.now())
    assert "It was named in the letter of" in olive.get(path(world.launch, "")).content.decode()


def test_nobody_lists_anothers(olive, world):
    assert olive.post(path(world.theirs), {"listed": "on", "says": "A lamp"}).status_code == 404
    with within(world.elsewhere):
        assert not Listed.objects.exists()
