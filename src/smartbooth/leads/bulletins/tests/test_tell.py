"""Who is told of new leads, when, and of how many: each period once, and nothing where nothing came."""

import itertools
from datetime import timedelta

import pytest
from msgspec import json

from smartbooth.accounts.models import Membership
from smartbooth.accounts.tenancy import everywhere
from smartbooth.leads.bulletins import choose, tell
from smartbooth.leads.bulletins.rhythm import COME, DAILY, NEVER, WEEKLY
from smartbooth.leads.bulletins.tests.arriving import fresh, hand, letters, look, rows
from smartbooth.leads.models import Bulletin, Lead
from smartbooth.mail import choices, membership
from smartbooth.people import suppression
from tests.world import launch, paris

SUNDAY = (2026, 5, 3)
DAY, HOUR, MINUTE = timedelta(days=1), timedelta(hours=1), timedelta(minutes=1)


def chosen(user, rhythm, at):
    from smartbooth.core import clock

    with clock.at(at):
        choose.choose(Membership.objects.get(user=user), rhythm)


def test_an_owner_reads_in_the_morning_what_came_and_a_colleague_nothing(world):
    hand(world.launch, paris(2026, 5, 2, 15), 12)
    hand(world.launch, paris(2026, 5, 3, 7, 30), 2)
    assert look(paris(2026, 5, 3, 7, 59)) == 0
    assert look(paris(2026, 5, 3, 8)) == 1 and look(paris(2026, 5, 3, 8)) == 0
    (row,) = rows()
    (letter,) = letters(world.owner)
    assert row.person_id == world.owner.person_id
    assert letter.subject == "New sign-ups on Aurora: 14"
    assert "14 people left their address" in letter.text and "Aurora (14 new, 14 in all)" in letter.text
    assert f"/launches/{world.launch.pk}/leads/" in letter.text and "/account/#new-leads" in letter.text


def test_the_letter_holds_counts_and_names_and_nothing_of_anybody(world):
    hand(world.launch, paris(*SUNDAY, 7), 3)
    look(paris(*SUNDAY, 8))
    (row,) = rows()
    kept = json.decode(row.params)
    with everywhere():
        leads, persons = zip(*Lead.objects.values_list("pk", "person_id"), strict=True)
    told = row.params + letters()[0].text + letters()[0].html
    assert not any(one in told for one in (*leads, *persons)) and "@" not in row.params
    assert json.decode(kept["lines"]) == [{"launch": world.launch.pk, "name": "Aurora", "fresh": "3", "all": "3"}]


def test_nothing_comes_nothing_is_written(world):
    hand(world.launch, paris(*SUNDAY, 7))
    look(paris(*SUNDAY, 8))
    for days in range(1, 9):
        assert look(paris(*SUNDAY, 8) + days * DAY) == 0
    assert len(rows()) == 1


def test_a_week_ends_on_monday(world):
    chosen(world.owner, WEEKLY, paris(2026, 4, 28, 12))
    for days in range(7):
        hand(world.launch, paris(2026, 4, 28, 13) + days * DAY, 10)
        look(paris(2026, 4, 28, 14) + days * DAY)
    assert fresh(world.owner) == [60]  # Tuesday to Sunday; Monday's, at 13:00, are next week's
    look(paris(2026, 5, 11, 8))
    assert fresh(world.owner) == [60, 10]


def test_after_three_days_without_a_worker_there_is_one_letter(world):
    for days in range(3):
        hand(world.launch, paris(2026, 5, 1, 12) + days * DAY, 5)
    assert look(paris(2026, 5, 4, 15)) == 1 and look(paris(2026, 5, 4, 15)) == 0
    assert fresh(world.owner) == [15]
    assert "from 1\u00a0May, 11:59 to 4\u00a0May, 08:00" in letters()[0].text
    hand(world.launch, paris(2026, 5, 4, 16), 2)
    look(paris(2026, 5, 5, 8))
    assert fresh(world.owner) == [15, 2]


@pytest.mark.parametrize(("start", "short"), [((2026, 3, 27), 23), ((2026, 10, 23), 25)])
def test_when_clocks_change_no_hour_is_told_twice_or_not_at_all(world, start, short):
    """One lead at each half hour of five days; the worker looks every ten minutes."""
    begin, end = paris(*start, 8), paris(*start, 8) + 5 * DAY + 2 * HOUR
    hand(world.launch, begin)
    look(begin + MINUTE)
    moment = begin
    while moment < end:
        moment += 10 * MINUTE
        if moment.minute == 30:
            hand(world.launch, moment)
        look(moment)
    counts = fresh(world.owner)
    assert counts[0] == 25 and sorted(counts[1:]) == sorted([short, 24, 24, 24])
    moments = [json.decode(row.params) for row in rows(world.owner)]
    assert all(one["until"] == next_["since"] for one, next_ in itertools.pairwise(moments))


def test_who_stopped_them_gets_none_and_later_only_what_came_since(world):
    person = world.owner.person
    hand(world.launch, paris(*SUNDAY, 7), 3)
    choices.stop(person, suppression.NEW_LEADS, choices.BY_LINK)
    assert look(paris(*SUNDAY, 8)) == 1 and rows() == []
    choices.resume(person, suppression.NEW_LEADS, "en", "Start again")
    hand(world.launch, paris(*SUNDAY, 9), 2)
    look(paris(*SUNDAY, 8) + DAY)
    assert fresh(world.owner) == [2]


@pytest.mark.parametrize("gone", ["inactive", "no person"])
def test_an_account_that_nobody_reads_is_told_nothing(world, gone):
    if gone == "inactive":
        world.owner.is_active = False
    else:
        world.owner.person = None
    world.owner.save()
    hand(world.launch, paris(*SUNDAY, 7))
    look(paris(*SUNDAY, 8))
    assert rows() == [] and Bulletin.objects.get(membership__user=world.owner).due_at is None


