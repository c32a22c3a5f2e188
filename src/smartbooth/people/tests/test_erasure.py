"""Erasing a person, by one or by two at once; what a crash leaves; what outlives them."""

import threading
from datetime import timedelta

import pytest
from django.db import connections, transaction

from smartbooth.core import clock
from smartbooth.people import erasure, store, strays, suppression, vault
from smartbooth.people.address import Address
from smartbooth.people.models import Consent, Key, Person, Suppression
from smartbooth.people.purpose import NoPurpose
from smartbooth.people.tests.conftest import answering

SAM = Address.parse("sam@example.org")


@pytest.fixture(autouse=True)
def _alone(monkeypatch):
    """Other rooms have their own say in their own tests."""
    monkeypatch.setattr(erasure, "_others", [])
    monkeypatch.setattr(erasure, "_needed", [])
    monkeypatch.setattr(strays, "_place", "")


def gone():
    return not Person.objects.exists() and not Key.objects.exists() and not Consent.objects.exists()


@pytest.mark.django_db
def test_nothing_is_left_but_the_objection(known):
    sam = known("sam")
    suppression.add(sam.index, suppression.MARKETING, "my data")
    assert erasure.erase(sam.pk, "asked")
    assert gone()
    assert suppression.is_suppressed(vault.index(SAM), suppression.MARKETING)
    assert suppression.is_suppressed(vault.index(SAM), suppression.DIGEST)
    assert not suppression.is_suppressed(vault.index(SAM), suppression.EVERYTHING)
    assert not suppression.is_suppressed(vault.index(Address.parse("kim@example.org")), suppression.MARKETING)
    assert sam.index not in bytes(Suppression.objects.get().hash)
    assert suppression.lift(vault.index(SAM), suppression.MARKETING)
    assert not suppression.lift(vault.index(SAM), suppression.MARKETING)
    assert not Suppression.objects.exists()


@pytest.mark.django_db
def test_again_finds_nobody(known):
    sam = known("sam")
    assert erasure.erase(sam.pk, "asked")
    assert not erasure.erase(sam.pk, "asked")
    assert not erasure.erase("nobody0000", "asked")


@pytest.mark.django_db
def test_rooms_are_asked_while_the_person_can_still_be_read(known):
    seen = []

    def note(person):
        with answering():
            seen.append(vault.open(person).address)

    erasure.also(note)
    erasure.erase(known("sam").pk, "asked")
    assert seen == ["sam@example.org"]


@pytest.mark.django_db(transaction=True)
def test_a_room_that_fails_leaves_all_as_it_was(known):
    sam = known("sam")

    def broken(person):
        Consent.objects.all().delete()
        raise RuntimeError("no room left")

    erasure.also(broken)
    with pytest.raises(RuntimeError):
        erasure.erase(sam.pk, "asked")
    assert (Person.objects.count(), Key.objects.count(), Consent.objects.count()) == (1, 1, 1)


@pytest.mark.django_db(transaction=True)
def test_of_two_at_once_one_does_it(known):
    sam, found, start = known("sam"), [], threading.Barrier(4)
    done = []
    erasure.also(lambda person: done.append(person.pk))

    def run():
        start.wait()
        try:
            found.append(erasure.erase(sam.pk, "asked"))
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(found) == [False, False, False, True]
    assert done == [sam.pk]
    assert gone()


@pytest.mark.django_db
def test_erased_while_being_read_is_left_out(known):
    """An export has its list of persons, and one of them is erased before their batch is opened."""
    sam, kim = known("sam"), known("kim")
    with answering():
        erasure.erase(sam.pk, "asked")
        assert set(vault.keys([sam.pk, kim.pk])) == {kim.pk}
    with pytest.raises(NoPurpose):
        vault.keys([kim.pk])


@pytest.mark.django_db
def test_release_erases_whom_nobody_needs(known):
    sam, kim, lou = known("sam"), known("kim"), known("lou")
    erasure.needed_by(lambda ids: {sam.pk} & set(ids))
    erasure.needed_by(lambda ids: [one for one in ids if one == kim.pk])
    assert erasure.release([sam.pk, kim.pk, lou.pk, "nobody0000"], "nothing kept") == 1
    assert (
        set(Person.objects.values_list("pk", flat=True))
        == {sam.pk, kim.pk}
        == set(Key.objects.values_list("pk", flat=True))
    )


# --- what belongs to nobody -----------------------------------------------------------------------------------


