"""Fed into the outbox: everybody once, nobody twice, nobody who stopped it, whatever dies on the way."""

import pytest
from django.db import transaction

from smartbooth.mail import batch, choices
from smartbooth.mail.feed import feed
from smartbooth.mail.models import Outbox
from smartbooth.people import consents, erasure, gate, store, suppression, vault
from smartbooth.people.address import Address
from smartbooth.people.models import Person
from smartbooth.registry.purposes import Purpose

ABOUT = "issue-1"


@pytest.fixture
def readers(db):
    """25 persons who agreed, by id."""
    with store.both():
        made = [vault.find_or_make(Address.parse(f"reader{n}@example.org"))[0] for n in range(25)]
        for person in made:
            agree(person)
    return sorted(made, key=lambda person: person.pk)


def agree(person):
    consents.give(person.pk, purpose=Purpose.MARKETING, words="Write to me", language="en", country="FR")


def everybody(after, limit):
    found = Person.objects.filter(pk__gt=after).order_by("pk").values_list("pk", flat=True)[:limit]
    return [(key, "en") for key in found]


def all_of_it(message, size=10, persons=everybody):
    """Fed to the end, with nothing going out meanwhile; how many were posted."""
    total, cursor = 0, ""
    while cursor is not None:
        with transaction.atomic():
            posted, cursor = feed(ABOUT, cursor, persons, message, {}, low=1_000, batch=size)
        total += posted
    return total


def posted():
    return sorted(Outbox.objects.filter(about=ABOUT).values_list("person_id", flat=True))


@pytest.mark.parametrize("size", [1, 5, 7, 25, 26])
def test_everybody_gets_it_once_whatever_the_batch(readers, news, size):
    assert all_of_it(news, size) == 25
    assert posted() == [person.pk for person in readers]
    assert set(Outbox.objects.values_list("state", "bulk", "message")) == {(Outbox.WAITING, news.bulk, "news")}


def test_a_cursor_that_was_lost_posts_nobody_anything_twice(readers, news):
    all_of_it(news)
    assert all_of_it(news) == 0
    assert posted() == [person.pk for person in readers]


def test_who_dies_in_the_midst_leaves_neither_rows_nor_cursor(readers, news):
    """The batch and the cursor are one transaction: what did not end begins again where the last one ended."""
    with transaction.atomic():
        _first, cursor = feed(ABOUT, "", everybody, news, {}, batch=10)
    with pytest.raises(KeyboardInterrupt), transaction.atomic():
        feed(ABOUT, cursor, everybody, news, {}, batch=10)
        assert Outbox.objects.count() == 20
        raise KeyboardInterrupt
    assert posted() == [person.pk for person in readers[:10]]
    for size in (10, 10):
        with transaction.atomic():
            _count, cursor = feed(ABOUT, cursor, everybody, news, {}, batch=size)
    assert posted() == [person.pk for person in readers]


def test_it_waits_until_few_are_left(readers, news):
    with transaction.atomic():
        assert feed(ABOUT, "", everybody, news, {}, low=5, batch=10) == (10, readers[9].pk)
        assert feed(ABOUT, readers[9].pk, everybody, news, {}, low=5, batch=10) == (0, readers[9].pk)
        left = Outbox.objects.filter(about=ABOUT).values_list("pk", flat=True)[:6]
        Outbox.objects.filter(pk__in=list(left)).update(state=Outbox.SENT)
        assert feed(ABOUT, readers[9].pk, everybody, news, {}, low=5, batch=10) == (10, readers[19].pk)


def test_letters_that_fail_hold_up_the_next_ones(readers, news):
    """A provider that is down for an hour meets five hundred letters, not a million."""
    with transaction.atomic():
        _count, cursor = feed(ABOUT, "", everybody, news, {}, low=5, batch=10)
        Outbox.objects.update(state=Outbox.FAILED)
        assert feed(ABOUT, cursor, everybody, news, {}, low=5, batch=10) == (0, cursor)


def test_nothing_is_posted_while_the_issue_is_paused(readers, news):
    with transaction.atomic():
        _count, cursor = feed(ABOUT, "", everybody, news, {}, batch=2)
        batch.pause(ABOUT)
        assert feed(ABOUT, cursor, everybody, news, {}, batch=2) == (0, cursor)
        batch.resume(ABOUT)
        assert feed(ABOUT, cursor, everybody, news, {}, batch=2)[0] == 2


def test_who_stopped_it_is_passed_over(readers, news):
    choices.stop(readers[3], suppression.DIGEST, choices.BY_LINK)
    suppression.add(bytes(readers[4].index), suppression.MARKETING)
    suppression.add(bytes(readers[5].index), suppression.BOUNCED)
    assert all_of_it(news) == 22
    assert not {one.pk for one in readers[3:6]} & set(posted())


def test_who_stops_between_two_batches_gets_none(readers, news):
    with transaction.atomic():
        _count, cursor = feed(ABOUT, "", everybody, news, {}, batch=10)
    choices.stop(readers[12], suppression.DIGEST, choices.BY_LINK)
    erasure.erase(readers[13].pk, "asked")
    with transaction.atomic():
        assert feed(ABOUT, cursor, everybody, news, {}, batch=10) == (9, readers[20].pk)
    assert not {readers[12].pk, readers[13].pk} & set(posted())


def test_a_batch_of_which_nobody_wants_it_moves_on(readers, news):
    for person in readers[:10]:
        choices.stop(person, suppression.DIGEST, choices.BY_LINK)
    with transaction.atomic():
        assert feed(ABOUT, "", everybody, news, {}, batch=10) == (0, readers[9].pk)
    assert all_of_it(news) == 15


def test_who_chose_a_language_gets_it(readers, news):
    choices.speak(readers[2], "fr")
    all_of_it(news)
    assert list(Outbox.objects.filter(language="fr").values_list("person_id", flat=True)) == [readers[2].pk]


def test_without_a_transaction_nothing_is_posted(transactional_db, news):
    with pytest.raises(transaction.TransactionManagementError):
        feed(ABOUT, "", everybody, news, {})


@pytest.mark.parametrize("size", [0, -1, gate.AT_ONCE + 1])
def test_a_batch_has_a_size(readers, news, size):
    with pytest.raises(ValueError):
        feed(ABOUT, "", everybody, news, {}, batch=size)


def test_what_the_message_may_not_contain_is_refused_before_anybody_is_looked_at(readers, news):
    with pytest.raises(TypeError):
        feed(ABOUT, "", everybody, news, {"words": "Buy"})
    assert not Outbox.objects.exists()


def test_ten_are_as_many_queries_as_two(readers, news, django_assert_num_queries):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as few:
        feed(ABOUT, "", everybody, news, {}, batch=2)
    with django_assert_num_queries(len(few)):
        feed(ABOUT, readers[1].pk, everybody, news, {}, batch=10)
