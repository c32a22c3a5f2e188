"""Each check of the room: green, sabotaged, red."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.db.models import Exists

from smartbooth.accounts.tenancy import everywhere
from smartbooth.core import clock
from smartbooth.disclosures import bars
from smartbooth.handover.list import hand_over
from smartbooth.handover.recalls import bar
from smartbooth.handover.recalls.models import Recall
from smartbooth.leads.models import Lead
from smartbooth.rights import children, clear, light, promises, register, words
from smartbooth.rights.kinds import Kind
from smartbooth.rights.models import Request
from smartbooth.rights.tests.scene import leave
from smartbooth.rights.words import Words

pytestmark = pytest.mark.django_db(databases=["default", "keys"])


def later(**span):
    return clock.at(clock.now() + timedelta(**span))


@pytest.mark.sabotage("C2", "children_deleted")
def test_a_report_that_is_not_dealt_with_is_noticed(world, monkeypatch):
    child = leave(world.launch)
    request = register.receive(Kind.CHILD, child)
    assert promises.children_deleted().kept
    with later(hours=73):
        assert not promises.children_deleted().kept

    children.delete(request)
    assert promises.children_deleted().kept
    with later(hours=73):  # the owner did not say that they deleted it, and is given nobody else
        assert promises.children_deleted().kept
        leave(world.launch, "later@example.org")
        assert promises.children_deleted().kept
        monkeypatch.setattr(bars, "_barring", [])
        monkeypatch.setattr(bar, "of_row", lambda: Exists(Recall.objects.none()))
        hand_over()
        assert not promises.children_deleted().kept
        monkeypatch.undo()
        with everywhere():
            Recall.objects.update(acknowledged_at=clock.now())
        assert promises.children_deleted().kept

    other = leave(world.launch, "other@example.org")
    second = register.receive(Kind.CHILD, other)
    with everywhere():
        lead = Lead.objects.get(person=other).pk
    monkeypatch.setattr(children.erase, "erase", lambda *_: None)  # says done, deletes nothing
    children.delete(second)
    Request.objects.filter(pk=second.pk).update(proof={"leads": [lead]})
    assert not promises.children_deleted().kept


@pytest.mark.sabotage("J1", "light_answered")
def test_an_answer_that_is_late_or_not_the_ledgers_is_noticed(world, monkeypatch):
    with clock.at(datetime(2025, 5, 3, tzinfo=UTC)):
        ada = leave(world.launch)
    with clock.at(datetime(2026, 2, 1, tzinfo=UTC)):
        request = light.ask(ada)
        assert [one["name"] for one in words.of(request).light] == ["Aurora SAS"]
        assert promises.light_answered().kept
        words.seal(request, Words(light=()))
        request.save()
        assert not promises.light_answered().kept
        Request.objects.filter(pk=request.pk).delete()

        monkeypatch.setattr(light, "answer", lambda *_: ())
        light.ask(ada)
        monkeypatch.undo()
        assert not promises.light_answered().kept
        Request.objects.all().delete()

        register.receive(Kind.SHINE_THE_LIGHT, ada)
        assert promises.light_answered().kept
        with later(days=31):
            assert not promises.light_answered().kept


@pytest.mark.sabotage("B3", "clocks_kept")
def test_a_request_that_waits_too_long_is_noticed(world):
    ada = leave(world.launch)
    request = register.receive(Kind.ACCESS, ada)
    assert promises.clocks_kept().kept
    with later(days=32):
        assert not promises.clocks_kept().kept
    register.extend(request, "There is much to look through")
    with later(days=32):
        assert promises.clocks_kept().kept
    with later(days=95):
        assert not promises.clocks_kept().kept
    register.fulfil(request, "Here it is")
    with later(days=95):
        assert promises.clocks_kept().kept


@pytest.mark.sabotage("B3", "no_address_in_clear")
def test_an_address_in_clear_is_noticed(world):
    leave(world.launch)
    register.receive(Kind.ACCESS, written=Words(asked="I am ada@example.org", reach="ada@example.org"))
    assert promises.no_address_in_clear().kept
    with connection.cursor() as cursor:
        cursor.execute("UPDATE leads_lead SET source = 'ada@example.org'")
    found = promises.no_address_in_clear()
    assert not found.kept
    assert "leads.Lead.source" in str(found.says)
    assert "ada@" not in str(found.says)


def test_what_only_looks_sealed_is_noticed(world, monkeypatch):
    from smartbooth.people import cipher

    leave(world.launch)
    assert list(clear.found()) == []
    monkeypatch.setattr(cipher, "seal", lambda key, place, value: value)
    monkeypatch.setattr(cipher, "unseal", lambda key, place, value: value)
    leave(world.launch, "somebody.else@example.org", handed=False)
    assert "people.Person.sealed" in dict(clear.found())


def test_of_a_large_table_another_part_is_read_each_time(world, monkeypatch):
    """The one row in clear is not among the last."""
    for number in range(12):
        leave(world.launch, f"someone{number}@example.org", handed=False)
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE leads_lead SET source = 'ada@example.org' WHERE id = (SELECT min(id) FROM leads_lead)"
        )
    monkeypatch.setattr(clear, "ROWS", 3)
    monkeypatch.setattr(clear.ids, "token", lambda: "0")
    assert dict(clear.found()) == {"leads.Lead.source": 1}


def test_what_is_public_is_there():
    """An exception whose column is gone is none."""
    from django.apps import apps

    known = {
        f"{model._meta.app_label}.{model._meta.object_name}.{field.name}"
        for model in apps.get_models()
        for field in model._meta.concrete_fields
    }
    assert set(clear.PUBLIC) - known == set()


def test_a_page_that_says_where_to_write_to_breaks_nothing(world):
    """Published for everyone to read: the owner's own words, in bytes as they are served."""
    from smartbooth.launches.models import Artifact

    page = b'<p>Nocturne, <a href="mailto:hello@nocturne.example.org">hello@nocturne.example.org</a></p>'
    Artifact.objects.create(digest="0" * 64, body=page, br=b"", gzip=b"", zstd=b"")
    assert promises.no_address_in_clear().kept
