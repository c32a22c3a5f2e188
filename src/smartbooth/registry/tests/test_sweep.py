"""Deleting on time: daily, in batches, whatever another rule does, and what is late is told."""

from datetime import UTC, datetime, timedelta

import pytest

from smartbooth.cli.doctor import keeping
from smartbooth.core import clock
from smartbooth.core.duties import duties
from smartbooth.registry import retention, sweep
from smartbooth.registry.models import Sweep
from smartbooth.registry.retention import Rule

NOW = datetime(2026, 5, 20, 12, tzinfo=UTC)

pytestmark = pytest.mark.django_db


class Shelf:
    """Things that are too old, and a rule that takes two of them at a time."""

    def __init__(self, things, key="shelf"):
        self.things, self.broken = things, False
        retention.keep(Rule(key, "a day", self.sweep, self.overdue))

    def sweep(self, now):
        if self.broken:
            raise RuntimeError("ada@example.org")
        batch = min(2, self.things)
        self.things -= batch
        return batch

    def overdue(self, now):
        return self.things


@pytest.fixture
def shelf(declared):
    retention._rules.clear()
    return Shelf(5)


def run(moment=NOW):
    with clock.at(moment):
        return sweep.next_batch()


def test_the_worker_does_it():
    [duty] = [one for one in duties() if one.name == "retention"]
    assert duty.work is sweep.next_batch and duty.eager and duty.seconds <= 60


def test_a_batch_at_a_time_then_not_before_tomorrow(shelf):
    assert [run() for _ in range(5)] == [2, 2, 1, 0, 0]
    noted = Sweep.objects.get()
    assert (noted.rule, noted.deleted, noted.ended_at, noted.problem) == ("shelf", 5, NOW, "")
    shelf.things = 1
    assert run(NOW + timedelta(hours=23)) == 0
    assert run(NOW + timedelta(hours=25)) == 1
    assert Sweep.objects.get().deleted == 1, "a run counts its own"


def test_a_run_that_was_cut_off_goes_on(shelf):
    run()
    assert Sweep.objects.get().ended_at is None
    assert [run(NOW + timedelta(minutes=5)) for _ in range(3)] == [2, 1, 0]
    assert Sweep.objects.get().deleted == 5


def test_a_broken_rule_stops_no_other_and_is_tried_again(shelf, caplog):
    shelf.broken, other = True, Shelf(2, "other")
    assert run() == 2 and other.things == 0
    noted = Sweep.objects.get(rule="shelf")
    assert noted.problem == "RuntimeError"
    assert run(NOW + timedelta(minutes=30)) == 0
    shelf.broken = False
    assert run(NOW + timedelta(minutes=61)) == 2
    assert Sweep.objects.get(rule="shelf").problem == ""


def test_a_clock_that_goes_back_holds_nothing_up(shelf):
    while run():
        pass
    shelf.things = 1
    assert run(NOW - timedelta(days=400)) == 1


def test_what_is_late_is_told_by_rule(shelf):
    [late] = sweep.overdue()
    assert (late.rule.key, late.rows, late.last) == ("shelf", 5, None)
    finding = keeping.retention()
    assert finding.state == "bad" and finding.says == "shelf: 5 overdue"
    shelf.things = 0
    assert sweep.overdue() == []
    assert keeping.retention().state == "good"


def test_what_fails_is_told_even_while_nothing_is_late(shelf):
    shelf.broken = True
    run()
    shelf.things = 0
    finding = keeping.retention()
    assert finding.state == "warn" and "shelf failed (RuntimeError)" in finding.says


def test_what_ends_by_an_act_is_not_swept(declared):
    retention._rules.clear()
    retention.keep(Rule("account", "as long as the account"))
    assert run() == 0 and not Sweep.objects.exists() and sweep.overdue() == []


def test_every_rule_of_this_program_runs(world):
    """Each sweeps and counts an installation that has nothing old."""
    for rule in sweep.swept():
        assert rule.sweep(clock.now()) == 0, rule.key
        assert rule.overdue(clock.now()) == 0, rule.key
