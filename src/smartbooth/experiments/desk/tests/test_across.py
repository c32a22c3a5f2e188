"""What all tests of a workspace say together, and what they do not."""

import pytest

from smartbooth.accounts.tenancy import within
from smartbooth.experiments.desk import across
from smartbooth.experiments.desk.gains import Gain, draw
from smartbooth.experiments.desk.tests.small import live, running, text
from smartbooth.experiments.desk.tests.test_page import ended, found
from smartbooth.experiments.models import Round
from smartbooth.experiments.rounds.send import stop
from smartbooth.experiments.tests.rounds import asked
from smartbooth.experiments.tests.seeds import HOUR, NOW
from tests.world import launch as make

pytestmark = pytest.mark.django_db


def test_nothing_yet_teaches(owner, world):
    page = owner.get("/tests/")
    assert "What works here? Tests will tell." in text(page)
    assert page.content.decode().count("button primary") == 1
    assert "/tests/" in owner.get("/launches/").content.decode()  # the way there


def test_what_tends_to_work_is_counted_over_all_launches(owner, world):
    other = make(world.workspace, "Lamp", "lamp")
    ended(world.launch, 1, verdict="winner", best="b", found=found())
    ended(world.launch, 2, verdict="same", found=found(-0.05, 0.05))
    ended(other, 1, verdict="control", best="a", found=found(-0.6, -0.2))
    ended(other, 2, found=found(-0.9, None))
    running(world.launch)
    with within(world.workspace):
        assert across.tally() == across.Tally(tests=5, open=1, challenger=1, control=1, same=1)
    answer = owner.get("/tests/")
    page = text(answer)
    assert "5 tests, 3 of them decided." in page
    assert "3 decided tests say little about what works in general: they are stories, not rules." in page
    assert "Idea b (Aurora): 13% to 88% more" in answer.content.decode()
    for said in ("Aurora, test 1", "Lamp, test 1", "It ended before there was an answer.", "Too early to say."):
        assert said in page


def test_a_lucky_streak_is_not_promised(owner, world):
    for number in range(1, 11):
        ended(world.launch, number, verdict="winner", best="b", found=found())
    page = text(owner.get("/tests/"))
    assert "say little" not in page
    assert "Of 20 tests between equal pages about one would name a winner too." in page


def test_nobody_sees_another_workspaces(owner, world):
    ended(world.launch, 1, verdict="winner", best="b", found=found())
    owner.force_login(world.stranger)
    assert "Aurora" not in text(owner.get("/tests/"))
    owner.logout()
    assert owner.get("/tests/").status_code == 302


def test_a_long_list_goes_on(owner, world, monkeypatch):
    monkeypatch.setattr(across, "PAGE", 2)
    for number in range(1, 4):
        ended(world.launch, number, verdict="same", found=found())
    assert 'href="?from=2"' in owner.get("/tests/").content.decode()
    rest = text(owner.get("/tests/?from=2"))
    assert "Aurora, test 1" in rest and "Aurora, test 3" not in rest and "What tends to work" not in rest


@pytest.mark.parametrize(
    "ends", [(0.1, 0.5, 0.3), (0.001, float("inf"), 0.4), (2.0, 9.0, 5.0), (0.01, 0.011, 0.01)]
)
def test_every_gain_can_be_drawn(ends):
    wide, narrow = draw(
        [Gain("b", "An idea in many words, more than fit in a narrow picture " * 2, "Aurora", ends)] * 2
    )
    for drawn in (wide, narrow):
        assert drawn.startswith("<svg") and "nan" not in drawn and "inf" not in drawn.lower().replace("info", "")
    assert "…" in narrow


def test_a_member_reads_it_too(client, world):
    with live(world):
        client.force_login(world.member)
        assert client.get("/tests/").status_code == 200


def test_an_open_test_is_told_as_it_stands_now(owner, world):
    other, later = make(world.workspace, "Lamp", "lamp"), make(world.workspace, "Tide", "tide")
    running(world.launch, "untrusted")
    nobody = asked(other, {"a": [(0, 0)] * 3, "b": [(0, 0)] * 3})
    asked(later, {"a": [(9, 1)], "b": [(9, 1)]}, begun_hour=HOUR + 1)
    page = text(owner.get("/tests/"))
    assert "Its numbers cannot be trusted." in page and "Too early to say." not in page
    assert "No visitors in this test yet." in page
    assert "The test begins at 14:00 CET." in page and ", from 14:00 CET on" in page
    with within(world.workspace):
        stop(nobody)
        stop(Round.objects.get(launch=world.launch))
    page = text(owner.get("/tests/"))
    assert "Its numbers could not be trusted, so it has no answer. It ends at 14:00 CET." in page


def test_numbers_that_can_be_trusted_again_are(owner, world):
    running(world.launch, alarmed_at=NOW)
    assert "Too early to say." in text(owner.get("/tests/"))
