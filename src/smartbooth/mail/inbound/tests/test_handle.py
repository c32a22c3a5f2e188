"""Complaints, who unsubscribes by mail, and letters from people."""

import pytest

from smartbooth.mail import choices, optout
from smartbooth.mail.inbound.handle import Outcome, handle
from smartbooth.mail.inbound.mailboxes import Kind, Mailbox, find
from smartbooth.mail.inbound.received import parse
from smartbooth.mail.inbound.tests.reports import ABUSE, SUPPORT, complaint, path, report
from smartbooth.mail.models import Outbox
from smartbooth.mail.verp import return_path
from smartbooth.people import consents, erasure, suppression
from smartbooth.registry.purposes import Purpose

LETTER = b"From: Ada <ada@example.org>\r\nSubject: Help\r\n\r\nHow do I publish a page?\r\n"
POSTMASTER = Mailbox(Kind.POSTMASTER)


def stopped(person, kind):
    return suppression.Suppression.objects.filter(pk=suppression.digest(bytes(person.index), kind)).exists()


def came(raw, mailbox=SUPPORT, sender="ada@example.org"):
    return handle(parse(raw, sender), mailbox)


@pytest.mark.parametrize("kind", ["abuse", "fraud", "other", "opt-out", "Abuse", "something-new"])
def test_a_complaint_stops_the_topic_and_all_that_advertises(sent, sam, kind):
    row = sent(message="news")
    assert came(complaint(row.pk, kind), ABUSE) is Outcome.COMPLAINED
    assert stopped(sam, suppression.DIGEST) and stopped(sam, suppression.MARKETING)
    assert came(complaint(row.pk, kind), ABUSE) is Outcome.KNOWN


def test_a_complaint_by_the_return_path_it_names(sent, sam):
    row = sent(message="news")
    assert came(complaint(path=return_path(row.pk)), ABUSE) is Outcome.COMPLAINED
    assert stopped(sam, suppression.MARKETING)


def test_a_complaint_about_what_cannot_be_stopped_stops_what_can(sent, sam):
    assert came(complaint(sent().pk), ABUSE) is Outcome.COMPLAINED
    assert stopped(sam, suppression.MARKETING)


def test_a_complaint_ends_the_consent(sent, sam):
    consents.give(sam.pk, purpose=Purpose.MARKETING, words="Yes", language="en")
    came(complaint(sent(message="news").pk), ABUSE)
    assert not consents.live(sam.pk, Purpose.MARKETING)


@pytest.mark.parametrize("kind", ["not-spam", "auth-failure", "virus"])
def test_what_is_no_complaint(sent, sam, kind):
    assert came(complaint(sent().pk, kind), ABUSE) is Outcome.AUTOMATIC
    assert not stopped(sam, suppression.MARKETING)


def test_a_stranger_cannot_complain_for_somebody(sent, sam, taken):
    row = sent(message="news")
    forged = return_path(row.pk).replace("bounces+", "bounces+0")
    assert came(complaint(path=forged)) is Outcome.STRANGE
    assert came(complaint(path=f"bounces+{row.pk}.{'0' * 20}@example.org")) is Outcome.STRANGE
    assert came(complaint(), ABUSE) is Outcome.TAKEN, "somebody who answers looks at it"
    assert not stopped(sam, suppression.MARKETING) and len(taken) == 1


def test_a_complaint_of_who_was_erased(sent, sam):
    row = sent(message="news")
    erasure.erase(sam.pk, "asked")
    assert came(complaint(row.pk), ABUSE) is Outcome.KNOWN


def unsubscribing(person, topic=""):
    return find(optout.mailbox(optout.token(person.pk, topic)))


