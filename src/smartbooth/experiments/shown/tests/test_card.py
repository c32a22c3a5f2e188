"""The verdict on the results page: what stands where, for whom, and when it changes."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse

from smartbooth.accounts.tenancy import within
from smartbooth.core import clock
from smartbooth.experiments.models import Round
from smartbooth.experiments.rounds import send, watch
from smartbooth.experiments.shown.card import card
from smartbooth.experiments.shown.tests.seeds import STATES, state
from smartbooth.experiments.shown.tests.test_answer import EN, FR
from smartbooth.experiments.tests.rounds import SHAPE, asked
from smartbooth.experiments.tests.seeds import HOUR, NOW, publish, visits, week
from smartbooth.launches.models import Split, Variant
from smartbooth.launches.publish import split
from smartbooth.tallies.models import Cohort
from tests.world import launch as made

pytestmark = pytest.mark.django_db
MOST = 21  # queries for the page of a launch with a test


@pytest.fixture(autouse=True)
def _stopped_clock():
    with clock.at(NOW):
        yield


@pytest.fixture
def owner(client, world):
    client.force_login(world.owner)
    return client


def page(client, launch, name="results", query=""):
    return client.get(reverse(name, args=[launch.pk]) + query).content.decode()


def text(html: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html))


def answer(html: str) -> str:
    return html[html.index('id="answer"') : html.index('class="toolbar"')]


@pytest.mark.parametrize("name", STATES)
def test_each_state_above_everything_that_is_filtered(owner, world, name):
    state(world.launch, name)
    said = text(answer(page(owner, world.launch)))
    for sentence in EN[name]:
        assert sentence in said
    assert "Test 1 · A and B · Sign-ups · since 2 November" in said
    assert text(answer(page(owner, world.launch, query="?period=today&source=google"))) == said


@pytest.mark.parametrize("name", STATES)
def test_each_state_in_french(owner, world, name):
    state(world.launch, name)
    owner.cookies["language"] = "fr"
    said = text(answer(page(owner, world.launch)))
    for words in FR[name]:
        assert re.sub(r"\s", " ", words) in said
    assert "Test 1 · A et B · Inscriptions · depuis le 2 novembre" in said


def test_numbers_guards_and_segments_stand_behind_folds(owner, world):
    state(world.launch, "winner")
    said = answer(page(owner, world.launch))
    words = text(said)
    assert "a 5,760 288 5.0% – – under 1% 50.0% 50.0%" in words
    assert "b 5,760 432 7.5% +50% +15% to +93% 159,866 over 99% 50.0% 50.0%" in words
    assert "A version wins at 20." in words
    assert "Visitors who clicked not worse so far" in words
    assert "No verdict is given here." in words
    assert said.count("<details") == 4
    assert "<details open" not in said


def test_what_cannot_be_trusted_hides_what_would_be_believed(owner, world):
    state(world.launch, "untrusted")
    said = answer(page(owner, world.launch))
    assert "Visitors Planned Seen a 2,880 50.0% 60.0% b 1,920 50.0% 40.0%" in text(said)
    for hidden in ("answer-guards", "answer-segments", "Chance to be best", "Evidence", "Compared with"):
        assert hidden not in said
    assert "It can come from:" in said


def test_what_got_worse_is_said_before_one_opens_it(owner, world):
    test = state(world.launch, "winner")
    with within(world.workspace):
        Cohort.objects.filter(launch=world.launch.pk, variant="b").update(clickers=20)
        beside = card(test.launch)
    assert beside["worst"] == "Worse: Visitors who clicked."
    assert beside["guards"][0]["cells"][0]["state"] == "worse"


def test_a_second_goal_that_is_the_first_is_not_said_twice(world):
    test = state(world.launch, "winner")
    with within(world.workspace):
        assert [row["goal"] for row in card(test.launch)["guards"]] == ["Visitors who clicked"]


def test_ended_and_who_did_it(owner, world):
    test = state(world.launch, "winner")
    with within(world.workspace):
        Split.objects.create(
            workspace=world.workspace, launch=world.launch, hour=HOUR + 1, shares={"b": 9, "a": 1},
            cause=Split.WINNER, made_by=world.member,
        )  # fmt: skip
        Round.objects.filter(pk=test.pk).update(ended_hour=HOUR + 1, ended_why=Round.CHOSEN, shown="b")
    said = text(answer(page(owner, world.launch)))
    assert "B won" in said
    assert "From 14:00 CET on everybody gets B, except 10% who get A." in said
    assert "marcel decided that." in said


def fields(html: str) -> tuple[str, dict[str, str]]:
    """Where the card's form goes, and what it sends."""
    form = re.search(r'<form method="post" action="([^"]+)">(.*?)</form>', html, re.DOTALL)
    return form[1], dict(re.findall(r'name="(\w+)" value="([^"]*)"', form[2]))


def test_the_one_action_and_its_undo(owner, world):
    state(world.launch, "winner")
    before = answer(page(owner, world.launch))
    assert before.count('class="button primary"') == 1
    assert "Send all to B" in before
    address, sent = fields(before)
    assert owner.post(address, sent).url == reverse("results", args=[world.launch.pk])
    after = answer(page(owner, world.launch))
    assert "From 14:00 CET on everybody gets B." in text(after)
    assert "You decided that." in text(after)
    assert "primary" not in after
    address, back = fields(after)
    owner.post(address, back)
    again = text(answer(page(owner, world.launch)))
    assert "B wins" in again
    assert "Send all to B" in again


