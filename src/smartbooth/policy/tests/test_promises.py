"""Each check shows what it is for: green, then sabotaged, then red."""

from datetime import timedelta

import pytest
from django.db import connection
from django.urls import reverse

from smartbooth.accounts import joining
from smartbooth.accounts.models import User
from smartbooth.core import clock
from smartbooth.edge import wellknown
from smartbooth.mail.models import Outbox
from smartbooth.people import consents, vault
from smartbooth.people.address import Address
from smartbooth.policy import promises, shown, telling
from smartbooth.policy.models import Telling
from smartbooth.policy.tests.published import first, second
from smartbooth.registry import cookies, inforce, processors
from smartbooth.registry.cookies import Cookie
from smartbooth.registry.processors import Processor
from smartbooth.registry.purposes import Purpose
from tests.world import PASSWORD

pytestmark = pytest.mark.django_db

LATER = timedelta(minutes=2)


def sql(statement, *values):
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


@pytest.mark.sabotage("A1", "compiles")
@pytest.mark.parametrize("what", ["a setting", "the text that stands", "the registry"])
def test_compiles(settings, monkeypatch, what):
    assert not promises.compiles().kept, "before the first one nothing stands"
    first()
    assert promises.compiles().kept
    if what == "a setting":
        settings.HOSTING_COMPANY = "Clouds SAS"
    elif what == "the registry":
        other = Processor("p", "Counters Ltd", "counts", "GB", "Art. 28", frozenset({"user.device"}))
        monkeypatch.setitem(processors._processors, "p", other)
    else:
        sql("UPDATE policy_version SET text_fr = text_fr || 'Et pour toujours.'")
    result = promises.compiles()
    assert not result.kept
    assert "1" in str(result.says)


@pytest.mark.sabotage("A1", "untouched")
@pytest.mark.parametrize(
    "tampering",
    [
        "UPDATE policy_version SET text_en = 'We may do as we please.' WHERE number = 1",
        "UPDATE policy_version SET digest = 'x' WHERE number = 1",
        "DELETE FROM policy_version WHERE number = 1",
        "UPDATE policy_version SET published_at = '2040-01-01 00:00:00' WHERE number = 1",
    ],
)
def test_untouched(settings, tampering):
    first()
    second(settings)
    assert promises.untouched().kept
    assert promises.untouched().looked == 2
    sql(tampering)
    assert not promises.untouched().kept


@pytest.mark.sabotage("A2", "told")
def test_told(client, world, monkeypatch):
    first()
    client.post(reverse("account_login"), {"login": "olive", "password": PASSWORD})
    with clock.at(clock.now() + LATER):
        assert (promises.told().kept, promises.told().looked) == (True, 1)
    # nobody is told any more
    monkeypatch.setattr(joining, "_arrived", [])
    client.logout()
    client.post(reverse("account_login"), {"login": "sidonie", "password": PASSWORD})
    assert User.objects.get(username="sidonie").last_login
    with clock.at(clock.now() + LATER):
        assert not promises.told().kept


@pytest.mark.sabotage("A2", "written")
@pytest.mark.parametrize("what", ["nobody is told", "one is left out", "letters wait", "the version forgets it"])
def test_written(world, settings, monkeypatch, what):
    first()
    assert promises.written().kept, "of the first there is nothing to tell"
    version = second(settings)
    soon, later = (clock.at(version.published_at + after) for after in (LATER, timedelta(days=1, hours=1)))
    with soon:
        assert promises.written().kept, "a day is not over"
        if what != "nobody is told":
            telling.due()
    if what == "one is left out":
        Outbox.objects.filter(person_id=world.stranger.person_id).delete()
    elif what == "the version forgets it":
        Telling.objects.all().delete()
    if what != "letters wait":
        Outbox.objects.update(state=Outbox.SENT)
    with later:
        assert not promises.written().kept


def test_letters_that_went_or_say_why_not_are_written(world, settings):
    first()
    version = second(settings)
    with clock.at(version.published_at + LATER):
        telling.due()
    states = (Outbox.SENT, Outbox.HELD, Outbox.FAILED)
    for row, state in zip(Outbox.objects.all(), states, strict=True):
        Outbox.objects.filter(pk=row.pk).update(state=state, problem="" if state == Outbox.SENT else "Why.")
    with clock.at(version.published_at + timedelta(days=2)):
        assert (promises.written().kept, promises.written().looked) == (True, 3)


@pytest.mark.sabotage("A2", "receipts")
@pytest.mark.parametrize("named", ["", "9/0123"])
def test_receipts(db, monkeypatch, named):
    with clock.at(clock.now() - timedelta(hours=1)):
        first()
    inforce.forget()
    person, _new = vault.find_or_make(Address.parse("ada@example.org"))
    other, _new = vault.find_or_make(Address.parse("bram@example.org"))
    consents.give(person.pk, purpose=Purpose.SUBSCRIPTIONS, words="Send me news.", language="en")
    assert (promises.receipts().kept, promises.receipts().looked) == (True, 1)
    # receipts name none, or one that never was
    monkeypatch.setattr(consents, "_policy", [lambda language: named])
    consents.give(other.pk, purpose=Purpose.SUBSCRIPTIONS, words="Send me news.", language="en")
    assert not promises.receipts().kept


@pytest.mark.sabotage("G6", "cookie_page")
def test_cookie_page(db, monkeypatch):
    result = promises.cookie_page()
    assert result.kept and result.looked > 5
    # a cookie is declared, and the page leaves it out
    whole = shown.cookies()
    monkeypatch.setattr(shown, "cookies", lambda: {**whole, "launch": whole["launch"][1:]})
    result = promises.cookie_page()
    assert not result.kept
    assert whole["launch"][0].name in str(result.says)


@pytest.mark.sabotage("G6", "cookie_page")
def test_cookie_page_when_the_code_sets_what_nobody_declared(db, monkeypatch):
    monkeypatch.delitem(cookies._declared, ("studio", "theme"))
    result = promises.cookie_page()
    assert not result.kept and "theme" in str(result.says)


def test_a_new_declaration_is_on_the_page_by_itself(db, monkeypatch):
    new = Cookie("lamp", where="here", set_when="lit", holds="light", life="an evening")
    monkeypatch.setitem(cookies._declared, ("studio", "lamp"), new)
    assert promises.cookie_page().kept


@pytest.mark.sabotage("K1", "places")
@pytest.mark.parametrize("what", ["machines", "tool", "recipient", "contract"])
def test_places(settings, monkeypatch, what):
    first()
    assert promises.places().kept
    contract, country = "standard contractual clauses 2021/914", "US"
    if what == "machines":
        settings.HOSTING_COUNTRY = "DE"
    elif what == "tool":
        settings.HOSTING_COUNTRY = "US"
    elif what == "contract":
        contract = " "
    if what in ("recipient", "contract"):
        other = Processor("p", "Senders Inc.", "sends", country, contract, frozenset({"user.contact.email"}))
        monkeypatch.setitem(processors._processors, "p", other)
    assert not promises.places().kept


@pytest.mark.sabotage("G4", "signals")
@pytest.mark.parametrize("path", wellknown.PATHS)
def test_signals(db, monkeypatch, path):
    assert (promises.signals().kept, promises.signals().looked) == (True, 3)
    monkeypatch.setattr(wellknown, "PATHS", tuple(set(wellknown.PATHS) - {path}))
    assert not promises.signals().kept
