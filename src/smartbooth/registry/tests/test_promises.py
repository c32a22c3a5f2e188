"""Each check of the registry's promises is green, and red once what it looks at is broken."""

import sys
from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.db import connection

from smartbooth.core import clock
from smartbooth.launches.models import Edition
from smartbooth.registry import bases, cookies, egress, kept, processors, sweep
from smartbooth.registry.labels import impersonal
from smartbooth.registry.purposes import Purpose
from smartbooth.registry.subjects import Subject

pytestmark = pytest.mark.django_db


@pytest.mark.sabotage("B3", "purposes")
def test_a_use_without_a_basis_is_found(monkeypatch):
    assert kept.purposes().kept and kept.purposes().looked > 100
    monkeypatch.delitem(bases._BASES, (Purpose.ACCOUNT, Subject.OWNER))
    result = kept.purposes()
    assert not result.kept and "owner" in str(result.says)


@pytest.mark.sabotage("B3", "nothing_unsaid")
def test_a_column_or_a_table_added_by_hand_is_found():
    assert kept.nothing_unsaid().kept and kept.nothing_unsaid().looked > 200
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE leads_lead ADD COLUMN shoe_size integer")
    assert "leads_lead.shoe_size" in str(kept.nothing_unsaid().says)
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE leads_lead DROP COLUMN shoe_size")
        cursor.execute("CREATE TABLE notes (address text)")
    result = kept.nothing_unsaid()
    assert not result.kept and "notes.address" in str(result.says)


@pytest.mark.sabotage("B3", "nothing_unsaid")
def test_a_column_without_a_label_is_found(relabel):
    relabel(Edition, impersonal("a number", "id"))
    assert "launches_edition.number" in str(kept.nothing_unsaid().says)


@pytest.mark.sabotage("B3", "system_checks")
def test_a_cookie_nobody_declares_is_found(declared):
    assert kept.system_checks().kept
    del cookies._declared["studio", "theme"]
    result = kept.system_checks()
    assert not result.kept and "theme" in str(result.says)


@pytest.mark.sabotage("B3", "on_time")
def test_what_is_kept_too_long_is_found():
    assert kept.on_time().kept and kept.on_time().looked > 3
    ended = clock.now() - sweep.GRACE
    Session.objects.create(session_key="a", session_data="", expire_date=ended + timedelta(minutes=1))
    assert kept.on_time().kept, "the daily sweep has its time"
    Session.objects.create(session_key="b", session_data="", expire_date=ended - timedelta(minutes=1))
    result = kept.on_time()
    assert not result.kept and "1 record" in str(result.says)
    while sweep.next_batch():
        pass
    assert kept.on_time().kept


@pytest.mark.sabotage("D2", "guard")
def test_a_guard_that_is_gone_is_found(monkeypatch):
    with egress.armed():
        assert kept.guard().kept
        monkeypatch.setattr(egress, "_refuse", lambda what: None)
        assert not kept.guard().kept
    monkeypatch.setattr(egress, "_armed", False)
    assert not kept.guard().kept


@pytest.mark.sabotage("D2", "guard")
def test_the_trial_sends_nothing_even_where_the_guard_fails(monkeypatch):
    """It raises the event a connection raises, and makes none."""
    events = []
    monkeypatch.setattr(egress, "_refuse", lambda what: None)
    monkeypatch.setattr(sys, "audit", lambda event, *rest: events.append(event))
    with egress.armed():
        assert not egress.refuses(kept.PROBE)
    assert events == ["socket.connect"]


@pytest.mark.sabotage("D2", "allow_lists")
def test_a_list_that_lets_anything_through_is_found(monkeypatch):
    assert kept.allow_lists().kept and kept.allow_lists().looked >= 2
    monkeypatch.setattr(kept, "admit", lambda key, categories: None)
    assert not kept.allow_lists().kept


@pytest.mark.sabotage("D2", "allow_lists")
def test_a_processor_without_a_contract_is_found(declared):
    import dataclasses

    [some, *_] = processors.processors().values()
    processors.declare(dataclasses.replace(some, contract=""))
    assert not kept.allow_lists().kept
