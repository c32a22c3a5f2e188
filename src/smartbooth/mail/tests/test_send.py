"""Posted, claimed, sent: each row ends in a state that is true."""

import time
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from smartbooth.core import clock
from smartbooth.mail import basis, choices, courier, lanes, line, send, transports
from smartbooth.mail import batch as mail_batch
from smartbooth.mail.admit import Batch, admit
from smartbooth.mail.lanes import Lanes
from smartbooth.mail.models import Outbox
from smartbooth.mail.outbox import post
from smartbooth.mail.reading import again
from smartbooth.people import consents, erasure, store, suppression, vault
from smartbooth.people.address import Address
from smartbooth.registry.purposes import Purpose


def states():
    return sorted(Outbox.objects.values_list("state", flat=True))


@pytest.fixture
def broken(monkeypatch):
    """A transport that fails as `broken["raises"]` says."""
    failing = {"raises": transports.Later("no such luck, sam@example.org")}

    class Session:
        closed = False

        def send(self, envelope):
            if failing["raises"]:
                raise failing["raises"]

        def close(self):
            pass

    class Transport:
        addressed, connections = False, 1
        open = Session

    monkeypatch.setattr(transports, "current", Transport)
    send.end()
    yield failing
    send.end()


def test_a_posted_message_is_sent_once(sam, hello, still):
    assert post(hello, sam.pk, "en", owner="Aurora")
    assert states() == [Outbox.WAITING]
    assert send.due() == 1 and send.due() == 0
    row = Outbox.objects.get()
    assert (row.state, row.sent_at, row.problem, row.claim) == (Outbox.SENT, still, "", "")


def test_a_row_holds_no_address(sam, hello):
    post(hello, sam.pk, "en", owner="sam@example.org Ltd")
    row = Outbox.objects.values().get()
    assert "example.org" not in str(row) and "@" not in row["params"]


def test_of_two_posts_with_one_name_the_second_changes_nothing(sam, hello):
    assert post(hello, sam.pk, "en", unique="hello/1", owner="Aurora")
    assert not post(hello, sam.pk, "fr", unique="hello/1", owner="Other")
    assert Outbox.objects.get().language == "en"


def test_what_was_rolled_back_is_not_posted(sam, hello):
    with pytest.raises(IntegrityError), transaction.atomic():
        post(hello, sam.pk, "en", owner="Aurora")
        raise IntegrityError
    assert not Outbox.objects.exists()


def test_two_workers_never_have_the_same_row(sam, hello):
    post(hello, sam.pk, "en", owner="Aurora")
    now = clock.now()
    first, second = line.claim("one", now, 10), line.claim("two", now, 10)
    assert len(first) == 1 and second == []


def test_a_worker_that_died_leaves_its_rows_to_another(sam, hello):
    post(hello, sam.pk, "en", owner="Aurora")
    [row] = line.claim("dead", clock.now(), 10)
    assert send.due() == 0
    with clock.at(clock.now() + line.LEASE + timedelta(seconds=1)):
        assert send.due() == 1
    assert Outbox.objects.get().state == Outbox.SENT
    # The first one comes back late: what the other recorded stays.
    line.record("dead", [(row, line.Outcome(Outbox.FAILED, "late"))], clock.now())
    assert Outbox.objects.get().state == Outbox.SENT


def test_what_fails_is_tried_again_later_each_time_and_then_given_up(sam, hello, broken):
    post(hello, sam.pk, "en", owner="Aurora")
    moment, waits = clock.now(), []
    for number in range(1, lanes.TRIES + 1):
        with clock.at(moment):
            assert send.due() == 1 and send.due() == 0
        row = Outbox.objects.get()
        assert row.attempts == number
        waits.append(row.due_at - moment)
        moment = row.due_at
    assert row.state == Outbox.DEAD and "no such luck" in row.problem and "@" not in row.problem
    assert waits[:3] == [timedelta(minutes=2), timedelta(minutes=4), timedelta(minutes=8)]
    broken["raises"] = None
    with clock.at(moment):
        assert send.due() == 0
        assert again(row) and send.due() == 1
    assert Outbox.objects.get().state == Outbox.SENT


def test_while_the_server_is_away_letters_wait_and_none_is_the_worse(sam, hello, broken, monkeypatch):
    broken["raises"] = transports.Away("The mail server does not answer")
    post(hello, sam.pk, "en", owner="Aurora")
    post(hello, sam.pk, "en", owner="Borealis")
    assert send.due() == 1 and send.due() == 0, "nobody knocks a second time"
    assert set(Outbox.objects.values_list("state", "attempts", "problem")) == {
        (Outbox.WAITING, 0, "The mail server does not answer"), (Outbox.WAITING, 0, "")
    }  # fmt: skip
    assert Outbox.objects.filter(due_at__gt=clock.now()).exclude(problem="").count() == 1
    broken["raises"] = None
    send.courier().lanes.rest.until = 0.0  # its time is over
    with clock.at(clock.now() + timedelta(seconds=lanes.AWAY + 1)):
        assert send.due() == 2
    assert states() == [Outbox.SENT] * 2


