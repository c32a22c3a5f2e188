"""Whom one may read: a purpose, a basis, and where that is consent, a live one."""

import threading

import pytest

from smartbooth.people import consents, gate, suppression, vault
from smartbooth.people.models import Consent
from smartbooth.people.purpose import OPERATOR, NoConsent, NoPurpose, current, purpose
from smartbooth.people.tests.conftest import agree, answering, reading
from smartbooth.registry.bases import Gap
from smartbooth.registry.purposes import Purpose
from smartbooth.registry.subjects import Subject

pytestmark = pytest.mark.django_db


def marketing(controller=OPERATOR):
    return purpose(Purpose.MARKETING, of=Subject.LEAD, controller=controller)


def may(person):
    try:
        vault.open(person)
    except NoConsent as refused:
        assert refused.persons == {person.pk}
        return False
    return True


def test_nothing_is_read_without_a_purpose(known):
    sam = known("sam")
    sealed = vault.seal(sam, "lead/1", "Sam")
    for read in (
        lambda: vault.open(sam),
        lambda: vault.unseal(sam, "lead/1", sealed),
        lambda: vault.keys([sam.pk]),
    ):
        with pytest.raises(NoPurpose):
            read()


def test_a_purpose_ends_with_its_block_also_when_that_fails(known):
    sam = known("sam")
    with pytest.raises(RuntimeError, match="over"), reading():
        assert vault.open(sam).address == "sam@example.org"
        with answering():
            assert current().purpose is Purpose.CLAIMS
        assert current().purpose is Purpose.SERVICE
        raise RuntimeError("over")
    with pytest.raises(NoPurpose):
        vault.open(sam)


def test_another_thread_has_its_own():
    found = []

    def look():
        try:
            current()
        except NoPurpose as error:
            found.append(error)

    with reading():
        thread = threading.Thread(target=look)
        thread.start()
        thread.join()
    assert len(found) == 1


def test_what_is_no_purpose_is_refused_at_once():
    with pytest.raises(ValueError, match="curiosity"), purpose("curiosity", of=Subject.LEAD):
        pass


def test_a_gap_is_an_error(known):
    sam = known("sam")
    with pytest.raises(Gap), purpose(Purpose.BILLING, of=Subject.LEAD):
        vault.open(sam)


def test_the_owner_reads_whoever_agreed_to_their_launch_alone(known):
    sam = known("sam")
    with reading():
        assert may(sam)
    for elsewhere in (reading(controller="other00000"), reading(launch="other00000"), reading(OPERATOR, "")):
        with elsewhere:
            assert not may(sam)


def test_a_ticked_box_alone_lets_nobody_read(known):
    sam = known("sam", box="purpose_1", way=consents.EXPLICIT)
    with reading():
        assert not may(sam)


def test_what_awaits_confirmation_lets_nobody_read(known):
    sam = known("sam", awaits=True)
    with reading():
        assert not may(sam)
        assert consents.confirm(Consent.objects.get())
        assert not consents.confirm(Consent.objects.get())
        assert may(sam)


def test_taken_back_is_refused_and_given_anew_is_read_again(known):
    sam = known("sam")
    with reading():
        consents.withdraw(Consent.objects.get(), "my data")
        assert not may(sam)
        assert agree(sam)
        assert may(sam)


def test_of_many_all_are_refused_for_one(known):
    sam, kim, lou = known("sam"), known("kim"), known("lou")
    consents.withdraw(Consent.objects.get(person=kim), "my data")
    ids = [person.pk for person in (sam, kim, lou)]
    with reading():
        with pytest.raises(NoConsent) as refused:
            vault.keys(ids)
        assert refused.value.persons == {kim.pk}
        assert gate.allowed(ids) == {sam.pk, lou.pk}
        assert set(vault.keys(gate.allowed(ids))) == {sam.pk, lou.pk}


def test_a_law_needs_nobodys_consent(known):
    sam = known("sam")
    consents.withdraw(Consent.objects.get(), "my data")
    with answering():
        assert may(sam)


def test_a_thousand_are_asked_about_by_one_query(known, django_assert_num_queries):
    people = [known(f"sam{n}").pk for n in range(30)]
    with reading(), django_assert_num_queries(1):
        assert gate.allowed(people * 30) == set(people)
    with marketing(), django_assert_num_queries(1):
        assert gate.allowed(people) == set()


@pytest.mark.parametrize(
    ("country", "unasked"), [("FR", False), ("", False), ("ZZ", False), ("US", True), ("BR", True)]
)
def test_advertising_needs_consent_here_and_waits_for_an_objection_there(known, country, unasked):
    sam = known("sam", country=country)
    with marketing():
        assert may(sam) is unasked


def test_the_strictest_region_holds(known):
    sam = known("sam", country="US")
    agree(sam, launch="other00000", country="FR")
    with marketing():
        assert not may(sam)


def test_an_objection_ends_advertising(known):
    sam = known("sam", country="US")
    agreed = {"purpose": Purpose.MARKETING, "controller": OPERATOR, "launch": "", "country": "US"}
    assert agree(sam, **agreed)
    with marketing():
        assert may(sam)
        consents.withdraw(Consent.objects.get(purpose="marketing"), "my data")
        assert not may(sam)


@pytest.mark.parametrize("kind", [suppression.MARKETING, suppression.EVERYTHING])
def test_who_is_suppressed_gets_no_advertising_consent_or_not(known, kind):
    sam = known("sam")
    agree(sam, purpose=Purpose.MARKETING, controller=OPERATOR, launch="")
    with marketing():
        assert may(sam)
        suppression.add(sam.index, kind)
        assert not may(sam)
        suppression.lift(sam.index, kind)
        assert may(sam)
