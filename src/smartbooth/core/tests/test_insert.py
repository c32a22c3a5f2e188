import pytest

from smartbooth.core import clock
from smartbooth.core.insert import insert
from smartbooth.people.models import Person
from smartbooth.tallies.models import Pending


@pytest.mark.django_db
def test_a_row_is_stored_as_the_orm_would():
    person = Person(index=b"\x00" * 32, sealed=b"\xff'; DROP TABLE people_person; --", created_at=clock.now())
    assert insert(person)
    found = Person.objects.get(pk=person.pk)
    assert (found.index, found.sealed, found.created_at) == (person.index, person.sealed, person.created_at)


@pytest.mark.django_db
def test_a_taken_place_is_told_and_left_alone():
    first = Person(index=b"\x01" * 32, sealed=b"first", created_at=clock.now())
    assert insert(first)
    assert not insert(Person(index=b"\x01" * 32, sealed=b"second", created_at=clock.now()))
    assert Person.objects.get().sealed == b"first"


@pytest.mark.django_db
def test_keys_that_the_database_gives():
    assert insert(Pending(line="one"))
    assert insert(Pending(line="two"))
    assert list(Pending.objects.order_by("pk").values_list("line", flat=True)) == ["one", "two"]
