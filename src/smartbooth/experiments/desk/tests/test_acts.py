"""What an owner does with a test, and takes back; and what nobody else can."""

import re
from datetime import timedelta

import pytest

from smartbooth.accounts.tenancy import within
from smartbooth.core import clock
from smartbooth.experiments.desk.tests.small import AT, again, running, text, url
from smartbooth.experiments.models import Round
from smartbooth.experiments.rounds import watch
from smartbooth.experiments.tests.seeds import HOUR, NOW
from smartbooth.launches.models import Split, Variant
from smartbooth.launches.publish import split

pytestmark = pytest.mark.django_db
START = {"letters": ["a", "b"], "goal": "lead", "difference": "50", "margin": "10", "keep_back": "0"}
OPTIONS = {"by_itself": "on", "adaptive": "on", "keep_back": "5"}
POSTS = {
    "tests": START,
    "test-send": {"letter": "b", "keep_back": "0", "why": "stopped"},
    "test-options": OPTIONS,
    "test-learned": {"learned": "Prices first."},
}


def address(name, launch):
    return url(name, launch) if name == "tests" else url(name, launch, 1)


@pytest.mark.parametrize("name", POSTS)
def test_a_stranger_finds_nothing_and_a_member_may(owner, world, name):
    test = running(world.launch)
    for who, status in ((world.stranger, 404), (None, 302), (world.member, 302)):
        owner.logout()
        if who:
            owner.force_login(who)
        answer = owner.post(address(name, world.launch), POSTS[name])
        assert answer.status_code == status
        if who != world.member:
            assert "/login/" in answer["Location"] if who is None else True
            assert again(test) == test and again(test).open and not again(test).learned
    owner.force_login(world.owner)
    assert owner.get(url("test", world.launch, 99)).status_code == 404
    assert owner.post(url("test-learned", world.launch, 99), {"learned": "x"}).status_code == 404


def test_all_are_sent_to_one_from_the_next_hour_on_and_that_is_taken_back(owner, world):
    test = running(world.launch, "winner")
    page = owner.post(
        url("test-send", world.launch, 1), {"letter": "b", "keep_back": "10", "why": "chosen"}, follow=True
    )
    assert f"From {AT} on new visitors get B, but for 10% who still get A." in text(page)
    after = again(test)
    assert (after.ended_hour, after.ended_why, after.shown) == (HOUR + 1, Round.CHOSEN, "b")
    with within(world.workspace):
        waiting = split.pending(world.launch)
        assert waiting.shares == {"a": 10, "b": 90} and waiting.made_by == world.owner
    back = url("test-send", world.launch, 1, query="?back=1")
    assert page.content.decode().count(f'action="{back}"') == 2  # in the message, and with the test until the hour
    undone = owner.post(back, follow=True)
    assert "goes on as if nothing had happened" in text(undone) and "Test 1, decided" in text(undone)
    assert again(test).open
    with within(world.workspace):
        assert split.pending(world.launch) is None


def test_once_visitors_have_it_nothing_is_taken_back(owner, world):
    test = running(world.launch)
    owner.post(url("test-send", world.launch, 1), POSTS["test-send"])
    assert again(test).ended_why == Round.STOPPED
    with clock.at(NOW + timedelta(hours=1)):
        page = owner.post(url("test-send", world.launch, 1, query="?back=1"), follow=True)
        assert "Too late to take that back" in text(page)
        assert "No test is under way. Everybody gets B now." in text(page)
        again_ = owner.post(url("test-send", world.launch, 1), POSTS["test-send"], follow=True)
        assert "This test has ended already." in text(again_)


def test_from_the_results_one_comes_back_to_the_results(owner, world):
    running(world.launch, "winner", keep_back=20)
    sent = owner.post(url("test-send", world.launch, 1), {"letter": "b", "why": "chosen", "to": "results"})
    assert sent["Location"] == url("results", world.launch)
    with within(world.workspace):
        assert split.pending(world.launch).shares == {"a": 20, "b": 80}  # nothing was chosen there: the test's own


