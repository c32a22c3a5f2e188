"""The pages about tests: what they say, in both languages, and how many queries they take."""

from datetime import timedelta

import pytest

from smartbooth.accounts.tenancy import within
from smartbooth.core import clock
from smartbooth.experiments.desk import past
from smartbooth.experiments.desk.tests.small import again, running, text, url
from smartbooth.experiments.models import Round
from smartbooth.experiments.rounds.send import send_all
from smartbooth.experiments.tests.seeds import HOUR, NOW
from smartbooth.launches.models import Launch, Publication, Split, Variant

pytestmark = pytest.mark.django_db


def ended(launch, number: int, **fields) -> Round:
    """A test of a past week."""
    begun = HOUR - 24 * (400 - number)
    facts = {"ended_why": Round.CHOSEN, "shown": "b", "reached_at": NOW, **fields}
    with within(launch.workspace):
        Split.objects.get_or_create(
            workspace=launch.workspace,
            launch=launch,
            hour=begun + 24,
            shares={"a": 10, "b": 90},
            cause=Split.WINNER,
        )
        return Round.objects.create(
            workspace=launch.workspace, launch=launch, number=number, goal=Round.LEAD, begun_hour=begun, control="a",
            arms={letter: {"from": begun, "until": None} for letter in "ab"}, ended_hour=begun + 24, **facts,
        )  # fmt: skip


def found(low=0.131, high=0.878, estimate=0.46, problem=""):
    pair = {"log_e": 5.1, "lift": [low, high], "estimate": estimate, "told": estimate}
    return {"hour": HOUR, "totals": {"a": [400, 20], "b": [410, 30]}, "pairs": {"b": pair}, "problem": problem}


def test_the_one_under_way_is_told_in_a_sentence(owner, world):
    running(world.launch)
    page = text(owner.get(url("tests", world.launch)))
    assert "A and B have competed for sign-ups since 2 November. 3,840 visitors so far." in page
    assert "Test 1, under way" in page and "Too early to say." in page
    assert "Send all to A" in page and "Send all to B" in page
    assert "to ask something else, begin another one below. Less than 10% is no difference." in page


@pytest.mark.parametrize(("shape", "best"), [("winner", "b"), ("control", "a"), ("same", ""), ("untrusted", "")])
def test_only_a_version_that_won_is_offered_first(owner, world, shape, best):
    running(world.launch, shape)
    page = owner.get(url("tests", world.launch)).content.decode()
    assert page.count("button primary") == (1 if best else 0)
    if best:
        assert f'<button class="button primary" name="letter" value="{best}">Send all to {best.upper()}' in page


def test_versions_that_left_or_join_stand_beside_the_others(owner, world):
    test = running(world.launch)
    with within(world.workspace):
        Split.objects.create(
            workspace=world.workspace, launch=world.launch, hour=HOUR + 1, shares={"a": 3, "b": 1}, cause="owner"
        )
        arms = test.arms | {"b": {**test.arms["b"], "until": HOUR}}
        Round.objects.filter(pk=test.pk).update(arms=arms)
    page = text(owner.get(url("tests", world.launch)))
    assert "From 14:00 CET on the shares change." in page
    assert "no new visitors" in page and "→ 75%" in page


def test_before_the_hour_comes_it_is_said_who_competes_now(owner, world):
    test = running(world.launch)
    with within(world.workspace):
        arms = test.arms | {"b": {**test.arms["b"], "until": HOUR + 1}, "c": {"from": HOUR + 1, "until": None}}
        Round.objects.filter(pk=test.pk).update(arms=arms)
    page = text(owner.get(url("tests", world.launch)))
    assert (
        "A and B have competed for sign-ups since 2 November. B leaves at 14:00 CET. C joins at 14:00 CET." in page
    )
    assert "no new visitors" not in page
    with clock.at(NOW + timedelta(hours=1)):
        page = text(owner.get(url("tests", world.launch)))
        assert "A and C have competed" in page and "joins at" not in page and "no new visitors" in page


