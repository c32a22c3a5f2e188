"""As they come: the first at once, then gathered, and never so many that one is held back."""

import itertools
from datetime import timedelta

import pytest

from smartbooth.core import clock
from smartbooth.leads.bulletins.rhythm import COME
from smartbooth.leads.bulletins.tests.arriving import fresh, hand, letters, look, rows
from smartbooth.leads.bulletins.tests.test_tell import chosen
from smartbooth.mail import send
from smartbooth.mail.models import Outbox
from tests.world import paris

NOON = paris(2026, 5, 3, 12)
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)


@pytest.fixture
def eager(world):
    chosen(world.owner, COME, NOON - DAY)
    return world


def minutes(world, count, each=1, step=1, looks=1):
    """`each` leads every `step` minutes for `count` minutes; the worker looks every `looks` minutes and sends."""
    for minute in range(0, count, looks):
        moment = NOON + minute * MINUTE
        if minute % step == 0 and each:
            hand(world.launch, moment, each)
        with clock.at(moment + timedelta(seconds=1)):
            look(moment + timedelta(seconds=1))
            send.due()


def gaps():
    moments = [row.created_at for row in rows()]
    return [round((b - a) / MINUTE) for a, b in itertools.pairwise(moments)]


def test_the_first_at_once_and_then_what_came_since(eager):
    minutes(eager, 40)
    assert fresh(eager.owner) == [1, 15, 15]
    first = letters()[0]
    assert rows()[0].created_at - NOON < timedelta(seconds=2)
    assert "1 person left their address" in first.text and "since 3\u00a0May, 12:00" in first.text


def test_after_a_rest_the_next_is_told_at_once_again(eager):
    minutes(eager, 1)
    hand(eager.launch, NOON + 3 * HOUR)
    look(NOON + 3 * HOUR + MINUTE)
    assert fresh(eager.owner) == [1, 1]


def test_the_minutes_are_a_setting(eager, settings):
    settings.NEW_LEADS_MINUTES = 30
    minutes(eager, 62)
    assert gaps() == [30, 30]


def test_five_hundred_leads_in_an_hour_are_five_letters_and_none_is_held_back(eager):
    for minute in range(60):
        moment = NOON + minute * MINUTE
        hand(eager.launch, moment, 8 if minute % 3 else 9)
        with clock.at(moment + timedelta(seconds=1)):
            look(moment + timedelta(seconds=1))
            send.due()
    with clock.at(NOON + 61 * MINUTE):
        look(NOON + 61 * MINUTE)
        send.due()
    assert sum(fresh(eager.owner)) == 500 and len(rows()) == 5
    assert {row.state for row in rows()} == {Outbox.SENT}


@pytest.mark.parametrize("per_day", [4, 8, 20])
def test_whatever_comes_for_three_days_no_letter_is_over_the_day_and_nobody_is_lost(eager, settings, per_day):
    settings.MAILS_PER_DAY = per_day
    minutes(eager, 3 * 24 * 60, step=10, looks=5)
    moments = [row.created_at for row in rows()]
    for moment in moments:
        assert sum(moment - DAY < other <= moment for other in moments) <= per_day // 2
    assert {row.state for row in rows()} == {Outbox.SENT}
    look(moments[-1] + 2 * DAY)
    assert sum(fresh(eager.owner)) == len(range(0, 3 * 24 * 60, 10))


def test_two_workspaces_of_one_person_share_the_day(eager, settings):
    from smartbooth.accounts.models import Membership
    from smartbooth.leads.bulletins import choose

    second = Membership.objects.create(user=eager.owner, workspace=eager.elsewhere)
    with clock.at(NOON - DAY):
        choose.choose(second, COME)
    for minute in range(0, 24 * 60, 5):
        moment = NOON + minute * MINUTE
        for launch in (eager.launch, eager.theirs):
            hand(launch, moment)
        with clock.at(moment + timedelta(seconds=1)):
            look(moment + timedelta(seconds=1))
            send.due()
    mine = rows(eager.owner)
    assert {row.state for row in mine} == {Outbox.SENT} and len(mine) <= settings.MAILS_PER_DAY // 2 + 1
