"""Before one more goes out: how many people have had this year, and for whom it would be one too many."""

from datetime import timedelta

from smartbooth.announcements import budget, sending
from smartbooth.announcements.messages import Suspension
from smartbooth.announcements.models import Announcement
from smartbooth.core import clock
from smartbooth.mail import send
from smartbooth.mail.budgets import YEAR
from smartbooth.mail.models import Outbox


def out(announce, days=0, **fields):
    """Announced and arrived, so many days ago."""
    with clock.at(clock.now() - timedelta(days=days)):
        one = announce(**fields)
        sending.schedule(one, clock.now(), True)
        while sending.due():
            pass
        send.due()
    return one


def test_nobody_has_had_any(world, announce):
    found = budget.of(announce())
    assert (found.limit, found.most, found.over, found.room_at, found.others) == (12, 0, 0, None, [])
    assert found.persons == 3


def test_letters_of_another_kind_are_counted_apart(world, announce):
    out(announce, kind="outage", starts=1, until=2)
    assert budget.of(announce()).most == 0
    assert budget.of(announce("incident", starts=0)).most == 1


def test_a_year_is_the_last_one(world, announce):
    out(announce, days=370)
    out(announce, days=300)
    assert budget.of(announce()).most == 1


def test_for_whom_it_would_be_one_too_many(world, announce, monkeypatch):
    monkeypatch.setattr(Suspension, "budget", 2)
    first = out(announce, days=300, kind="suspension", workspace=world.workspace)
    out(announce, days=100, kind="suspension", workspace=world.workspace)
    found = budget.of(announce("suspension", workspace=world.workspace))
    assert (found.limit, found.most, found.over, found.persons) == (2, 2, 1, 1)
    went = Outbox.objects.get(about=first.pk).sent_at
    assert found.room_at == went + YEAR
    other = budget.of(announce("suspension", workspace=world.elsewhere))
    assert (other.over, other.persons) == (0, 1)


def test_it_is_then_held_back(world, announce, monkeypatch):
    monkeypatch.setattr(Suspension, "budget", 1)
    out(announce, kind="suspension", workspace=world.workspace)
    second = out(announce, kind="suspension", workspace=world.workspace)
    assert Outbox.objects.get(about=second.pk).state == Outbox.HELD


def test_letters_on_their_way_count(world, announce):
    one = announce()
    sending.schedule(one, clock.now(), True)
    sending.due()
    assert budget.of(announce()).most == 1


def test_what_could_be_told_together_is_named(world, announce):
    waiting, _other = announce(), announce("outage", starts=1, until=2)
    announce("suspension", workspace=world.workspace)
    found = budget.of(announce())
    assert found.others == [waiting]
    Announcement.objects.filter(pk=waiting.pk).update(goes_at=clock.now() + timedelta(days=1))
    assert budget.of(announce()).others != []