@pytest.mark.parametrize(
    "raw",
    [LETTER, b"", b"Subject: unsubscribe\r\n\r\n", b"\xff\x00", report(), b"Auto-Submitted: auto-replied\r\n\r\n"],
)
def test_any_mail_to_that_mailbox_unsubscribes(sam, raw):
    assert came(raw, unsubscribing(sam, "newsletter")) is Outcome.UNSUBSCRIBED
    assert stopped(sam, suppression.NEWSLETTER) and not stopped(sam, suppression.MARKETING)
    assert came(raw, unsubscribing(sam, "newsletter")) is Outcome.KNOWN
    row = suppression.Suppression.objects.get()
    assert row.how == choices.BY_MAIL


def test_without_a_topic_all_that_advertises_is_stopped(sam):
    assert came(LETTER, unsubscribing(sam)) is Outcome.UNSUBSCRIBED
    assert stopped(sam, suppression.MARKETING)


def test_who_was_erased_needs_not_unsubscribe(sam):
    mailbox = unsubscribing(sam, "newsletter")
    erasure.erase(sam.pk, "asked")
    assert came(LETTER, mailbox) is Outcome.KNOWN and not suppression.Suppression.objects.exists()


@pytest.mark.parametrize("mailbox", [SUPPORT, ABUSE, POSTMASTER])
def test_a_letter_is_kept_for_who_answers(mailbox, taken):
    assert came(LETTER, mailbox) is Outcome.TAKEN and came(LETTER, mailbox) is Outcome.KNOWN


@pytest.mark.parametrize(
    ("header", "support", "abuse"),
    [
        (b"Auto-Submitted: auto-replied", Outcome.AUTOMATIC, Outcome.AUTOMATIC),
        (b"Auto-Submitted: auto-generated", Outcome.AUTOMATIC, Outcome.TAKEN),
        (b"Precedence: bulk", Outcome.AUTOMATIC, Outcome.TAKEN),
        (b"Precedence: junk", Outcome.AUTOMATIC, Outcome.TAKEN),
        (b"X-Autoreply: yes", Outcome.AUTOMATIC, Outcome.AUTOMATIC),
        (b"Content-Type: multipart/report; report-type=x; boundary=edge", Outcome.AUTOMATIC, Outcome.AUTOMATIC),
        (b"Auto-Submitted: no", Outcome.TAKEN, Outcome.TAKEN),
        (b"Precedence: list", Outcome.TAKEN, Outcome.TAKEN),
    ],
)
def test_what_nobody_wrote_opens_nothing(taken, header, support, abuse):
    raw = header + b"\r\n" + LETTER
    assert came(raw) is support
    taken.clear()
    assert came(raw, ABUSE) is abuse


@pytest.mark.parametrize("mailbox", [SUPPORT, ABUSE, POSTMASTER])
def test_the_null_sender_opens_nothing(taken, mailbox):
    assert came(LETTER, mailbox, "<>") is Outcome.AUTOMATIC and taken == []


def test_a_bounce_quoted_in_a_letter_is_a_letter(sent, sam, taken):
    """Somebody asks what this means; it names a letter of ours, and says that it came back."""
    row = sent()
    quoted = b"From: ada@example.org\r\nSubject: What is this?\r\n\r\n" + report(row.pk)
    assert came(quoted) is Outcome.TAKEN
    attached = (
        b"From: ada@example.org\r\nContent-Type: multipart/mixed; boundary=outer\r\n\r\n--outer\r\n\r\nWhat?\r\n"
        b"--outer\r\nContent-Type: message/rfc822\r\n\r\n" + report(row.pk) + b"\r\n--outer--\r\n"
    )
    assert came(attached) is Outcome.TAKEN
    row.refresh_from_db()
    assert row.state == Outbox.SENT


def test_no_letter_is_ever_written_in_answer(sent, sam, taken):
    row = sent(message="news")
    for raw, mailbox in ((report(row.pk), path(row)), (complaint(row.pk), ABUSE), (LETTER, SUPPORT)):
        came(raw, mailbox)
    came(LETTER, unsubscribing(sam, "newsletter"))
    assert Outbox.objects.count() == 1
