"""A mailbox counts as gone when its server says so, or when letters to it came back on days in a row; never because
somebody unknown says so."""

import pytest

from smartbooth.core import clock
from smartbooth.mail import erasure as mail_erasure
from smartbooth.mail.inbound import bounces
from smartbooth.mail.inbound.handle import Outcome, handle
from smartbooth.mail.inbound.received import parse
from smartbooth.mail.inbound.tests.reports import ABUSE, SUPPORT, path, report
from smartbooth.mail.models import Outbox
from smartbooth.people import erasure, suppression, vault
from smartbooth.people.address import Address

TEMPORARY = {"status": "5.2.2", "said": "552 5.2.2 mailbox full"}
REFUSES = {"status": "5.7.1", "said": "554 5.7.1 spam"}


def came(mailbox, sender="<>", **fields):
    return handle(parse(report(**fields), sender), mailbox)


def gone(person):
    return suppression.is_suppressed(bytes(person.index), suppression.BOUNCED)


def test_no_such_mailbox_stops_what_can_be_stopped(sent, sam):
    row = sent()
    assert came(path(row)) is Outcome.BOUNCED
    row.refresh_from_db()
    assert (row.state, row.problem) == (Outbox.BOUNCED, bounces.GONE)
    assert gone(sam) and suppression.is_suppressed(bytes(sam.index), suppression.NEWSLETTER)
    assert not suppression.is_suppressed(bytes(sam.index), suppression.MARKETING), "a fact, not a wish"


def test_the_same_again_changes_nothing(sent, sam):
    row = sent()
    came(path(row))
    before = list(Outbox.objects.values()), list(suppression.Suppression.objects.values())
    assert came(path(row)) is Outcome.KNOWN and came(SUPPORT, row=row.pk) is Outcome.KNOWN
    assert before == (list(Outbox.objects.values()), list(suppression.Suppression.objects.values()))


@pytest.mark.parametrize("mailbox", [SUPPORT, ABUSE])
@pytest.mark.parametrize("returned", ["message/rfc822", "text/rfc822-headers", "message/rfc822-headers"])
def test_the_message_id_of_the_returned_letter_is_believed(sent, sam, mailbox, returned):
    row = sent()
    assert came(mailbox, row=row.pk, returned=returned) is Outcome.BOUNCED
    assert gone(sam)


@pytest.mark.parametrize("mailbox", [SUPPORT, ABUSE])
def test_a_stranger_is_not(sent, sam, mailbox):
    row = sent()
    assert came(mailbox) is Outcome.STRANGE
    forged = report().replace(b"Message-ID: <", b"Message-ID: <" + row.pk.encode() + b"@elsewhere.example> <")
    assert handle(parse(forged, "<>"), mailbox) is Outcome.STRANGE
    outer = b"Message-ID: <" + row.pk.encode() + b"@localhost>\r\n" + report()
    assert handle(parse(outer, "<>"), mailbox) is Outcome.STRANGE, "the report's own id, not the letter's"
    row.refresh_from_db()
    assert row.state == Outbox.SENT and not gone(sam)


@pytest.mark.parametrize(
    ("state", "fields"),
    [(Outbox.CLAIMED, {"claim": "worker"}), (Outbox.FAILED, {}), (Outbox.DEAD, {})],
)
def test_a_server_may_be_quicker_than_our_record(sent, sam, state, fields):
    row = sent(state=state, sent_at=None, **fields)
    assert came(path(row)) is Outcome.BOUNCED
    row.refresh_from_db()
    assert row.state == Outbox.BOUNCED and row.sent_at is not None and row.claim == "" and gone(sam)


@pytest.mark.parametrize("state", [Outbox.WAITING, Outbox.PAUSED, Outbox.HELD, Outbox.SUPPRESSED])
def test_what_did_not_go_out_cannot_come_back(sent, sam, state):
    row = sent(state=state, sent_at=None)
    assert came(path(row)) is Outcome.KNOWN
    row.refresh_from_db()
    assert row.state == state and not gone(sam)


def test_for_a_while_is_noted_and_stops_nothing(sent, sam):
    row = sent()
    assert came(path(row), **TEMPORARY) is Outcome.BOUNCED
    row.refresh_from_db()
    assert (row.state, row.problem) == (Outbox.BOUNCED, bounces.LATER) and not gone(sam)


