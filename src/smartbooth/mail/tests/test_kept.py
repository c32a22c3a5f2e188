"""Promise B4: each check green, then sabotaged, then red."""

from datetime import timedelta

import pytest

from smartbooth.core import clock
from smartbooth.mail import choices, kept, outbox, send
from smartbooth.mail.models import Outbox
from smartbooth.people import consents, erasure, suppression
from smartbooth.people.models import Consent
from smartbooth.registry.purposes import Purpose

HOUR, YEAR = timedelta(hours=1), timedelta(days=365)


@pytest.fixture
def reader(sam):
    """Somebody who agreed to it, an hour ago."""
    with clock.at(clock.now() - HOUR):
        agree(sam)
    return sam


def agree(person, **more):
    consents.give(
        person.pk, purpose=Purpose.MARKETING, words="Write to me", language="en", **{"country": "FR", **more}
    )


def written(message, person, **params):
    """Posted and sent; the row."""
    outbox.post(message, person.pk, "en", **params)
    send.due()
    return Outbox.objects.latest("created_at")


def later(minutes):
    return clock.at(clock.now() + timedelta(minutes=minutes))


@pytest.mark.sabotage("B4", "stops_hold")
@pytest.mark.parametrize("kind", [suppression.DIGEST, suppression.MARKETING, suppression.EVERYTHING])
def test_a_letter_that_went_to_who_had_stopped_it_is_found(reader, news, monkeypatch, kind):
    assert written(news, reader).state == Outbox.SENT
    assert (kept.stops_hold().kept, kept.stops_hold().looked) == (True, 1)
    suppression.add(bytes(reader.index), kind, choices.BY_LINK)
    assert kept.stops_hold().kept, "it went before"
    # nobody is asked any more, neither when it is posted nor when it is sent
    monkeypatch.setattr("smartbooth.mail.basis.wanted", lambda message, persons: set(persons))
    with later(6):
        assert written(news, reader).state == Outbox.SENT
        result = kept.stops_hold()
    assert not result.kept
    assert "news" in str(result.says)


def test_a_letter_that_was_on_its_way_when_somebody_stopped_it_breaks_nothing(reader, news):
    row = written(news, reader)
    suppression.add(bytes(reader.index), suppression.DIGEST, choices.BY_LINK)
    Outbox.objects.filter(pk=row.pk).update(sent_at=clock.now() + timedelta(minutes=4))
    assert kept.stops_hold().kept
    Outbox.objects.filter(pk=row.pk).update(sent_at=clock.now() + timedelta(minutes=6))
    assert not kept.stops_hold().kept


def test_who_wants_it_again_gets_it_again(reader, news):
    choices.stop(reader, suppression.DIGEST, choices.BY_LINK)
    with later(10):
        choices.resume(reader, suppression.DIGEST, "en", "Write to me again")
        written(news, reader)
        assert kept.stops_hold().kept


@pytest.mark.sabotage("B4", "stops_hold")
@pytest.mark.parametrize("ground", ["none", "another's box", "not confirmed", "taken back", "given later"])
def test_a_letter_without_a_ground_is_found(sam, news, monkeypatch, ground):
    monkeypatch.setattr("smartbooth.mail.basis.wanted", lambda message, persons: set(persons))
    monkeypatch.setattr("smartbooth.people.gate.allowed", lambda persons, use=None: set(persons))
    with clock.at(clock.now() - HOUR):
        if ground == "another's box":
            agree(sam, box="purpose_1", controller="workspace", launch="aurora")
        elif ground in ("not confirmed", "taken back"):
            agree(sam)
    if ground == "not confirmed":
        Consent.objects.update(awaits=True)
    elif ground == "taken back":
        Consent.objects.update(withdrawn_at=clock.now() - timedelta(minutes=20))
    assert kept.stops_hold().kept
    written(news, sam)
    if ground == "given later":
        with later(1):
            agree(sam)
    assert not kept.stops_hold().kept


def test_where_no_yes_is_needed_a_no_is_what_counts(sam, news):
    with clock.at(clock.now() - HOUR):
        agree(sam, country="US", controller="workspace", launch="aurora")
    written(news, sam)
    assert (kept.stops_hold().kept, kept.stops_hold().looked) == (True, 1)
    with clock.at(clock.now() - HOUR):
        agree(sam, country="US")
    Consent.objects.filter(controller="operator").update(withdrawn_at=clock.now() - timedelta(minutes=30))
    assert not kept.stops_hold().kept


def test_a_yes_that_was_taken_back_after_the_letter_was_one(reader, news):
    written(news, reader)
    with later(1):
        choices.stop_marketing(reader, choices.BY_LINK)
    assert kept.stops_hold().kept


def test_who_was_erased_is_nobody(reader, news):
    written(news, reader)
    erasure.erase(reader.pk, "asked")
    assert (kept.stops_hold().kept, kept.stops_hold().looked) == (True, 0)


@pytest.mark.sabotage("B4", "few")
def test_one_letter_too_many_in_a_year_is_found(sam, hello, monkeypatch):
    for days in (300, 200, 100):
        with clock.at(clock.now() - timedelta(days=days)):
            written(hello, sam, owner="Aurora")
    assert written(hello, sam, owner="Aurora").state == Outbox.HELD
    assert kept.few().kept
    # nobody counts any more
    monkeypatch.setattr("smartbooth.mail.budgets.Budgets.take", lambda self, message, person: "")
    written(hello, sam, owner="Aurora")
    result = kept.few()
    assert not result.kept
    assert "hello" in str(result.says)


def test_a_year_is_the_last_365_days(sam, hello):
    for days in (400, 200, 100):
        with clock.at(clock.now() - timedelta(days=days)):
            written(hello, sam, owner="Aurora")
    assert written(hello, sam, owner="Aurora").state == Outbox.SENT
    assert kept.few().kept


def test_what_an_operator_let_go_is_said(sam, hello):
    for _time in range(4):
        row = written(hello, sam, owner="Aurora")
    assert row.state == Outbox.HELD
    Outbox.objects.filter(pk=row.pk).update(state=Outbox.WAITING, free=True)
    send.due()
    result = kept.few()
    assert result.kept
    assert str(result.says).endswith("1.")


@pytest.mark.sabotage("B4", "few")
@pytest.mark.parametrize(
    ("name", "value"), [("purpose", Purpose.MARKETING), ("purpose", Purpose.SUBSCRIPTIONS), ("budget", 0)]
)
def test_a_service_message_that_advertises_or_has_no_limit_is_found(db, hello, monkeypatch, name, value):
    assert kept.few().kept
    monkeypatch.setattr(hello, name, value)
    assert not kept.few().kept


def test_of_very_many_another_part_is_read_each_day(sam, hello, monkeypatch):
    hello.budget = 60
    for _time in range(5):
        written(hello, sam, owner="Aurora")
    monkeypatch.setattr(kept, "MOST", 2)
    read = set()
    for day in range(5):
        with clock.at(clock.now() + timedelta(days=day)):
            parts = [one for part in kept.parts(kept.month()) for one in part]
        assert len(parts) <= 2
        read |= {one.at for one in parts}
    assert len(read) == 5
