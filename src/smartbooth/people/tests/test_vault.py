"""Sealing and opening. Whom one may open at all is in test_gate.py."""

import threading

import pytest
from django.db import connections
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from smartbooth.people import cipher, ring, vault
from smartbooth.people.address import Address
from smartbooth.people.models import Key, Person, Ring
from smartbooth.people.tests.conftest import answering

SAM, KIM = Address.parse("Sam@example.org"), Address.parse("kim@example.org")
JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53), 2**53) | st.text(max_size=30),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=8,
)


@pytest.fixture
def _answering():
    with answering():
        yield


@given(st.binary(max_size=400), st.text(max_size=20))
def test_what_is_sealed_opens_and_differs_each_time(clear, what):
    key = cipher.new_key()
    sealed = cipher.seal(key, what, clear)
    assert cipher.unseal(key, what, sealed) == clear
    assert sealed != cipher.seal(key, what, clear)


@given(st.binary(min_size=1, max_size=60), st.data())
def test_any_changed_byte_is_noticed(clear, data):
    key = cipher.new_key()
    sealed = bytearray(cipher.seal(key, "here", clear))
    place = data.draw(st.integers(0, len(sealed) - 1))
    sealed[place] ^= data.draw(st.integers(1, 255))
    with pytest.raises(vault.Unreadable):
        cipher.unseal(key, "here", bytes(sealed))


@given(st.binary(max_size=60))
def test_noise_never_opens(noise):
    with pytest.raises(vault.Unreadable):
        cipher.unseal(cipher.new_key(), "here", noise)


@pytest.mark.django_db
@pytest.mark.usefixtures("_answering")
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(JSON, st.text(max_size=12), st.text(max_size=12))
@example({"name": "Sam"}, "lead/1", "lead/1")
def test_a_seal_opens_for_its_person_in_its_place_only(value, place, other):
    sam, _made = vault.find_or_make(SAM)
    kim, _made = vault.find_or_make(KIM)
    sealed = vault.seal(sam, place, value)
    assert vault.unseal(sam, place, sealed) == value
    for person, what in [(kim, place), (kim, other), *([(sam, other)] if other != place else [])]:
        with pytest.raises(vault.Unreadable):
            vault.unseal(person, what, sealed)


@pytest.mark.django_db
@pytest.mark.usefixtures("_answering")
def test_one_mailbox_is_one_person():
    person, made = vault.find_or_make(SAM)
    assert made
    again, made_again = vault.find_or_make(Address.parse("sam@EXAMPLE.org"))
    assert (again.pk, made_again) == (person.pk, False)
    assert vault.open(Person.objects.get()).address == "Sam@example.org"
    assert vault.find(SAM) == person
    assert vault.find(Address.parse("sam+1@example.org")) is None


@pytest.mark.django_db
@pytest.mark.usefixtures("_answering")
def test_records_and_keys_put_in_anothers_place_do_not_open():
    sam, kim = vault.find_or_make(SAM)[0], vault.find_or_make(KIM)[0]
    sam.sealed, kim.sealed = kim.sealed, sam.sealed
    with pytest.raises(vault.Unreadable):
        vault.open(sam)
    Key.objects.filter(pk=sam.pk).update(wrapped=Key.objects.get(pk=kim.pk).wrapped)
    with pytest.raises(vault.Unreadable):
        vault.open(Person.objects.get(pk=sam.pk))


@pytest.mark.django_db
@pytest.mark.usefixtures("_answering")
def test_another_master_key_opens_nothing(settings):
    vault.find_or_make(SAM)
    settings.MASTER_KEY = bytes(32)
    ring.clear()
    with pytest.raises(ring.RingError, match="does not open the key store"):
        vault.find(SAM)
    with pytest.raises(ring.RingError):
        vault.open(Person.objects.get())