def test_what_there_was_is_told_newest_first(owner, world):
    ended(world.launch, 1, verdict="control", best="a", shown="a", ended_why=Round.WINNER, found=found(-0.6, -0.2))
    ended(world.launch, 2, ended_why=Round.RESTARTED, shown="", found=found(problem="ratio"))
    ended(world.launch, 3, verdict="same", ended_why=Round.STOPPED, found=found(-0.05, 0.04))
    ended(world.launch, 4, verdict="winner", best="b", found=found(), learned="Prices first.")
    page = text(owner.get(url("tests", world.launch)))
    assert "No test is under way. Everybody gets B now, but for 10% who get A." in page
    outcomes = [
        "B won: 13% to 88% more sign-ups.", "No difference that matters: less than 10%.",
        "Its numbers could not be trusted, so it has no answer.", "A, the control, won.",
    ]  # fmt: skip
    assert [page.index(one) for one in outcomes] == sorted(page.index(one) for one in outcomes)
    for said in (
        "By hand, once it had an answer.",
        "Stopped by hand.",
        "A new test took its place.",
        "Prices first.",
    ):
        assert said in page
    assert "30 Sep" not in page.split("Test 4")[0]


def test_open_ends_and_wins_without_numbers_are_said_as_such(owner, world):
    ended(world.launch, 1, verdict="winner", best="b", found=found(high=None))
    ended(world.launch, 2, verdict="winner", best="b", found=None)
    page = text(owner.get(url("tests", world.launch)))
    assert "B won: at least 13% more sign-ups." in page and "B won. a" in page


def test_a_decision_waits_for_its_hour_in_sight(owner, world):
    test = running(world.launch)
    with within(world.workspace):
        send_all(test, "b", Round.STOPPED)
    page = text(owner.get(url("tests", world.launch)))
    assert "It goes on until 14:00 CET." in page and "Undo" in page
    assert "From 14:00 CET on every new visitor gets B." in page and "No test is under way" not in page


def test_older_tests_are_a_step_away(owner, world, monkeypatch):
    monkeypatch.setattr(past, "PAGE", 3)
    for number in range(1, 6):
        ended(world.launch, number, verdict="same", found=found())
    page = owner.get(url("tests", world.launch)).content.decode()
    assert 'href="?before=3#history-title"' in page and 'id="test-3"' in page and 'id="test-2"' not in page
    older = owner.get(url("tests", world.launch, query="?before=3")).content.decode()
    assert 'id="test-2"' in older and 'id="test-1"' in older and 'href="?before=' not in older
    assert owner.get(url("tests", world.launch, query="?before=x")).status_code == 200


def test_one_test_on_its_own_page(owner, world):
    test = running(world.launch, "winner")
    page = text(owner.get(url("test", world.launch, 1)))
    assert "B wins" in page and "See the results" in page and "more sign-ups." in page
    with within(world.workspace):
        send_all(test, "b", Round.CHOSEN)
    with clock.at(NOW + timedelta(hours=1)):
        answer = owner.get(url("test", world.launch, 1))
    page = text(answer)
    assert url("test-report", world.launch, 1) in answer.content.decode()
    assert "B won" in page and "5,760" in page and "What did you learn?" in page and "See the results" not in page
    assert "<svg" in answer.content.decode()


@pytest.mark.parametrize(
    ("change", "said", "action"),
    [
        ("one", "Nothing to compare yet", "Make a second version"),
        ("down", "No test is under way: the page is not live.", "Go to publishing"),
        ("retired", "Nothing to compare yet", "See the versions"),
        ("none", "No test is under way. A and B could be one.", "Begin the test"),
    ],
)
def test_an_empty_page_teaches(owner, world, change, said, action):
    with within(world.workspace):
        if change == "one":
            Variant.objects.filter(launch=world.launch, letter="b").delete()
        if change == "down":
            Publication.objects.update(ended_at=NOW)
        if change == "retired":
            Variant.objects.filter(launch=world.launch, letter="b").update(retired_at=NOW)
    answer = owner.get(url("tests", world.launch))
    assert said in text(answer) and action in text(answer)
    assert answer.content.decode().count("button primary") == 1


def test_only_what_is_counted_can_be_asked(owner, world):
    def choices():
        page = owner.get(url("tests", world.launch)).content.decode()
        return page[page.index('name="goal"') : page.index("</select>", page.index('name="goal"'))]

    assert "Confirmed" not in choices() and "click “" not in choices()
    with within(world.workspace):
        Launch.objects.filter(pk=world.launch.pk).update(double_opt_in=True, goal="click", goal_button="hero")
    assert '<option value="button" selected>Visitors who click “Tell me first”' in choices()
    assert "Confirmed sign-ups" in choices()
    start = {"letters": ["a", "b"], "goal": "button", "difference": "20", "margin": "5", "keep_back": "0"}
    page = owner.post(url("tests", world.launch), start, follow=True)
    assert "compete for clicks on “Tell me first”." in text(page)
    with within(world.workspace):
        assert Round.objects.get().button == "hero"