def test_an_address_that_does_not_exist_is_not_written_to_again_but_for_what_is_waited_for(
    sam, hello, news, broken
):
    agree(sam)
    broken["raises"] = transports.Refused("RCPT: 550 5.1.1", mailbox=True)
    post(hello, sam.pk, "en", owner="Aurora")
    post(news, sam.pk, "en")
    send.due()
    assert states() == [Outbox.DEAD, Outbox.SUPPRESSED], "asked again before the second went"
    with pytest.raises(basis.NoBasis):
        post(news, sam.pk, "en")
    broken["raises"] = None
    post(hello, sam.pk, "en", owner="Aurora")
    send.due()
    assert states() == [Outbox.DEAD, Outbox.SENT, Outbox.SUPPRESSED]


def test_a_letter_is_in_the_language_its_reader_chose_since(sam, hello, monkeypatch):
    post(hello, sam.pk, "en", owner="Aurora")
    choices.speak(sam, "fr")
    seen = []
    monkeypatch.setattr(Lanes, "put", lambda lane, row, envelope: seen.append(envelope.letter.language))
    send.courier().dispatch()
    assert seen == ["fr"]
    send.courier().under_way.clear()


def test_one_that_nobody_can_judge_does_not_hold_up_the_others(sam, hello, monkeypatch):
    """A key that does not open, a basis that nobody declared: whatever it is, the rest goes."""
    for owner in ("Aurora", "Borealis", "Corona"):
        post(hello, sam.pk, "en", owner=owner)
    odd = Outbox.objects.order_by("pk").first()
    judged = courier.admit

    def stumbles(batch):
        if any(row.pk == odd.pk for row in batch.rows):
            raise ValueError("sam@example.org does not open")
        return judged(batch)

    monkeypatch.setattr(courier, "admit", stumbles)
    send.due()
    assert states() == [Outbox.FAILED, Outbox.SENT, Outbox.SENT]
    odd.refresh_from_db()
    assert odd.attempts == 1 and odd.problem == "ValueError: [address] does not open" and odd.due_at > clock.now()


def test_letters_on_their_way_count(sam, hello):
    """While a server is slow to answer, nobody gets more than their budget: three a year of this one."""
    admitted = 0
    for number in range(6):
        post(hello, sam.pk, "en", owner="Aurora")
        batch = admit(Batch(line.claim(f"worker {number}", clock.now(), 10), clock.now(), addressed=False))
        admitted += len(batch.ready)
    assert admitted == 3


def test_what_was_stopped_for_good_does_not_go_when_its_worker_died(sam, hello):
    post(hello, sam.pk, "en", about="issue", owner="Aurora")
    line.claim("dead", clock.now(), 10)
    assert mail_batch.cancel("issue", "Stopped") == 1
    with clock.at(clock.now() + line.LEASE + timedelta(seconds=1)):
        assert send.due() == 0
    assert states() == [Outbox.SUPPRESSED]


def test_what_was_sent_all_the_same_says_so(sam, hello):
    """Paused, or cancelled, while it was under way: it is told as it was."""
    for act in (lambda: mail_batch.cancel("issue", "Stopped"), lambda: mail_batch.pause("issue")):
        post(hello, sam.pk, "en", about="issue", owner="Aurora")
        [row] = line.claim("living", clock.now(), 10)
        act()
        line.record("living", [(row, line.SENT)], clock.now())
        assert states() == [Outbox.SENT]
        Outbox.objects.all().delete()
    post(hello, sam.pk, "en", about="issue", owner="Aurora")
    [row] = line.claim("living", clock.now(), 10)
    mail_batch.pause("issue")
    line.record("living", [(row, line.Outcome(Outbox.FAILED, "busy", wait=9))], clock.now())
    assert states() == [Outbox.PAUSED]


def test_a_server_with_fewer_connections_than_lanes_gets_the_letters_by_those(sam, hello, monkeypatch):
    hello.budget = 100
    open_ones = []

    class Session:
        closed = False

        def __init__(self):
            if len(open_ones) == 2:
                raise transports.Away("too many connections")
            open_ones.append(self)

        def send(self, envelope):
            time.sleep(0.005)

        def close(self):
            open_ones.remove(self)

    class Transport:
        addressed, connections = False, 4
        open = Session

    monkeypatch.setattr(transports, "current", Transport)
    send.end()
    for _ in range(14):
        post(hello, sam.pk, "en", owner="Aurora")
    send.due()
    send.end()
    assert states() == [Outbox.SENT] * 14


def test_what_nobody_waits_for_goes_last(sam, hello, news):
    news.bulk = True
    agree(sam)
    post(news, sam.pk, "en")
    post(hello, sam.pk, "en", owner="Aurora")
    assert [row.message for row in line.claim("one", clock.now(), 1)] == ["hello"]


