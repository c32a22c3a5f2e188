"""Old rows go; the chain goes on."""

from datetime import UTC, datetime, timedelta

import pytest

from smartbooth.core import clock
from smartbooth.disclosures import ledger, retention, seals
from smartbooth.disclosures.models import Entry, Head
from smartbooth.disclosures.tests.rows import fill

pytestmark = pytest.mark.django_db
START = datetime(2024, 2, 29, 9, tzinfo=UTC)
FIVE_YEARS_ON = datetime(2029, 3, 1, 9, tzinfo=UTC)


def test_rows_are_let_go_after_their_years_and_the_rest_is_whole(monkeypatch):
    monkeypatch.setattr(retention, "BATCH", 2)
    for day in range(5):
        with clock.at(START + timedelta(days=day)):
            fill(1, start=day)
            seals.daily()
    now = FIVE_YEARS_ON + timedelta(days=1, hours=1)
    assert retention.overdue(now) == 3
    assert [retention.sweep(now) for _ in range(3)] == [2, 1, 0]
    assert retention.overdue(now) == 0
    assert list(Entry.objects.values_list("seq", flat=True)) == [4, 5]
    verdict = ledger.verify()
    assert (verdict.whole, verdict.rows, verdict.seq) == (True, 2, 5)
    fill(1, start=9)
    assert ledger.verify().whole


def test_everything_may_go(monkeypatch):
    with clock.at(START):
        fill(3)
    assert retention.sweep(FIVE_YEARS_ON) == 3
    assert ledger.verify().whole
    fill(1)
    assert (ledger.verify().whole, ledger.head().seq) == (True, 4)


def test_a_younger_row_holds_back_those_after_it():
    """Clocks go wrong; the beginning of the chain goes in one piece."""
    for moment in (START, FIVE_YEARS_ON, START):
        with clock.at(moment):
            fill(1)
    assert retention.sweep(FIVE_YEARS_ON) == 1
    assert retention.sweep(FIVE_YEARS_ON) == 0
    assert Entry.objects.count() == 2


def test_a_leap_day_has_a_cutoff():
    assert retention.cutoff(START).day == 28


def test_a_ledger_that_was_tampered_with_lets_nothing_go():
    with clock.at(START):
        fill(2)
    Head.objects.update(seq=1)
    with pytest.raises(ledger.Broken):
        retention.sweep(FIVE_YEARS_ON)
    assert Entry.objects.count() == 2