def test_in_french(owner, world):
    running(world.launch, "winner")
    owner.cookies["language"] = "fr"
    page = text(owner.get(url("tests", world.launch)))
    assert "A et B s’affrontent sur les inscriptions depuis le 2\N{NO-BREAK SPACE}novembre." in page
    assert "Montrer B à tout le monde" in page
    for english in ("Versions of", "The test", "When a version", "Counted", "Until a difference", "How long"):
        assert english not in page
    sent = owner.post(
        url("test-send", world.launch, 1), {"letter": "b", "keep_back": "5", "why": "chosen"}, follow=True
    )
    assert "À partir de 14:00 CET" in text(sent) and "5\u202f%" in text(sent)


def test_more_tests_no_more_queries(owner, world, django_assert_max_num_queries):
    running(world.launch)
    for number in range(2, 5):
        ended(world.launch, number, verdict="winner", best="b", found=found())
    pages = {url("tests", world.launch): 17, url("test", world.launch, 1): 17, "/tests/": 10}
    for address, most in pages.items():
        with django_assert_max_num_queries(most):
            owner.get(address)
    for number in range(5, 15):
        ended(world.launch, number, verdict="winner", best="b", found=found())
    for address, most in pages.items():
        with django_assert_max_num_queries(most):
            owner.get(address)


def test_nothing_inline_that_the_policy_forbids(owner, world):
    test = running(world.launch, "winner")
    ended(world.launch, 2, verdict="winner", best="b", found=found(), learned='"><script>x</script>')
    for address in (url("tests", world.launch), url("test", world.launch, 2), "/tests/"):
        page = owner.get(address).content.decode()
        body = page[page.index("<main") :]
        assert "style=" not in body and " onclick" not in body and "<script>x" not in body
    assert again(test).open


def test_a_test_that_has_not_begun_is_not_called_under_way(owner, world):
    test = running(world.launch)
    with within(world.workspace):
        Round.objects.filter(pk=test.pk).update(begun_hour=HOUR + 1)
    page = text(owner.get(url("tests", world.launch)))
    assert "Test 1, about to begin Not begun yet" in page and "Keep collecting" not in page


def test_a_page_against_itself_is_said_and_not_forbidden(owner, world):
    """`publish` of the seeds gives both versions the same page."""
    running(world.launch)
    twins = "A and B show the same page: there is nothing to tell apart."
    page = owner.get(url("tests", world.launch))
    assert text(page).count(twins) == 2  # of the test, and of another one that is begun with them
    assert "As a check of the counting that is fine" in text(page) and "Begin the test" in text(page)
    assert text(owner.get(url("results", world.launch))).count(twins) == 0  # nobody came: there is no card
    with within(world.workspace):
        publication = Publication.objects.get(launch=world.launch)
        publication.documents["b"]["blocks"][0]["data"]["headline"] = "Aurora, tonight"
        publication.save()
    assert twins not in text(owner.get(url("tests", world.launch)))


def test_what_can_be_a_goal_and_when_is_said_where_it_is_chosen(owner, world):
    page = text(owner.get(url("tests", world.launch)))
    assert "One button alone can count too: choose it in the settings while the page is down." in page
    with within(world.workspace):
        Publication.objects.update(ended_at=NOW)
    page = owner.get(url("tests", world.launch)).content.decode()
    assert url("launches:settings", world.launch) + "#id_goal_button" in page


def test_who_keeps_seeing_the_control_is_chosen_once(owner, world):
    running(world.launch)
    assert text(owner.get(url("tests", world.launch))).count("Keep showing A to") == 1
    with within(world.workspace):
        Round.objects.update(verdict="winner", best="b")
    assert text(owner.get(url("tests", world.launch))).count("Keep showing A to") == 1


def test_numbers_that_cannot_be_trusted_have_no_rates_and_their_causes_a_lead_in(owner, world):
    running(world.launch, "untrusted")
    for name, args in (("tests", ()), ("test", (1,))):
        page = owner.get(url(name, world.launch, *args))
        table = page.content.decode().partition('<table class="table desk-arms">')[2].partition("</table>")[0]
        assert (
            "2,880" in table
            and "Rate" not in table
            and "Sign" not in table
            and "%" not in table.replace("50%", "")
        )
    assert "It can come from: A link or a redirect of yours" in text(page)
    assert "Less than 10% is no difference." in text(page)
