"""Many forms, one commit: each is stored or refused on its own."""

import sqlite3
import threading

import pytest
from django.db import DatabaseError, OperationalError, connection, connections, transaction

from smartbooth.accounts.models import Membership, Workspace
from smartbooth.core import clock
from smartbooth.leads import together
from smartbooth.people import ring, store, vault
from smartbooth.people.address import Address
from smartbooth.people.models import Key, Person, Ring, Suppression, Wording
from smartbooth.people.purpose import purpose
from smartbooth.registry.purposes import Purpose
from smartbooth.registry.subjects import Subject


def wording(number: int) -> Wording:
    return Wording.objects.create(digest=f"{number:064}", language="en", text=str(number))


def crowd(works):
    """Run them all while one holds the turn, so that they share a commit; results or errors, in order."""
    found = [None] * len(works)

    def run(index, work):
        try:
            found[index] = together.commit(work)
        except Exception as error:
            found[index] = error
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(works)]
    with together._turn:
        for thread in threads:
            thread.start()
        while len(together._waiting) < len(works):
            pass
    for thread in threads:
        thread.join()
    return found


@pytest.mark.django_db(transaction=True)
def test_one_commit_for_all_who_wait(monkeypatch):
    commits = []
    begin = transaction.atomic

    def counted(using=None, **more):
        if not connections[using or "default"].in_atomic_block:
            commits.append(using)
        return begin(using=using, **more)

    monkeypatch.setattr(store.transaction, "atomic", counted)
    found = crowd([lambda n=n: wording(n).text for n in range(6)])
    assert found == [str(n) for n in range(6)]
    assert Wording.objects.count() == 6
    assert commits == [None, "keys"]


@pytest.mark.django_db(transaction=True)
def test_one_that_fails_fails_alone():
    def fail():
        wording(9)
        raise OperationalError("database or disk is full")

    found = crowd([lambda: wording(1).text, fail, lambda: wording(2).text])
    assert (found[0], found[2]) == ("1", "2")
    assert isinstance(found[1], OperationalError)
    assert sorted(Wording.objects.values_list("text", flat=True)) == ["1", "2"]


@pytest.mark.django_db(transaction=True)
def test_a_commit_spoilt_by_one_is_made_without_it(monkeypatch):
    """A deferred constraint fails at the commit, when nobody can say whose it was."""

    def orphan():
        Suppression.objects.create(hash=b"kept", kind="all", added_at=clock.now())
        Workspace.objects.create(name="Nowhere")
        Membership.objects.create(workspace_id="nowhere", user_id=1)

    found = crowd([lambda: wording(1).text, orphan, lambda: wording(2).text])
    assert (found[0], found[2]) == ("1", "2")
    assert isinstance(found[1], DatabaseError)
    assert Wording.objects.count() == 2
    assert not Suppression.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_a_locked_database_refuses_all_who_wait_at_once(settings):
    settings.LEAD_PATIENCE = 1
    path = connection.settings_dict["NAME"]
    begun = []
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    try:
        found = crowd([lambda: begun.append(1)] * 3)
    finally:
        other.execute("ROLLBACK")
        other.close()
    assert [str(error) for error in found] == ["database is locked"] * 3
    assert not begun  # one wait for the whole batch, not one each in turn
    assert together.commit(lambda: wording(1).text) == "1"
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA busy_timeout")
        assert cursor.fetchone()[0] == 20_000


@pytest.mark.django_db(transaction=True)
def test_both_databases_have_it_or_neither():
    """Keys are committed first: when the main database then fails, there are keys too many, never one too few."""

    def spoilt(number):
        person, _made = vault.find_or_make(Address.parse(f"sam{number}@example.org"))
        if number == 1:
            raise OperationalError("database or disk is full")
        return person.pk

    found = crowd([lambda n=n: spoilt(n) for n in range(3)])
    assert isinstance(found[1], OperationalError)
    assert {found[0], found[2]} == set(Person.objects.values_list("pk", flat=True))
    assert {found[0], found[2]} == set(Key.objects.values_list("pk", flat=True))
    assert Ring.objects.count() == 3
    ring.clear()
    with purpose(Purpose.CLAIMS, of=Subject.LEAD):
        assert {vault.open(person).address for person in Person.objects.all()} == {
            "sam0@example.org", "sam2@example.org",
        }  # fmt: skip
