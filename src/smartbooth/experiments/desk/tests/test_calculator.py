"""How long a test takes: from the launch's own days, from what one types, and kindly refused where it is hopeless."""

import math
import re
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import settings as hypothesis
from hypothesis import strategies as some

from smartbooth.accounts.tenancy import within
from smartbooth.experiments.desk import effort
from smartbooth.experiments.desk.effort import Effort, efforts, smallest, spoken
from smartbooth.experiments.desk.offer import offer
from smartbooth.experiments.desk.tests.small import running, text, url
from smartbooth.experiments.desk.traffic import FEWEST, Recent, Traffic, recent
from smartbooth.experiments.models import Round
from smartbooth.experiments.tests.rounds import asked
from smartbooth.experiments.tests.seeds import HOUR, NOW
from smartbooth.launches.models import Publication, Variant
from smartbooth.tallies.cohorts import CohortCount
from smartbooth.tallies.models import Cohort

pytestmark = pytest.mark.django_db
START = {"letters": ["a", "b"], "goal": "lead", "difference": "20", "margin": "10", "keep_back": "0"}


def slow(launch, letters="ab"):
    """Three days of 6 visitors an hour, of whom a tenth sign up."""
    return asked(launch, {letter: [(3, 1 if hour % 3 == 0 else 0) for hour in range(72)] for letter in letters})


@hypothesis(max_examples=25)
@given(rate=some.floats(0.001, 0.5), visitors=some.floats(1, 1e6), versions=some.integers(2, 6))
def test_smaller_differences_fewer_visitors_and_more_versions_take_longer(rate, visitors, versions):
    found = efforts(Traffic(visitors, rate), versions)
    days = [one.days for one in found]
    assert all(a >= b or math.isinf(a) for a, b in pairwise(days) if not math.isinf(b))
    assert all(0 <= one.width <= 100 for one in found)
    assert all(a.days >= b.days for a, b in zip(efforts(Traffic(visitors, rate), 6), found, strict=True))
    plan = smallest(found)
    assert plan is None or (plan.difference >= 20 and not plan.hopeless)


@pytest.mark.parametrize(
    ("days", "words"),
    [
        (0.2, "1 day"), (8.1, "9 days"), (30, "5 weeks"), (200, "7 months"), (365, "12 months"), (366, "1 year"),
        (500, "2 years"), (1e5, "a lifetime"), (math.inf, "not at all"),
    ],
)  # fmt: skip
def test_times_as_people_say_them(days, words):
    assert spoken(days) == words


def test_a_difference_beyond_everybody_is_never_found():
    assert efforts(Traffic(100, 0.8), 2)[-1].days == math.inf


def test_the_first_sentence_speaks_of_what_can_be_waited_for():
    traffic = Traffic(140, 0.03)
    said = effort.sentence(traffic, efforts(traffic, 2), "leave an address")
    assert (
        said == "At your traffic (140 visitors a day, 3.0% leave an address): 11 months for a difference of 20%."
    )
    traffic = Traffic(10, 0.03)
    said = effort.sentence(traffic, efforts(traffic, 2), "leave an address")
    assert said.endswith("even a difference of 50% takes 3 years.")
    assert effort.supposed([Effort(20, 400), Effort(50, 70)]) == "So: 10 weeks for a difference of 50%."


def test_the_launchs_own_days_tell_the_traffic(owner, world):
    slow(world.launch)
    with within(world.workspace):
        Cohort.objects.create(
            workspace=world.workspace.pk, launch=world.launch.pk, variant="a", hour=HOUR, visitors=900
        )
        Cohort.objects.create(
            workspace=world.workspace.pk, launch=world.launch.pk, variant="a", hour=HOUR - 24 * 15, visitors=9000
        )
        found = recent(world.launch.pk)
    traffic = found.of(Round.LEAD)
    assert traffic.visitors == pytest.approx(144) and traffic.rate == pytest.approx(48 / 432)
    page = text(owner.get(url("tests", world.launch)))
    assert "At your traffic (144 visitors a day, 11.1% leave an address):" in page


def test_too_little_tells_no_traffic():
    one = CohortCount(visitors=100, asked=FEWEST)
    assert Recent({(1, "a"): one}, 2.0).of(Round.LEAD) == Traffic(50, FEWEST / 100)
    assert Recent({(1, "a"): one}, 0.5).of(Round.LEAD) is None
    assert Recent({(1, "a"): CohortCount(visitors=100, asked=FEWEST - 1)}, 2.0).of(Round.LEAD) is None
    assert Recent({(1, "a"): CohortCount(visitors=20, asked=20)}, 2.0).of(Round.LEAD) is None
    assert Recent({}, 0.0).of(Round.LEAD) is None and Recent({}, 0.0).visitors is None