def test_a_decision_taken_back_is_not_made_again_by_the_worker(owner, world):
    test = running(world.launch, "winner", by_itself=True)
    assert test.ended_why == Round.WINNER
    owner.post(url("test-send", world.launch, 1, query="?back=1"))
    with within(world.workspace):
        watch.consider(again(test))
    assert again(test).open and not again(test).by_itself


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"letter": "c"}, "This version takes no part in the test."),
        ({"letter": ""}, "This field is required."),
        ({"keep_back": "99"}, "Select a valid choice. 99 is not one of the available choices."),
        ({"keep_back": "x"}, "Select a valid choice. x is not one of the available choices."),
        ({"why": "winner"}, "Select a valid choice. winner is not one of the available choices."),
    ],
)
def test_what_cannot_be_sent_is_said_and_ends_nothing(owner, world, typed, said):
    test = running(world.launch)
    page = owner.post(url("test-send", world.launch, 1), POSTS["test-send"] | typed)
    assert page.status_code == 422 and said in text(page)
    assert again(test).open


def test_what_happens_by_itself_is_chosen_while_it_runs(owner, world):
    test = running(world.launch)
    page = owner.post(url("test-options", world.launch, 1), OPTIONS, follow=True)
    assert "Saved." in text(page)
    after = again(test)
    assert (after.by_itself, after.adaptive, after.keep_back) == (True, True, 5)
    assert page.content.decode().count("checked") >= 2
    with within(world.workspace):
        watch.consider(after)
        assert split.pending(world.launch).cause == Split.ADAPTIVE
    page = owner.post(url("test-options", world.launch, 1), {"keep_back": "0"}, follow=True)
    with within(world.workspace):
        assert split.pending(world.launch) is None  # equal as it was: what had not begun never does
    refused = owner.post(url("test-options", world.launch, 1), {"keep_back": "7", "adaptive": "on"})
    assert refused.status_code == 422 and "7 is not one of" in text(refused)
    assert not again(test).adaptive


def test_a_split_that_followed_the_results_is_equal_again(owner, world):
    running(world.launch, adaptive=True)
    with within(world.workspace):
        adapted = split.pending(world.launch)
        assert adapted.cause == Split.ADAPTIVE
    with clock.at(NOW + timedelta(hours=1)):
        page = owner.post(url("test-options", world.launch, 1), {"keep_back": "0"}, follow=True)
        assert "From 15:00 CET on each version gets as many visitors again." in text(page)
        with within(world.workspace):
            shares = split.pending(world.launch).shares
    assert shares["a"] == shares["b"]


def test_what_was_learned_is_kept_and_shown_everywhere(owner, world):
    test = running(world.launch)
    owner.post(url("test-send", world.launch, 1), POSTS["test-send"])
    learned = "Prices first.\r\n<b>Always</b>."
    page = owner.post(
        url("test-learned", world.launch, 1), {"learned": learned, "to": "tests"}, follow=True
    ).content.decode()
    assert again(test).learned == "Prices first.\n<b>Always</b>."
    assert "Prices first.<br>&lt;b&gt;Always&lt;/b&gt;." in page
    assert "Prices first.<br>" in owner.get("/tests/").content.decode()
    long = "x" * 501
    refused = owner.post(url("test-learned", world.launch, 1), {"learned": long})
    assert refused.status_code == 422 and long in refused.content.decode() and "at most 500" in text(refused)
    assert again(test).learned.startswith("Prices")
    lines = "\r\n".join(["x" * 99] * 5)  # 499 characters, as one counts them
    assert owner.post(url("test-learned", world.launch, 1), {"learned": lines}).status_code == 302