def test_a_stopped_test_whose_versions_stay_is_undone_here_too(owner, world):
    test = state(world.launch, "keep")
    with within(world.workspace):
        send.stop(test)
    said = answer(page(owner, world.launch))
    assert "New visitors still get A and B, in the shares of now." in text(said)
    assert "A and B show the same page" not in text(said)  # what is over needs no such word
    address, back = fields(said)
    owner.post(address, back)
    again = text(answer(page(owner, world.launch)))
    assert "Keep collecting" in again
    assert "A and B show the same page: there is nothing to tell apart." in again


@pytest.mark.parametrize(("name", "primary"), [("keep", 0), ("same", 1), ("untrusted", 0)])
def test_no_winner_no_button_to_send_all(owner, world, name, primary):
    state(world.launch, name)
    said = answer(page(owner, world.launch))
    assert said.count('class="button primary"') == primary
    assert "Send all" not in said


def test_the_newest_test_is_the_one_that_is_said(owner, world):
    test = state(world.launch, "winner")
    with within(world.workspace):
        Round.objects.filter(pk=test.pk).update(ended_hour=HOUR, ended_why=Round.RESTARTED)
        Round.objects.create(
            workspace=world.workspace, launch=world.launch, number=2, goal=Round.CLICK, begun_hour=HOUR,
            control="a", arms={x: {"from": HOUR, "until": None} for x in "ab"},
        )  # fmt: skip
    said = text(answer(page(owner, world.launch)))
    assert "Test 2 · A and B · Visitors who clicked" in said
    assert "No visitors in this test yet." in said


def three(world, counts, **weights: int):
    """A launch of three versions with visits and a test of those in `counts`; then the split is `weights`."""
    launch = made(world.workspace, "Three", "three", "abc")
    with within(world.workspace):
        publish(launch)
        visits(launch, "a", 30)
        visits(launch, "b", 30)
        asked(launch, counts)
        split.weigh(launch, dict.fromkeys("abc", 0) | weights, Split.OWNER)
    return launch


def heading(owner, launch) -> str:
    return re.search("Test 1 · ([^·]+) ·", text(answer(page(owner, launch))))[1]


def test_who_joins_at_an_hour_to_come_is_in_the_title_from_then_on(owner, world):
    launch = three(world, SHAPE["keep"], a=1, b=1, c=1)
    assert heading(owner, launch) == "A and B"
    with clock.at(NOW + timedelta(hours=1)):
        assert heading(owner, launch) == "A, B and C"


def test_who_leaves_at_an_hour_to_come_is_in_the_title_until_then(owner, world):
    launch = three(world, {**SHAPE["keep"], "c": SHAPE["keep"]["a"]}, a=1, b=1, c=1)
    with within(world.workspace):
        split.retire(Variant.objects.get(launch=launch, letter="c"), NOW)
    assert heading(owner, launch) == "A, B and C"
    with clock.at(NOW + timedelta(hours=1)):
        assert heading(owner, launch) == "A and B"


def test_a_test_of_two_that_is_to_end_still_names_both(owner, world):
    launch = three(world, SHAPE["keep"], a=1, b=0)
    for hours in (0, 1):  # then one version is left, and its title is the test's that was
        with clock.at(NOW + timedelta(hours=hours)):
            assert heading(owner, launch) == "A and B"


def test_one_version_is_told_how_a_test_begins(owner, world):
    with within(world.workspace):
        Variant.objects.filter(launch=world.launch, letter="b").delete()
        publish(world.launch)
        visits(world.launch, "a", 10)
    said = answer(page(owner, world.launch))
    assert "there is nothing to compare it with" in said
    assert reverse("launches:variants", args=[world.launch.pk]) in said


def test_nothing_before_the_first_visit(owner, world):
    assert 'id="answer"' not in page(owner, world.launch)
    with within(world.workspace):
        publish(world.launch)
    assert 'id="answer"' not in page(owner, world.launch)


def test_as_many_queries_whatever_the_traffic(owner, world, django_assert_max_num_queries):
    """Three for who asks, two for launch and publication, nine for the period, seven for the test: its row, its counts,
    its plan, and segments by four dimensions. (A goal that is one button, and an end, take up to three more.)"""
    state(world.launch, "keep")
    page(owner, world.launch)
    with within(world.workspace):
        for i in range(30):
            visits(world.launch, "ab"[i % 2], 5, i, f"site{i}.example.org", "DE", "t")
    with django_assert_max_num_queries(MOST):
        page(owner, world.launch)


def test_the_page_hears_of_a_verdict_that_no_visit_brought(owner, world, django_assert_max_num_queries):
    with within(world.workspace):
        publish(world.launch)
        test = asked(world.launch, SHAPE["winner"])
        visits(world.launch, "a", 10)
    version = re.search(r'data-version="([^"]+)"', page(owner, world.launch))[1]
    live = reverse("results-live", args=[world.launch.pk]) + f"?v={version}"
    with django_assert_max_num_queries(4):  # session, account, workspace, and one of ours
        assert owner.get(live).status_code == 204
    with within(world.workspace):
        watch.consider(test)
    fresh = owner.get(live)
    assert fresh.status_code == 200
    assert "B wins" in fresh.content.decode()


def test_a_stranger_sees_no_test(client, world):
    week(world.launch)
    client.force_login(world.stranger)
    assert client.get(reverse("results", args=[world.launch.pk])).status_code == 404


def test_where_nothing_else_was_reached_that_is_said(owner, world):
    test = state(world.launch, "winner")
    with within(world.workspace):
        Cohort.objects.filter(launch=test.launch_id).update(clickers=0, chosen=0)
    said = text(answer(page(owner, world.launch)))
    assert (
        "Did anything else get worse? Nothing else to compare yet: no other goal has numbers of its own." in said
    )