def test_what_one_types_is_reckoned_with(owner, world):
    unknown = text(owner.get(url("tests", world.launch)))
    assert "Nothing was counted here yet: say what you expect." in unknown
    page = owner.get(url("tests", world.launch, query="?visitors=2000&rate=3&versions=2"))
    assert "So: 4 weeks for a difference of 20%." in text(page)
    html = page.content.decode()
    assert 'value="2000"' in html and 'value="3"' in html
    hopeless = text(owner.get(url("tests", world.launch, query="?visitors=5&rate=1&versions=4")))
    assert "What would help: A bolder change" in hopeless
    for query in (
        "?visitors=-3&rate=3&versions=2",
        "?visitors=x&rate=300&versions=99",
        "?rate=3",
        "?visitors=nan&rate=inf",
    ):
        answer = owner.get(url("tests", world.launch, query=query))
        assert answer.status_code == 200 and "errorlist" in answer.content.decode()


def test_what_is_chosen_is_reckoned_with_before_it_is_sent(owner, world):
    slow(world.launch)

    def waits(query=""):
        page = owner.get(url("tests", world.launch, query=query)).content.decode()
        return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page.split('id="waits"')[1].split("</ul>")[0]))

    assert waits("?letters=a&letters=b&goal=click") != waits()
    assert waits("?letters=a&letters=b&letters=c") != waits()
    for odd in ("?letters=%00&goal=x&difference=x", "?letters=z", "?difference=-1", "?goal=button"):
        assert owner.get(url("tests", world.launch, query=odd)).status_code == 200


def test_a_hopeless_test_is_refused_with_what_can_be_waited_for(owner, world):
    asked(world.launch, {"a": [(3, 1 if hour % 6 == 0 else 0) for hour in range(144)], "b": [(3, 0)] * 144})
    page = owner.post(url("tests", world.launch), START | {"difference": "10"})
    assert page.status_code == 422
    assert "At your traffic a difference of 10% takes" in text(page) and "try something bolder" in text(page)
    with within(world.workspace):
        assert Round.objects.count() == 1
    taken = owner.post(url("tests", world.launch), START | {"difference": "50"})
    assert taken.status_code == 302


def test_where_nothing_can_be_found_no_test_is_begun_and_publishing_is_not_barred(owner, world):
    asked(world.launch, {"a": [(1, 1 if hour % 60 == 0 else 0) for hour in range(320)], "b": [(1, 0)] * 320})
    page = owner.get(url("tests", world.launch))
    assert "you would wait for more than a year" in text(page) and "Begin the test" not in text(page)
    refused = owner.post(url("tests", world.launch), START | {"difference": "50"})
    assert refused.status_code == 422 and "and none here less than a year" in text(refused)
    with within(world.workspace):
        Round.objects.all().delete()
        Publication.objects.all().update(ended_at=NOW)
    assert "You can publish them all the same" in text(owner.get(url("launches:publication", world.launch)))


def test_before_a_second_version_goes_out_one_is_told(owner, world):
    running(world.launch)
    with within(world.workspace):
        assert offer(world.launch) is None  # they compete already
        Variant.objects.create(workspace=world.workspace, launch=world.launch, letter="c", idea="Third")
        assert offer(world.launch).more.calculator.own
        Publication.objects.all().update(ended_at=NOW)
    for page in ("launches:publication", "launches:variants"):
        said = text(owner.get(url(page, world.launch)))
        assert (
            "How long a test of them takes At your traffic (1,920 visitors a day, 3.8% leave an address):" in said
        )
    with within(world.workspace):
        Round.objects.all().delete()
        Variant.objects.exclude(letter="a").filter(launch=world.launch).delete()
    assert "How long a test" not in text(owner.get(url("launches:variants", world.launch)))


@pytest.mark.parametrize("hours", [0, 20])
def test_visitors_of_less_than_a_day_are_not_called_nothing(owner, world, hours):
    with within(world.workspace):
        place = {"workspace": world.workspace.pk, "launch": world.launch.pk, "variant": "a"}
        Cohort.objects.create(hour=HOUR - hours, visitors=9, **place)
    page = text(owner.get(url("tests", world.launch)))
    assert "Less than a day was counted yet" in page and "Nothing was counted" not in page


def test_the_calculator_asks_for_the_goal_by_its_name(owner, world):
    page = text(owner.get(url("tests", world.launch)))
    assert "Of 100 visitors, so many leave an address" in page
    owner.cookies["language"] = "fr"
    page = text(owner.get(url("tests", world.launch)))
    assert "Sur 100 visiteurs, combien laissent" in page
    assert "Inscriptions" in page and "Inscrits" not in page.partition("Ce qui compte")[2][:200]