def test_each_workspace_reads_of_its_own(world):
    hand(world.launch, paris(*SUNDAY, 7), 3)
    hand(world.theirs, paris(*SUNDAY, 7), 5)
    look(paris(*SUNDAY, 8))
    assert (fresh(world.owner), fresh(world.stranger), fresh(world.member)) == ([3], [5], [])
    assert "Borealis" not in letters(world.owner)[0].text


def test_what_was_taken_back_since_is_not_counted(world):
    gone, *_others = hand(world.launch, paris(*SUNDAY, 7), 3)
    with everywhere():
        Lead.objects.filter(pk=gone.pk).delete()
    look(paris(*SUNDAY, 8))
    assert fresh(world.owner) == [2]


def test_many_launches_are_ten_lines_and_a_count_of_the_rest(world):
    for number in range(13):
        hand(launch(world.workspace, f"Launch {number}", f"launch-{number}"), paris(*SUNDAY, 7), number + 1)
    look(paris(*SUNDAY, 8))
    (letter,) = letters()
    assert letter.subject == "New sign-ups on Aurora SAS: 91"
    assert letter.text.count(" in all)") == 10 and "and 3 pages more" in letter.text
    assert "Launch 12 (13 new, 13 in all)" in letter.text and "Launch 0 " not in letter.text


def test_ten_more_launches_no_more_queries(world, django_assert_num_queries):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    hand(world.launch, paris(*SUNDAY, 9) - 2 * DAY, 1)
    look(paris(*SUNDAY, 8) - DAY)
    hand(world.launch, paris(*SUNDAY, 9) - DAY, 1)
    with CaptureQueriesContext(connection) as few:
        look(paris(*SUNDAY, 8))
    for number in range(10):
        hand(launch(world.workspace, f"Launch {number}", f"launch-{number}"), paris(*SUNDAY, 9), 2)
    with django_assert_num_queries(len(few)):
        look(paris(*SUNDAY, 8) + DAY)
    assert fresh(world.owner) == [1, 1, 20]


def test_a_day_is_compared_with_the_seven_before_once_there_are_so_many(world):
    for days, count in enumerate([4, 3, 0, 9, 5, 5, 5, 11, 6]):
        if count:
            hand(world.launch, paris(2026, 4, 20, 12) + days * DAY, count)
        look(paris(2026, 4, 21, 8) + days * DAY)
    texts = [letter.text for letter in letters()]
    assert len(texts) == 8
    assert "between 0 and 11 a day" in texts[-1]
    assert not any("seven days before" in text for text in texts[:-1])


def test_days_that_were_all_alike(world):
    for days in range(9):
        hand(world.launch, paris(2026, 4, 20, 12) + days * DAY, 4)
        look(paris(2026, 4, 21, 8) + days * DAY)
    assert "On each of the seven days before it was 4." in letters()[-1].text


def test_of_two_workers_one_tells(world):
    hand(world.launch, paris(*SUNDAY, 7), 3)
    (stale,) = Bulletin.objects.filter(due_at__isnull=False).select_related(
        "membership__workspace", "membership__user"
    )
    look(paris(*SUNDAY, 8))
    tell._tell(stale, paris(*SUNDAY, 8))
    assert fresh(world.owner) == [3]


def test_one_that_fails_moves_nothing_and_stops_no_other(world, monkeypatch, caplog):
    hand(world.launch, paris(*SUNDAY, 7), 3)
    hand(world.theirs, paris(*SUNDAY, 7), 5)
    real = membership.tell

    def post(message, member, **named):
        real(message, member, **named)
        if member.user_id == world.owner.pk:
            raise OSError("the disk is full")

    with monkeypatch.context() as broken:
        broken.setattr(membership, "tell", post)
        assert look(paris(*SUNDAY, 8)) == 2
    assert (fresh(world.owner), fresh(world.stranger)) == ([], [5]) and "the disk is full" in caplog.text
    assert look(paris(*SUNDAY, 8, 5)) == 0
    look(paris(*SUNDAY, 8, 10))
    assert fresh(world.owner) == [3]


def test_another_choice_loses_nothing_and_tells_nothing_twice(world):
    hand(world.launch, paris(*SUNDAY, 9), 3)
    chosen(world.owner, WEEKLY, paris(*SUNDAY, 10))
    assert look(paris(*SUNDAY, 8) + DAY) == 1 and fresh(world.owner) == [3]  # that is a Monday
    hand(world.launch, paris(*SUNDAY, 9) + DAY, 2)
    chosen(world.owner, COME, paris(*SUNDAY, 10) + DAY)
    look(paris(*SUNDAY, 10) + DAY + MINUTE)
    assert fresh(world.owner) == [3, 2]
    hand(world.launch, paris(*SUNDAY, 11) + DAY, 4)
    chosen(world.owner, NEVER, paris(*SUNDAY, 11) + DAY)
    look(paris(*SUNDAY, 12) + DAY)
    chosen(world.owner, DAILY, paris(*SUNDAY, 13) + DAY)
    hand(world.launch, paris(*SUNDAY, 14) + DAY, 1)
    look(paris(*SUNDAY, 8) + 2 * DAY)
    assert fresh(world.owner) == [3, 2, 1]


def test_a_colleague_who_asks_for_it_is_told_of_what_comes_from_then_on(world):
    hand(world.launch, paris(2026, 5, 1, 9), 30)
    chosen(world.member, DAILY, paris(2026, 5, 2, 12))
    hand(world.launch, paris(2026, 5, 2, 13), 2)
    look(paris(*SUNDAY, 8))
    assert fresh(world.member) == [2]
