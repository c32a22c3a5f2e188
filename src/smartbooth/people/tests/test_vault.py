import threading

import pytest
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st

from smartbooth.people import cipher, vault
from smartbooth.people.address import Address
from smartbooth.people.models import Key, Person

SAM = Address.parse("Sam@example.org")


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
def test_one_mailbox_is_one_person():
    person, made = vault.find_or_make(SAM)
    assert made
    again, made_again = vault.find_or_make(Address.parse("sam@EXAMPLE.org"))
    assert (again.pk, made_again) == (person.pk, False)
    assert vault.open(Person.objects.get()).address == "Sam@example.org"
    assert vault.find(SAM) == person
    assert vault.find(Address.parse("sam+1@example.org")) is None


@pytest.mark.django_db
def test_seals_open_in_their_own_place_only():
    sam, _made = vault.find_or_make(SAM)
    kim, _made = vault.find_or_make(Address.parse("kim@example.org"))
    sealed = vault.seal(sam, "lead/1", {"name": "Sam"})
    assert vault.unseal(sam, "lead/1", sealed) == {"name": "Sam"}
    for person, what in [(sam, "lead/2"), (kim, "lead/1")]:
        with pytest.raises(vault.Unreadable):
            vault.unseal(person, what, sealed)
    sam.sealed, kim.sealed = kim.sealed, sam.sealed
    with pytest.raises(vault.Unreadable):
        vault.open(sam)
    sam.key.wrapped = kim.key.wrapped
    with pytest.raises(vault.Unreadable):
        vault.unseal(sam, "lead/1", sealed)


@pytest.mark.django_db
def test_another_master_key_finds_and_opens_nothing(settings):
    person, _made = vault.find_or_make(SAM)
    settings.MASTER_KEY = bytes(32)
    assert vault.find(SAM) is None
    with pytest.raises(vault.Unreadable):
        vault.open(person)


@pytest.mark.django_db
def test_forgotten_means_the_key_is_gone():
    person, _made = vault.find_or_make(SAM)
    vault.forget(person)
    assert not Key.objects.exists()
    assert vault.find(SAM) is None


@pytest.mark.django_db(transaction=True)
def test_threads_with_one_address_get_one_person():
    start, found = threading.Barrier(8), []

    def run():
        start.wait()
        try:
            found.append(vault.find_or_make(SAM))
        finally:
            connection.close()

    threads = [threading.Thread(target=run) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == 8
    assert len({person.pk for person, _made in found}) == 1
    assert [made for _person, made in found].count(True) == 1
    assert Person.objects.count() == Key.objects.count() == 1
