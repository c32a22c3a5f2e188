"""From a draft to the last letter: when it goes, taken back, stopped, to whom, once each, whatever dies on the way."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils.translation import override

from smartbooth.accounts.models import Membership, User
from smartbooth.announcements import sending
from smartbooth.announcements.models import Announcement
from smartbooth.core import clock
from smartbooth.mail import send
from smartbooth.mail.letter import compose
from smartbooth.mail.letter import subject as subject_of
from smartbooth.mail.links import absolute
from smartbooth.mail.models import Outbox
from smartbooth.people import store, vault
from smartbooth.people.address import Address
from smartbooth.updates.models import Ping

SOON = timedelta(minutes=2)


def work():
    total = 0
    for _turn in range(50):
        done = sending.due()
        total += done
        if not done:
            return total
    raise AssertionError("it never ends")


def told(one):
    return sorted(Outbox.objects.filter(about=one.pk).values_list("person_id", flat=True))


def go(one, at=None, mailed=True):
    assert sending.schedule(one, at or clock.now(), mailed)
    work()
    one.refresh_from_db()
    return one


def test_everybody_with_an_account_gets_it_once_and_nobody_else(world, announce):
    with store.both():
        lead, _new = vault.find_or_make(Address.parse("ada@example.org"))
    one = go(announce())
    persons = sorted(user.person_id for user in User.objects.all())
    assert told(one) == persons
    assert lead.pk not in told(one)
    assert one.done_at and not one.cursor
    assert work() == 0
    assert set(Outbox.objects.values_list("message", "bulk")) == {("service-change", True)}


@pytest.mark.parametrize("kind", ["outage", "incident"])
def test_that_it_works_or_not_is_another_kind_of_letter(world, announce, kind):
    go(announce(kind, starts=1, until=2))
    assert set(Outbox.objects.values_list("message", flat=True)) == {"availability"}


def test_a_suspension_is_told_to_the_owner_alone(world, announce):
    one = go(announce("suspension", workspace=world.workspace), mailed=False)
    assert told(one) == [world.owner.person_id]
    assert one.mailed
    end = go(announce("end", ends=one, workspace=world.workspace))
    assert told(end) == [world.owner.person_id]
    assert set(Outbox.objects.values_list("message", flat=True)) == {"suspension"}


def test_who_has_no_way_in_any_more_is_not_told(world, announce):
    User.objects.filter(pk=world.member.pk).update(is_active=False)
    one = go(announce())
    assert world.member.person_id not in told(one)


def test_on_the_status_page_alone(world, announce):
    one = go(announce(), mailed=False)
    assert one.done_at and told(one) == []


def test_nothing_goes_before_its_moment(world, announce):
    one = announce()
    sending.schedule(one, clock.now() + SOON, True)
    assert work() == 0
    with clock.at(clock.now() + SOON * 2):
        assert work() > 0


def test_it_is_taken_back_until_it_begins(world, announce):
    one = announce()
    sending.schedule(one, clock.now(), True)
    assert sending.take_back(one)
    assert work() == 0
    one.refresh_from_db()
    assert one.draft
    go(one)
    assert not sending.take_back(one)
    assert not sending.schedule(one, clock.now(), True), "once is enough"


def test_what_has_not_gone_is_stopped(world, announce):
    one = announce()
    sending.schedule(one, clock.now(), True)
    sending.due()
    assert sending.stop(one)
    assert set(Outbox.objects.values_list("state", flat=True)) == {Outbox.SUPPRESSED}
    assert work() == 0
    assert not sending.stop(one)
    one.refresh_from_db()
    assert one.stopped and one.done_at


def test_a_draft_cannot_be_stopped(world, announce):
    assert not sending.stop(announce())


def test_who_dies_in_the_midst_tells_nobody_twice(world, announce, monkeypatch):
    one = announce()
    sending.schedule(one, clock.now(), True)
    saved = Announcement.save
    monkeypatch.setattr(Announcement, "save", lambda self, **more: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        sending.due()
    assert told(one) == []
    monkeypatch.setattr(Announcement, "save", saved)
    work()
    assert len(told(one)) == User.objects.count()


def test_urgent_ones_are_posted_first(world, announce):
    change, outage = announce(), announce("outage", starts=1, until=2)
    sending.schedule(change, clock.now() - SOON, True)
    sending.schedule(outage, clock.now(), True)
    assert list(sending._going(clock.now())) == [outage, change]


@pytest.mark.parametrize(
    "fields",
    [
        {"kind": "suspension"}, {"kind": "end"}, {"kind": "outage", "workspace": True},
        {"kind": "change", "workspace": True},
    ],
)  # fmt: skip
def test_what_cannot_be_is_refused_by_the_table(world, announce, fields):
    if "workspace" in fields:
        fields = {**fields, "workspace": world.workspace}
    with pytest.raises(IntegrityError), transaction.atomic():
        announce(**fields)


@pytest.mark.parametrize("language", ["en", "fr"])
def test_what_the_letter_says(world, announce, language):
    world.owner.speak(language)
    one = go(
        announce(
            "outage", starts=5, until=6, title_en="Pause & rest", title_fr="Pause & repos", text_en="One.\n\nTwo 50 %.",
            text_fr="Un.\n\nDeux 50 %.", advice_en="Wait.", advice_fr="Attendez.",
        )
    )  # fmt: skip
    row = Outbox.objects.get(about=one.pk, person_id=world.owner.person_id)
    letter = compose(row)
    words = {"en": ("Pause & rest", "Two 50 %.", "Wait."), "fr": ("Pause & repos", "Deux 50 %.", "Attendez.")}
    title, text, advice = words[language]
    assert letter.subject == title == subject_of(row)
    assert text in letter.text and advice in letter.text and "/status/" in letter.text
    assert f"<p>{text}</p>" in letter.html and title.replace("&", "&amp;") in letter.html
    with override(language):
        assert ("heure de" if language == "fr" else " time)") in letter.html
    assert letter.topic == "", "it cannot be stopped"
    assert "List-Unsubscribe" not in letter.text


def test_a_suspension_names_no_public_page(world, announce):
    one = go(announce("suspension", workspace=world.workspace))
    letter = compose(Outbox.objects.get(about=one.pk))
    assert "/status/" not in letter.text + letter.html


def test_letters_of_one_that_is_gone_can_still_be_looked_at(world, announce):
    one = go(announce("suspension", workspace=world.workspace))
    row = Outbox.objects.get(about=one.pk)
    one.delete()
    assert subject_of(row) == "An announcement"
    assert compose(row).text


def test_it_arrives(world, announce):
    one = go(announce())
    send.due()
    assert set(Outbox.objects.filter(about=one.pk).values_list("state", flat=True)) == {Outbox.SENT}


def test_more_accounts_are_no_more_queries(world, announce, django_assert_max_num_queries):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    from tests.world import user

    one, other = announce(), announce()
    sending.schedule(one, clock.now(), True)
    with CaptureQueriesContext(connection) as few:
        sending.due()
    work()
    for number in range(10):
        user(f"owner{number}")
    sending.schedule(other, clock.now(), True)
    with django_assert_max_num_queries(len(few)):
        sending.due()
    assert len(told(other)) == User.objects.count()


def test_a_workspace_takes_its_suspensions_along(world, announce):
    announce("suspension", workspace=world.workspace)
    Membership.objects.all().delete()
    world.launch.delete()
    world.workspace.delete()
    assert not Announcement.objects.exists()


def test_a_hub_hears_of_what_everybody_may_read(announce, settings):
    settings.WEBSUB_HUB = "https://hub.example.org/"
    go(announce(), mailed=False)
    feeds = {
        absolute(f"/status/feed.{kind}?language={spoken}") for spoken in ("en", "fr") for kind in ("atom", "rss")
    }
    assert set(Ping.objects.values_list("topic", flat=True)) == feeds
    work()
    assert set(Ping.objects.values_list("asked", flat=True)) == {1}