def test_another_question_is_asked_and_taken_back(owner, world):
    old = running(world.launch)
    page = owner.post(
        url("tests", world.launch), START | {"goal": "click", "margin": "20", "by_itself": "on"}, follow=True
    )
    assert f"From {AT} on, A and B compete." in text(page)
    assert f"From {AT} on, A and B compete for clicks." in text(page)  # and in the first sentence
    with within(world.workspace):
        new = Round.objects.get(number=2)
    assert (new.goal, new.margin, new.by_itself, new.begun_hour) == ("click", 20, True, HOUR + 1)
    assert again(old).ended_why == Round.RESTARTED
    back = owner.post(url("test", world.launch, 2, query="?back=1"), follow=True)
    assert "The test goes on as if nothing had happened" in text(back)
    assert again(old).open and again(old).found is None
    with within(world.workspace):
        assert [one.number for one in Round.objects.all()] == [1]
    late = owner.post(url("test", world.launch, 1, query="?back=1"), follow=True)
    assert "Too late to take that back" in text(late) and again(old).open


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"letters": ["a"]}, "Choose two versions or more."),
        ({"letters": []}, "Choose two versions or more."),
        ({"letters": ["a", "z"]}, "z is retired, or not published."),
        ({"margin": "0"}, "greater than or equal to 1"),
        ({"margin": "ten"}, "Enter a whole number."),
        ({"goal": "button"}, "Choose the button in the settings first."),
        ({"goal": "confirmed"}, "This cannot be counted here."),
        ({"keep_back": "99"}, "99 is not one of the available choices"),
        ({"difference": "7"}, "7 is not one of the available choices"),
    ],
)
def test_a_test_that_cannot_be_is_not_begun_and_nothing_typed_is_lost(owner, world, typed, said):
    old = running(world.launch)
    page = owner.post(url("tests", world.launch), START | {"by_itself": "on"} | typed)
    assert page.status_code == 422 and said in text(page)
    html = page.content.decode()
    assert 'id="anew" open' in html and re.search(r'<input[^>]*id="start_by_itself"[^>]* checked', html)
    assert again(old).open
    with within(world.workspace):
        assert Round.objects.count() == 1


def test_a_version_retired_meanwhile_is_named(owner, world):
    running(world.launch)
    with within(world.workspace):
        Variant.objects.filter(launch=world.launch, letter="b").update(retired_at=NOW)
    page = owner.post(url("tests", world.launch), START)
    assert page.status_code == 422 and "b is retired, or not published." in text(page)


def test_a_test_is_stopped_and_all_versions_stay(owner, world):
    test = running(world.launch)
    page = owner.get(url("tests", world.launch))
    assert "Keep showing all" in text(page) and "In the shares of now: A 50%, B 50%." in text(page)
    page = owner.post(url("test-send", world.launch, 1), {"letter": "all", "why": "stopped"}, follow=True)
    said = f"The test ends at {AT}. New visitors still get A and B, in the shares of now."
    assert said in text(page) and again(test).stays
    assert page.content.decode().count(url("test-send", world.launch, 1, query="?back=1")) == 2
    with clock.at(NOW + timedelta(hours=1)):
        page = text(owner.get(url("tests", world.launch)))
        assert "No test is under way. New visitors still get A and B, in the shares they had." in page
        assert "Another test" not in text(owner.get(url("results", world.launch)))


def test_beside_a_choice_stands_who_looks_better(owner, world):
    running(world.launch)
    page = text(owner.get(url("tests", world.launch)))
    assert re.search(r"Send all to A B looks better so far: 4.2% against 3.3%\.", page)
    assert not re.search(r"Send all to B [AB] looks better", page)
    with within(world.workspace):
        Round.objects.update(verdict="winner", best="b")
    page = text(owner.get(url("tests", world.launch)))
    assert "Send all to A B has won." in page and "Keep showing all" not in page


def test_a_split_that_follows_says_what_it_begins_with(owner, world):
    running(world.launch)
    page = text(owner.post(url("test-options", world.launch, 1), OPTIONS, follow=True))
    found = re.search(rf"Saved\. From {AT} on new visitors get A ([\d.]+)%, B ([\d.]+)%", page)
    assert (
        found and float(found[2]) > float(found[1]) and "all to the winner, the split follows the results" in page
    )
