"""The age question: neutral, and nothing is kept of whoever is too young (promise C1)."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given as having
from hypothesis import strategies as some

from smartbooth.accounts.tenancy import everywhere
from smartbooth.core import age, clock
from smartbooth.leads.models import Lead
from smartbooth.leads.tests.scene import leads, lines, post, publish
from smartbooth.mail.models import Outbox
from smartbooth.people.models import Consent, Key, Person, Wording

pytestmark = pytest.mark.django_db


@pytest.fixture
def aurora(world):
    publish(world.launch, age="yes")
    return world.launch


def year(years: int) -> str:
    return str(clock.now().year - years)


def test_old_enough(aurora):
    assert post(aurora, year=year(14)).status_code == 303
    (lead,) = leads(aurora)
    assert lead.confirmed_at


def kept() -> list[int]:
    """Rows that a form might leave."""
    return [model.objects.count() for model in (Person, Key, Consent, Wording, Outbox)]


@pytest.mark.parametrize("years", [0, 8, 12, 13])
def test_too_young(aurora, settings, years, caplog):
    """Thirteen by the year may still be twelve: nobody is taken for older than they surely are."""
    before = kept()
    answer = post(aurora, year=year(years), name="Sam")
    assert answer.status_code == 200
    page = answer.content.decode()
    assert "We cannot take your address" in page
    assert "13" not in page.split("<body>")[1]
    with everywhere():
        assert not Lead.objects.exists()
    assert kept() == before
    assert not lines()
    journal = "".join(path.read_text() for path in Path(settings.JOURNAL).glob("*.log"))
    assert [line.split("\t")[10] for line in journal.splitlines()] == ["age"]
    assert not caplog.text


def test_going_back_is_no_second_try(aurora):
    cookie = post(aurora, year=year(9)).cookies["form"]
    assert (cookie.value, cookie["max-age"], cookie["path"]) == ("closed", 86400, "/")
    again = post(aurora, year=year(40), headers={"HTTP_COOKIE": "form=closed"})
    assert "We cannot take your address" in again.content.decode()
    assert not leads(aurora)


def test_whatever_else_is_wrong_is_not_told(aurora):
    assert "We cannot take" in post(aurora, year=year(9), email="nonsense").content.decode()


@pytest.mark.parametrize("typed", ["", "67", "1066", "soon", "20 10", "２０１０", "9999", "-999"])
def test_no_year(aurora, typed):
    answer = post(aurora, year=typed)
    assert answer.status_code == 422
    assert "four digits" in answer.content.decode()


def test_the_year_is_not_kept(aurora):
    """What is stored is what would be stored without the question."""
    post(aurora, year="1971")
    (lead,) = leads(aurora)
    assert not [name for name, value in vars(lead).items() if "1971" in str(value)]


def test_where_it_is_not_asked_it_is_not_read(world):
    publish(world.launch)
    assert post(world.launch, year=year(5), headers={"HTTP_COOKIE": "form=closed"}).status_code == 303
    assert leads(world.launch)


@having(some.integers(1900, 2100), some.integers(1, 30))
def test_of_age_means_all_born_that_year(born, minimum):
    with clock.at(datetime(2026, 1, 1, tzinfo=UTC)):
        youngest = 2026 - 1 - born  # born on the last day of that year
        assert age.of_age(born, minimum) == (youngest >= minimum)