@pytest.mark.django_db
@pytest.mark.usefixtures("_answering")
@pytest.mark.parametrize("name", ring.NAMES)
def test_a_ring_that_was_tampered_with_does_not_open(name):
    vault.find_or_make(SAM)
    row = Ring.objects.get(name=name)
    changed = bytearray(row.wrapped)
    changed[-1] ^= 1
    Ring.objects.filter(pk=row.pk).update(wrapped=bytes(changed))
    ring.clear()
    with pytest.raises(ring.RingError):
        vault.find_or_make(SAM)


@pytest.mark.django_db
def test_ring_keys_put_in_each_others_place_do_not_open():
    vault.find_or_make(SAM)
    wrapped = Ring.objects.get(name=ring.INDEX).wrapped
    Ring.objects.filter(name=ring.WRAP).update(wrapped=wrapped)
    ring.clear()
    with pytest.raises(ring.RingError):
        ring.current(ring.WRAP)


@pytest.mark.django_db
def test_a_ring_that_lacks_a_key_is_not_made_whole():
    vault.find_or_make(SAM)
    Ring.objects.filter(name=ring.INDEX).delete()
    ring.clear()
    with pytest.raises(ring.RingError, match="not complete"):
        vault.find(SAM)


@pytest.mark.django_db
def test_no_ring_is_made_over_people():
    vault.find_or_make(SAM)
    Ring.objects.all().delete()
    ring.clear()
    with pytest.raises(ring.RingError, match="The key store is empty"):
        vault.find(SAM)
    assert not Ring.objects.exists()


@pytest.mark.django_db
@pytest.mark.usefixtures("_answering")
def test_forgotten_means_the_key_is_gone():
    person, _made = vault.find_or_make(SAM)
    sealed, kept = vault.seal(person, "lead/1", "Sam"), Person.objects.get()
    vault.forget(person)
    assert not Key.objects.exists()
    assert vault.find(SAM) is None
    for read in (lambda: vault.open(kept), lambda: vault.unseal(kept, "lead/1", sealed)):
        with pytest.raises(vault.Forgotten):
            read()
    assert vault.keys([kept.pk]) == {}


@pytest.mark.django_db
@pytest.mark.usefixtures("_answering")
def test_a_person_whose_key_is_gone_begins_anew():
    """As after a restore of a copy from before their erasure."""
    before, _made = vault.find_or_make(SAM)
    Key.objects.all().delete()
    after, made = vault.find_or_make(SAM)
    assert made
    assert after.pk != before.pk
    assert vault.open(Person.objects.get()).address == "Sam@example.org"


@pytest.mark.django_db
@pytest.mark.usefixtures("_answering")
def test_an_address_is_corrected_and_what_was_sealed_stays():
    sam, sealed = vault.find_or_make(SAM)[0], None
    sealed = vault.seal(sam, "lead/1", "Sam")
    vault.find_or_make(KIM)
    with pytest.raises(vault.Taken):
        vault.correct(sam, KIM)
    vault.correct(sam, Address.parse("sam.reed@example.net"))
    found = vault.find(Address.parse("sam.reed@example.net"))
    assert vault.open(found).address == "sam.reed@example.net"
    assert vault.unseal(found, "lead/1", sealed) == "Sam"
    assert vault.find(SAM) is None


@pytest.mark.django_db
def test_a_thousand_are_read_in_a_constant_number_of_queries(django_assert_num_queries):
    people = [vault.find_or_make(Address.parse(f"sam{n}@example.org"))[0] for n in range(1000)]
    with answering(), django_assert_num_queries(1, connection=connections["keys"]), django_assert_num_queries(0):
        found = vault.keys([person.pk for person in people])
    assert [vault.contact(found[person.pk], person.pk, person.sealed).address for person in people[::333]] == [
        f"sam{n}@example.org" for n in range(0, 1000, 333)
    ]


@pytest.mark.django_db(transaction=True)
def test_threads_with_one_address_get_one_person():
    start, found = threading.Barrier(8), []

    def run():
        start.wait()
        try:
            found.append(vault.find_or_make(SAM))
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == 8
    assert len({person.pk for person, _made in found}) == 1
    assert [made for _person, made in found].count(True) == 1
    assert Person.objects.count() == Key.objects.count() == 1
    assert Ring.objects.count() == 3
