"""From the approval to every mailbox that may have it, once."""

from datetime import timedelta

import pytest

from smartbooth.accounts.tenancy import everywhere
from smartbooth.core import clock
from smartbooth.mail import alike, batch, choices, feed, send
from smartbooth.mail.models import Outbox
from smartbooth.newsletters import steps
from smartbooth.newsletters.digest import audience, feeding, shown, states
from smartbooth.newsletters.digest.messages import Digest
from smartbooth.newsletters.digest.models import Listed, Round
from smartbooth.newsletters.digest.tests.scene import agree, approve, left, listed
from smartbooth.people import consents, erasure, suppression
from smartbooth.registry.purposes import Purpose

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _anew():
    alike.clear()
    yield
    send.end()


@pytest.fixture
def lamp(world):
    return listed(world.workspace, "Lamp")


def work():
    """The worker, until nothing is left to do."""
    while feeding.due():
        pass


def got():
    return set(Outbox.objects.filter(message=Digest.name, state=Outbox.SENT).values_list("person_id", flat=True))


def test_who_gets_it(world, lamp):
    """In Europe who agreed, elsewhere who left an address and did not object."""
    left("paul", "FR")
    ada = left("ada", "FR", agreed=True)
    sam = left("sam", "US")
    objected, stopped, back = left("olga", "US"), left("emil", "US"), left("karl", "US")
    agree(objected)
    consents.withdraw(consents.live(objected.pk, Purpose.MARKETING), "my data")
    choices.stop(stopped, suppression.DIGEST, choices.BY_LINK)
    consents.end([back.pk], "launch0000", "my data")
    erasure.erase(left("nina", "US").pk, "asked")
    approve(world.owner)
    work()
    send.due()
    assert got() == {ada.pk, sam.pk}
    one = Round.objects.get()
    work()
    one.refresh_from_db()
    assert (one.state, one.cursor) == (Round.SENT, "")
    assert shown.numbers(one).sent == 2


def test_who_confirmed_nothing_yet_left_nothing_yet(lamp):
    person = left("ada", "US")
    consents.of(person.pk).update(awaits=True)
    assert audience.after("", 10) == [] and audience.offered(person) == []


def test_everybody_once_in_batches(world, lamp, monkeypatch):
    everybody = {left(f"reader{number}", "US").pk for number in range(23)}
    real = feed.feed
    monkeypatch.setattr(feeding, "feed", lambda *given: real(*given, low=1000, batch=5))
    approve(world.owner)
    for _more in range(3):
        feeding.due()
    assert Outbox.objects.filter(message=Digest.name).count() == 15
    work()
    send.due()
    assert got() == everybody
    assert Outbox.objects.filter(message=Digest.name).count() == 23


def test_killed_in_a_batch_it_goes_on_where_it_was(world, lamp, monkeypatch):
    everybody = {left(f"reader{number}", "US").pk for number in range(12)}
    real = feed.feed
    monkeypatch.setattr(feeding, "feed", lambda *given: real(*given, low=1000, batch=5))
    one = approve(world.owner)
    feeding.due()
    with monkeypatch.context() as patch:
        patch.setattr(Round, "save", lambda *args, **kwargs: exec("raise KeyboardInterrupt"))
        with pytest.raises(KeyboardInterrupt):
            feeding.due()
    assert Outbox.objects.filter(about=one.pk).count() == 5
    work()
    send.due()
    assert got() == everybody and Outbox.objects.filter(message=Digest.name).count() == 12


def test_who_stops_it_while_it_goes_out(world, lamp):
    ada = left("ada", agreed=True)
    approve(world.owner)
    feeding.due()
    assert Outbox.objects.filter(person_id=ada.pk, state=Outbox.WAITING, bulk=True).exists()
    choices.stop(ada, suppression.DIGEST, choices.BY_LINK)
    send.due()
    assert got() == set()