def test_for_a_while_on_days_in_a_row_is_for_good(sent, sam, settings):
    settings.MAIL_BOUNCES = 3
    rows = [sent(days) for days in (9, 6, 3, 3)]
    for row in (rows[2], rows[3], rows[0]):  # in whatever order they come
        came(path(row), **TEMPORARY)
        assert not gone(sam)
    came(path(rows[1]), **TEMPORARY)
    assert gone(sam)


def test_many_on_one_day_are_one(sent, sam, settings):
    settings.MAIL_BOUNCES = 2
    with clock.at(clock.now().replace(hour=12)):
        for _letter in range(5):
            came(path(sent(3)), **TEMPORARY)
    assert not gone(sam)


def test_one_that_may_have_arrived_ends_the_row(sent, sam, settings):
    settings.MAIL_BOUNCES = 2
    first, _arrived, last = sent(9), sent(6), sent(3)
    for row in (first, last):
        came(path(row), **TEMPORARY)
    assert not gone(sam)


def test_refused_for_what_it_says_tells_nothing_of_the_mailbox(sent, sam, settings):
    settings.MAIL_BOUNCES = 2
    rows = [sent(days) for days in (9, 6, 3)]
    for row in rows:
        assert came(path(row), **REFUSES) is Outcome.BOUNCED
    rows[0].refresh_from_db()
    assert rows[0].problem == bounces.REFUSED and not gone(sam)
    came(path(sent(12)), **TEMPORARY)
    came(path(sent(1)), **TEMPORARY)
    assert gone(sam), "nor does it end a row"


def test_what_is_known_for_a_while_may_become_known_for_good(sent, sam):
    row = sent()
    came(path(row), **TEMPORARY)
    assert came(path(row)) is Outcome.BOUNCED and gone(sam)
    assert came(path(row), **TEMPORARY) is Outcome.KNOWN
    row.refresh_from_db()
    assert row.problem == bounces.GONE


def test_the_address_they_had_before_stops_nothing_at_the_new_one(sent, sam):
    row = sent()
    vault.correct(sam, Address.parse("sam@example.com"))
    assert came(path(row)) is Outcome.BOUNCED
    assert not gone(sam)
    assert came(path(sent()), recipient="SAM@example.com") is Outcome.BOUNCED and gone(sam)


def test_a_report_that_names_no_address_is_about_the_one_it_went_to(sent, sam):
    assert came(path(sent()), recipient="redacted") is Outcome.BOUNCED and gone(sam)


def test_a_delay_is_no_bounce(sent, sam):
    row = sent()
    for action in ("delayed", "relayed", "delivered", "expanded"):
        assert came(path(row), action=action) is Outcome.STILL_TRYING
    row.refresh_from_db()
    assert row.state == Outbox.SENT and row.problem == "" and not gone(sam)


def test_of_an_erased_person(sent, sam):
    row = sent()
    index = bytes(sam.index)
    mailbox = path(row)
    erasure.erase(sam.pk, "asked")
    assert came(mailbox) in (Outcome.BOUNCED, Outcome.KNOWN)
    row.refresh_from_db()
    assert row.person_id == "" and not suppression.is_suppressed(index, suppression.BOUNCED)
    assert mail_erasure.NOBODY


def test_of_a_row_that_is_gone(sent):
    row = sent()
    mailbox = path(row)
    row.delete()
    assert came(mailbox) is Outcome.KNOWN


@pytest.mark.parametrize(
    ("raw", "outcome"),
    [
        (
            b"From: sam@example.org\r\nSubject: Away\r\nAuto-Submitted: auto-replied\r\n\r\nAway.",
            Outcome.AUTOMATIC,
        ),
        (b"From: sam@example.org\r\nSubject: Away\r\nX-Autoreply: yes\r\n\r\nAway.", Outcome.AUTOMATIC),
        (b"From: mx@example.org\r\nSubject: ?\r\n\r\nUnlesbar.", Outcome.UNREAD),
        (b"", Outcome.UNREAD),
    ],
)
def test_what_comes_to_a_return_path_and_is_no_bounce(sent, sam, raw, outcome):
    row = sent()
    assert handle(parse(raw, "<>"), path(row)) is outcome
    row.refresh_from_db()
    assert row.state == Outbox.SENT and row.problem == (bounces.UNREAD if outcome is Outcome.UNREAD else "")
    assert not gone(sam)