@pytest.mark.django_db
def test_the_walk_erases_whom_nobody_needs_once_they_are_a_day_old(known, monkeypatch):
    monkeypatch.setattr(strays, "LOOK", 2)
    people = [known(f"sam{number}").pk for number in range(5)]
    erasure.needed_by(lambda ids: set(ids) - {people[0], people[3]})
    assert sum(strays.walk() for _ in range(4)) == 0
    with clock.at(clock.now() + timedelta(days=2)):
        assert sum(strays.walk() for _ in range(4)) == 2
    assert set(Person.objects.values_list("pk", flat=True)) == {people[1], people[2], people[4]}


@pytest.mark.django_db
def test_a_key_without_a_person_goes_after_a_day(known):
    sam, kim = known("sam"), known("kim")
    Person.objects.filter(pk=sam.pk).delete()
    assert strays.sweep(clock.now()) == strays.overdue(clock.now()) == 0  # the person may be about to be committed
    later = clock.now() + timedelta(days=2)
    assert strays.overdue(later) == 1
    assert [strays.sweep(later), strays.sweep(later), strays.overdue(later)] == [1, 0, 0]
    assert [key.pk for key in Key.objects.all()] == [kim.pk]


@pytest.mark.django_db
def test_a_person_without_a_key_is_erased_again(known):
    """A copy from before an erasure was put back: the key store never forgets that it forgot."""
    sam, kim = known("sam"), known("kim")
    done = []
    erasure.also(lambda person: done.append(person.pk))
    Key.objects.filter(pk=sam.pk).delete()
    assert strays.overdue(clock.now()) == 1
    assert strays.sweep(clock.now()) == 1
    assert done == [sam.pk]
    assert list(Person.objects.all()) == [kim]


@pytest.mark.django_db
def test_the_workers_walk_comes_by_every_stray(known, monkeypatch):
    """A few at a time, whatever their number: neither a look nor a step reads all there are."""
    monkeypatch.setattr(strays, "LOOK", 2)
    monkeypatch.setattr(strays, "STEPS", 3)
    erasure.needed_by(lambda ids: ids)
    people = sorted(known(f"sam{number}").pk for number in range(9))
    Person.objects.filter(pk__in=[people[0], people[5]]).delete()
    Key.objects.filter(pk__in=[people[3], people[8]]).delete()
    with clock.at(clock.now() + timedelta(days=2)):
        assert len(strays.found(clock.now(), 100, strays.STEPS)[0]) <= 3
        assert sum(strays.walk() for _ in range(6)) == 4
        assert strays.found(clock.now(), 100) == ([], [])
    left = [person for person in people if person not in {people[0], people[3], people[5], people[8]}]
    assert sorted(Person.objects.values_list("pk", flat=True)) == left
    assert sorted(Key.objects.values_list("pk", flat=True)) == left


@pytest.mark.django_db
def test_databases_that_are_not_each_others_are_left_alone(known, monkeypatch):
    monkeypatch.setattr("smartbooth.people.start.FEW", 3)
    people = [known(f"sam{number}").pk for number in range(5)]
    later = clock.now() + timedelta(days=2)
    with transaction.atomic(), pytest.raises(strays.Mismatch, match="key store is not this database"):
        Key.objects.filter(pk__in=people[:3]).delete()
        strays.sweep(later)
    assert Person.objects.count() == 5
    for person in people[:3]:
        vault._store(person, b"k" * 32)
    Key.objects.filter(pk__in=people[:3]).delete()
    for person in people[:3]:
        vault._store(person, b"k" * 32)
    Person.objects.filter(pk__in=people[:3]).delete()
    with pytest.raises(strays.Mismatch, match="the database is not this key store"):
        strays.sweep(later)
    assert Key.objects.count() == 5
    assert strays.sweep(later, everything=True) == 3


# --- bytes -----------------------------------------------------------------------------------------------------


def stored(alias):
    name = connections[alias].settings_dict["NAME"]
    found = b""
    for ending in ("", "-wal"):
        with open(f"{name}{ending}", "rb") as file:
            found += file.read()
    return found


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif("connections['keys'].vendor != 'sqlite'", reason="SQLite's files")
def test_an_erased_key_leaves_no_byte_in_the_key_stores_files(known):
    sam, kim = known("sam"), known("kim")
    wrapped = {name: bytes(Key.objects.get(pk=name).wrapped) for name in (sam.pk, kim.pk)}
    store.settle()
    assert all(one in stored("keys") for one in wrapped.values())
    erasure.erase(sam.pk, "asked")
    assert wrapped[sam.pk] in stored("keys")  # the log and the file have yet to be settled
    store.settle()
    assert wrapped[sam.pk] not in stored("keys")
    assert sam.pk.encode() not in stored("keys")
    assert wrapped[kim.pk] in stored("keys")