def test_not_before_its_moment(world, lamp):
    left("ada", agreed=True)
    at = clock.now() + timedelta(hours=2)
    approve(world.owner, at)
    assert feeding.due() == 0
    with clock.at(at):
        assert feeding.due()
    assert Outbox.objects.filter(message=Digest.name).count() == 1


def test_paused_resumed_stopped(world, lamp):
    for number in range(3):
        left(f"reader{number}", "US")
    one = approve(world.owner)
    feeding.due()
    assert steps.pause(one) and not steps.pause(one)
    send.due()
    assert got() == set() and batch.counts(one.pk)[Outbox.PAUSED] == 3
    assert steps.resume(one)
    assert states.stop(one) and not steps.resume(one)
    work()
    send.due()
    assert got() == set()
    one.refresh_from_db()
    assert one.state == Round.STOPPED and one.ended_at is not None


def test_when_every_owner_changed_their_mind_it_stops(world, lamp):
    left("ada", agreed=True)
    approve(world.owner)
    feeding.due()
    with everywhere():
        Listed.objects.all().delete()
    work()
    send.due()
    assert got() == set() and Round.objects.get().state == Round.STOPPED


def test_a_person_gets_no_more_than_a_years_letters(world, lamp, settings, monkeypatch):
    settings.DIGESTS_PER_YEAR = 10
    monkeypatch.setattr(Digest, "budget", 1)
    left("ada", agreed=True)
    for number in range(2):
        listed(world.workspace, f"Clock {number}")
        approve(world.owner)
        work()
        send.due()
    assert sorted(Outbox.objects.values_list("state", flat=True)) == [Outbox.SENT, Outbox.SUPPRESSED]


def test_the_language_is_the_one_they_chose(world, lamp):
    listed(world.workspace, "Pain", "fr")
    ada, paul = left("ada", language="fr", agreed=True), left("paul", language="fr", agreed=True)
    choices.speak(paul, "en")
    approve(world.owner)
    feeding.due()
    assert dict(Outbox.objects.values_list("person_id", "language")) == {ada.pk: "fr", paul.pk: "en"}
    made = {row.language: alike.compose(row) for row in Outbox.objects.all()}
    assert "Pain" in made["fr"].text and "Lamp" not in made["fr"].text
    assert "Lamp" in made["en"].text and "Pain" not in made["en"].text


def test_how_many_would_get_it(lamp):
    left("paul")
    left("ada", language="fr", agreed=True)
    left("sam", "US")
    found = audience.readers()
    assert (found.by_language, found.total, found.more) == ({"fr": 1, "en": 1}, 2, False)


def test_where_there_are_many_it_says_so(lamp, monkeypatch):
    monkeypatch.setattr(audience, "MOST", 2)
    monkeypatch.setattr(audience.gate, "AT_ONCE", 2)
    for number in range(5):
        left(f"reader{number}", "US")
    assert audience.readers().more


def test_the_numbers_are_kept_when_the_outbox_forgets(world, lamp):
    left("ada", agreed=True)
    one = approve(world.owner)
    work()
    send.due()
    work()
    with clock.at(clock.now() + timedelta(days=31)):
        assert feeding.keep() == 1 and feeding.keep() == 0
    Outbox.objects.all().delete()
    one.refresh_from_db()
    assert shown.numbers(one).sent == 1


def test_idle_it_asks_one_question(db, django_assert_num_queries):
    with django_assert_num_queries(1):
        assert feeding.due() == 0


def test_its_batches_are_as_many_queries_for_two_as_for_twenty(world, lamp):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    for number in range(22):
        left(f"reader{number}", "US")
    one = approve(world.owner)
    states.begin(clock.now())
    counts = []
    for size in (2, 20):
        with CaptureQueriesContext(connection) as asked:
            feed_of(size, one)
        counts.append(len(asked))
    assert counts[0] == counts[1]


def feed_of(size, one):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(feeding, "feed", lambda *given: feed.feed(*given, low=1000, batch=size))
        assert feeding.feed_once(one.pk) == size