def test_one_that_cannot_be_written_does_not_hold_up_the_others(sam, hello):
    for owner in ("Aurora", "Borealis"):
        post(hello, sam.pk, "en", owner=owner)
    first = Outbox.objects.order_by("created_at").first()
    Outbox.objects.filter(pk=first.pk).update(params="not JSON")
    send.due()
    assert states() == [Outbox.DEAD, Outbox.SENT]


def test_a_message_no_room_declares_any_more_is_given_up(sam, hello, declared):
    post(hello, sam.pk, "en", owner="Aurora")
    del declared["hello"]
    send.due()
    assert states() == [Outbox.DEAD]


def test_a_person_gets_so_many_letters_a_day_and_no_more(sam, hello, settings):
    """Whoever fills in a thousand forms with somebody's address fills no mailbox; a quarter is kept."""
    settings.MAILS_PER_DAY = 4
    hello.budget = 100
    for _ in range(10):
        post(hello, sam.pk, "en", owner="Aurora")
    send.due()
    assert states() == [Outbox.HELD] * 7 + [Outbox.SENT] * 3
    hello.essential = True
    post(hello, sam.pk, "en", owner="Aurora")
    post(hello, sam.pk, "en", owner="Aurora")
    send.due()
    assert states() == [Outbox.HELD] * 8 + [Outbox.SENT] * 4
    with clock.at(clock.now() + timedelta(days=1, minutes=1)):
        post(hello, sam.pk, "en", owner="Aurora")
        send.due()
    assert states() == [Outbox.HELD] * 8 + [Outbox.SENT] * 5


def test_another_persons_budget_is_their_own(sam, hello, settings):
    settings.MAILS_PER_DAY = 4
    with store.both():
        other = vault.find_or_make(Address.parse("olga@example.org"))[0]
    for person in (sam, sam, sam, sam, other):
        post(hello, person.pk, "en", owner="Aurora")
    send.due()
    assert list(Outbox.objects.filter(state=Outbox.SENT, person_id=other.pk)) != []


def test_a_service_message_has_a_budget_a_year(sam, hello):
    for _ in range(4):
        post(hello, sam.pk, "en", owner="Aurora")
    send.due()
    assert states() == [Outbox.HELD] + [Outbox.SENT] * 3
    held = Outbox.objects.get(state=Outbox.HELD)
    assert "one year" in held.problem
    assert again(held)
    send.due()
    assert states() == [Outbox.SENT] * 4


def test_who_was_erased_gets_nothing_and_leaves_nothing(sam, hello):
    post(hello, sam.pk, "en", unique=f"hello/{sam.pk}", owner="Aurora")
    send.due()
    post(hello, sam.pk, "en", owner="Aurora")
    post(hello, sam.pk, "en", owner="Aurora")
    came_back = Outbox.objects.order_by("created_at").last()
    Outbox.objects.filter(pk=came_back.pk).update(state=Outbox.BOUNCED)
    erasure.erase(sam.pk, "asked")
    assert states() == [Outbox.BOUNCED, Outbox.SENT, Outbox.SUPPRESSED]
    assert set(Outbox.objects.values_list("person_id", "params", "unique")) == {("", "{}", None)}
    assert send.due() == 0


def test_what_is_posted_for_nobody_is_dropped(db, hello):
    post(hello, "", "en", owner="Aurora")
    assert send.due() == 1 and not Outbox.objects.exists()


def agree(person):
    consents.give(person.pk, purpose=Purpose.MARKETING, words="Write to me", language="en", country="FR")


def test_marketing_needs_a_consent_where_the_law_asks_for_one(sam, news):
    with pytest.raises(basis.NoBasis):
        post(news, sam.pk, "en")
    assert not Outbox.objects.exists()
    agree(sam)
    assert post(news, sam.pk, "en")
    send.due()
    assert states() == [Outbox.SENT]


def test_who_stops_it_gets_nothing_that_waits(sam, news):
    agree(sam)
    post(news, sam.pk, "en")
    suppression.add(sam.index, suppression.DIGEST)
    send.due()
    assert states() == [Outbox.SUPPRESSED]


def test_stopping_everything_never_stops_a_service_message(sam, hello):
    suppression.add(sam.index, suppression.EVERYTHING)
    post(hello, sam.pk, "en", owner="Aurora")
    send.due()
    assert states() == [Outbox.SENT]


def test_a_batch_is_as_many_queries_for_ten_as_for_a_hundred(db, hello, django_assert_num_queries):
    def fill(count):
        with store.both():
            people = [vault.find_or_make(Address.parse(f"p{n}@example.org"))[0] for n in range(count)]
        for person in people:
            post(hello, person.pk, "en", owner="Aurora")

    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    def take():
        batch = admit(Batch(line.claim("one", clock.now(), 100), clock.now(), addressed=True))
        assert {envelope.address[0] for _row, envelope in batch.ready} == {"p"} and not batch.outcomes

    fill(10)
    with CaptureQueriesContext(connection) as few:
        take()
    fill(90)
    with django_assert_num_queries(len(few)):
        take()
