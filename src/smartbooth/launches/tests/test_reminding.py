"""The day before a launch goes live its owners are reminded, once a moment; and told at once when it could not."""

from datetime import timedelta

import pytest
from django.urls import reverse

from smartbooth.accounts import closing
from smartbooth.accounts.models import Membership
from smartbooth.accounts.tenancy import within
from smartbooth.core import clock
from smartbooth.launches import reminding
from smartbooth.launches.blocks import KINDS
from smartbooth.launches.models import Launch
from smartbooth.launches.publish import due, publish, schedule
from smartbooth.launches.publish.appoint import appoint
from smartbooth.launches.publish.problems import Problem
from smartbooth.launches.publish.worded import worded
from smartbooth.launches.reminding import moment
from smartbooth.launches.tests.pages import form, hero, put
from smartbooth.mail import choices, send
from smartbooth.mail.letter import compose
from smartbooth.mail.models import Outbox
from smartbooth.people import suppression
from tests.world import paris

HOUR = timedelta(hours=1)
NOW = paris(2026, 5, 1, 12)
LIVE = paris(2026, 5, 5, 10)
EVE = paris(2026, 5, 4, 9)


@pytest.fixture(autouse=True)
def _files(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def two(world):
    """Marcel is an owner too, and reads French."""
    Membership.objects.filter(user=world.member).update(role=Membership.OWNER)
    world.member.speak("fr")
    return world


def again(launch):
    with within(launch.workspace):
        return Launch.objects.select_related("workspace").get(pk=launch.pk)


def set_hour(launch, publish_at, at=NOW, unpublish_at=None):
    with clock.at(at), within(launch.workspace):
        appoint(again(launch), publish_at, unpublish_at)


def look(at):
    with clock.at(at):
        return reminding.due()


def letters(name="launch-day", user=None):
    rows = Outbox.objects.filter(message=name).order_by("created_at", "language")
    return [compose(row) for row in (rows.filter(person_id=user.person_id) if user else rows)]


@pytest.mark.parametrize(
    ("publish_at", "now", "reminded"),
    [
        ((2026, 5, 5, 10), (2026, 5, 1, 12), (2026, 5, 4, 9)),
        ((2026, 5, 5, 0, 30), (2026, 5, 1, 12), (2026, 5, 4, 9)),
        ((2026, 5, 5, 10), (2026, 5, 4, 9), (2026, 5, 4, 9)),
        ((2026, 5, 5, 10), (2026, 5, 4, 9, 1), (2026, 5, 5, 8)),
        ((2026, 5, 5, 10), (2026, 5, 5, 8), (2026, 5, 5, 8)),
        ((2026, 5, 5, 10), (2026, 5, 5, 8, 1), None),
        ((2026, 3, 29, 10), (2026, 3, 1, 12), (2026, 3, 28, 9)),  # clocks go forward in between
        ((2026, 10, 25, 10), (2026, 10, 1, 12), (2026, 10, 24, 9)),
    ],
)
def test_when_one_is_reminded(publish_at, now, reminded):
    assert moment(paris(*publish_at), paris(*now)) == (paris(*reminded) if reminded else None)


def test_every_owner_reads_the_day_before_what_goes_live_and_nobody_else(two):
    put(two.launch)
    set_hour(two.launch, LIVE)
    assert look(EVE - timedelta(seconds=1)) == 0 and look(EVE) == 1 and look(EVE) == 0
    english, french = letters(user=two.owner), letters(user=two.member)
    assert len(Outbox.objects.all()) == 2
    assert english[0].subject == "“Aurora” is about to go live"
    assert "goes live on 5 May at 10:00" in english[0].text and "Nothing is missing" in english[0].text
    assert f"/launches/{two.launch.pk}/publication" in english[0].text
    assert "le 5 mai à 10:00" in french[0].text


def test_what_is_missing_is_said_in_the_readers_language(two):
    set_hour(two.launch, LIVE)
    look(EVE)
    (english,), (french,) = letters(user=two.owner), letters(user=two.member)
    assert "As it stands it cannot go live:" in english.text and "- A: The page is empty." in english.text
    assert "- A : " in french.text and "The page is empty" not in french.text


def test_a_live_page_is_replaced(world):
    put(world.launch)
    with within(world.workspace):
        publish(world.launch, world.owner)
    set_hour(world.launch, LIVE)
    look(EVE)
    assert "replaced by your draft" in letters()[0].text


def test_another_moment_is_another_reminder_and_the_same_one_is_never_told_twice(world):
    put(world.launch)
    set_hour(world.launch, LIVE)
    look(EVE)
    later = LIVE + timedelta(days=2)
    set_hour(world.launch, later, EVE + HOUR)
    look(EVE + timedelta(days=2))
    assert len(letters()) == 2 and "7 May" in letters()[1].text
    set_hour(
        world.launch, later, EVE + timedelta(days=2, hours=1), unpublish_at=later + HOUR
    )  # the same, saved again
    assert again(world.launch).remind_at is None
    look(later - HOUR)
    assert len(letters()) == 2
    set_hour(world.launch, LIVE + timedelta(days=5), later - 3 * HOUR)
    set_hour(world.launch, later + 2 * HOUR, later - 3 * HOUR)
    set_hour(world.launch, later, later - 3 * HOUR)  # back to a moment that was told
    look(later - HOUR)
    assert len(letters()) == 2


def test_what_is_forgotten_or_rescheduled_before_is_not_reminded_of(world):
    put(world.launch)
    set_hour(world.launch, LIVE)
    set_hour(world.launch, None)
    assert look(EVE) == 0
    set_hour(world.launch, LIVE)
    set_hour(world.launch, LIVE + timedelta(days=3))
    assert look(EVE) == 0 and look(EVE + timedelta(days=3)) == 1


def test_a_worker_that_was_away_comes_late_but_not_after_the_launch(world):
    put(world.launch)
    put(world.theirs)
    for launch in (world.launch, world.theirs):
        set_hour(launch, LIVE)
    set_hour(world.theirs, LIVE - 2 * HOUR, NOW)
    assert look(LIVE - HOUR) == 1
    assert [letter.words.language for letter in letters()] == ["en"] and len(letters(user=world.owner)) == 1
    assert again(world.theirs).remind_at is None


def test_who_stopped_reminders_gets_none(two):
    put(two.launch)
    choices.stop(two.owner.person, suppression.REMINDERS, choices.BY_LINK)
    set_hour(two.launch, LIVE)
    look(EVE)
    assert letters(user=two.owner) == [] and len(letters(user=two.member)) == 1


def test_who_left_gets_none_that_waits(two):
    put(two.launch)
    set_hour(two.launch, LIVE)
    look(EVE)
    closing.close(two.member)
    states = dict(Outbox.objects.filter(message="launch-day").values_list("person_id", "state"))
    assert states == {two.owner.person_id: Outbox.WAITING, two.member.person_id: Outbox.SUPPRESSED}


def test_reminders_are_offered_to_owners(world):
    def topics(user):
        return {one.topic.key for one in choices.standing(user.person)}

    assert suppression.REMINDERS in topics(world.owner) and suppression.REMINDERS not in topics(world.member)


def test_one_that_fails_is_tried_again_and_stops_no_other(world, monkeypatch, caplog):
    for launch in (world.launch, world.theirs):
        put(launch)
        set_hour(launch, LIVE)
    real = reminding.problems
    with monkeypatch.context() as broken:
        broken.setattr(reminding, "problems", lambda one: real(one) if one.pk != world.launch.pk else 1 / 0)
        assert look(EVE) == 1
    assert "ZeroDivisionError" in caplog.text and letters(user=world.owner) == []
    assert look(EVE + reminding.AGAIN) == 1 and len(letters(user=world.owner)) == 1


def test_of_two_workers_one_reminds(world, monkeypatch):
    put(world.launch)
    set_hour(world.launch, LIVE)
    stale = again(world.launch)
    look(EVE)
    with within(world.workspace):
        assert reminding._remind(stale, EVE) == 0
    assert len(letters()) == 1


def test_by_the_studios_own_form(client, world):
    put(world.launch)
    client.force_login(world.owner)
    with clock.at(NOW):
        typed = {"publish_at": "2026-05-05T10:00", "unpublish_at": "", "zone": "Europe/Paris"}
        client.post(reverse("launches:schedule", args=[world.launch.pk]), typed)
    assert (again(world.launch).publish_at, again(world.launch).remind_at) == (LIVE, EVE)
    client.post(reverse("launches:schedule", args=[world.launch.pk]), {"_method": "DELETE"})
    assert again(world.launch).remind_at is None


def test_a_schedule_that_cannot_be_kept_is_told_at_once_to_each_owner(two):
    put(two.launch, hero(headline="x"), letters="a")
    set_hour(two.launch, LIVE)
    with clock.at(LIVE):
        assert due(LIVE) == 0 and due(LIVE) == 0
        send.due()
    (english,), (french,) = (letters("schedule-missed", user) for user in (two.owner, two.member))
    assert english.subject == "“Aurora”: the schedule was not kept"
    assert "“Aurora” was to go live on 5 May at 10:00 CEST, and did not." in english.text
    assert "- A: The goal is an address left" in english.text and "set another hour" in english.text
    assert "devait être en ligne le 5 mai à 10:00 CEST" in french.text and "The goal" not in french.text
    assert set(Outbox.objects.filter(message="schedule-missed").values_list("state", flat=True)) == {Outbox.SENT}
    assert again(two.launch).schedule_problem


def test_a_fault_of_ours_is_told_once_however_long_it_lasts(world, monkeypatch):
    put(world.launch, hero(), form())
    set_hour(world.launch, LIVE)
    with monkeypatch.context() as broken:
        broken.setattr(schedule, "go_live", lambda *_: 1 / 0)
        for minute in range(5):
            due(LIVE + minute * timedelta(minutes=1))
    (letter,) = letters("schedule-missed")
    assert "It is tried again every minute." in letter.text and "set another hour" not in letter.text
    assert due(LIVE + timedelta(minutes=5)) == 1


def test_what_somebody_else_settled_meanwhile_is_told_to_nobody(world, monkeypatch):
    set_hour(world.launch, LIVE)
    real = schedule.go_live

    def overtaken(launch, user, claim):
        set_hour(world.launch, None)
        return real(launch, user, claim)

    monkeypatch.setattr(schedule, "go_live", overtaken)
    due(LIVE)
    assert letters("schedule-missed") == []


def test_more_owners_no_more_pages_compiled(world, monkeypatch, django_user_model):
    put(world.launch)
    for n in range(5):
        user = django_user_model.objects.create_user(f"o{n}", f"o{n}@example.org", "x")
        Membership.objects.create(workspace=world.workspace, user=user)
    set_hour(world.launch, LIVE)
    real, asked = reminding.problems, []
    monkeypatch.setattr(reminding, "problems", lambda launch: asked.append(1) or real(launch))
    look(EVE)
    assert len(letters()) == 6 and len(asked) == 1


def test_a_sentence_says_which_version_and_block_it_is_about(world):
    put(world.launch)
    found = [
        Problem("Type something.", "a", "hero1"),
        Problem("There is no version to show."),
        Problem("Old.", "b", "gone"),
    ]
    with within(world.workspace):
        said = worded(world.launch, [*found, found[0]])
    assert said == [f"A, {KINDS['hero'].label}: Type something.", "There is no version to show.", "B: Old."]
