"""A letter to us becomes a case: sealed, once, and in bounds."""

from datetime import timedelta

import pytest
from django.db import DatabaseError

from smartbooth.accounts.tests.test_addresses import everything
from smartbooth.core import clock
from smartbooth.people import vault
from smartbooth.people.address import Address
from smartbooth.people.models import Person
from smartbooth.support import reading
from smartbooth.support.models import Attachment, Case, Mail
from smartbooth.support.tests.conftest import SECRET

pytestmark = pytest.mark.django_db


def opened():
    return reading.one(Case.objects.select_related("person").get())


def test_a_letter_is_a_case_that_says_who_wrote_what(write):
    assert write(Message_ID="<one@example.org>", Reply_To="other@example.org") == 250
    found = opened()
    [(mail, letter)] = found.letters
    assert (found.subject, found.address) == ("Where is my page?", "ada@example.org")
    assert letter.text.strip() == SECRET and letter.name == "Ada Lovelace"
    assert letter.message_id == "<one@example.org>" and letter.reply_to == "other@example.org"
    assert found.case.state == Case.OPEN and mail.received_at == found.case.received_at


def test_nothing_of_it_is_stored_in_clear(write):
    write(attach=[("mirabelle.png", b"not really a picture")])
    stored = everything()
    for part in ("Mirabelle", "mirabelle", "Where is my page", "ada@", "Lovelace", "really a picture"):
        assert part not in stored, part


def test_a_letter_that_is_sent_again_is_kept_once(write):
    for _ in range(3):
        assert write(Message_ID="<one@example.org>") == 250
    assert Case.objects.count() == Mail.objects.count() == 1
    assert write(Message_ID="<one@example.org>", sender="olga@example.org") == 250  # nobody takes another's place
    assert Case.objects.count() == 2


def test_whoever_writes_very_often_fills_no_list(write, settings):
    settings.SUPPORT_CASES_PER_DAY = 3
    for number in range(6):
        assert write(f"letter {number}", Message_ID=f"<{number}@example.org>", attach=[("a.png", b"x")]) == 250
    assert Case.objects.count() == 3 and Mail.objects.count() == 6 and Attachment.objects.count() == 3
    with clock.at(clock.now() + timedelta(days=1, minutes=1)):
        write("tomorrow", Message_ID="<t@example.org>")
    assert Case.objects.count() == 4


def test_a_case_that_gets_one_letter_more_is_open_again(write, settings):
    settings.SUPPORT_CASES_PER_DAY = 1
    write(Message_ID="<1@example.org>")
    reading.close(Case.objects.get())
    write("And this", Message_ID="<2@example.org>")
    case = Case.objects.get()
    assert case.state == Case.OPEN and case.closed_at is None and case.mails.count() == 2


def test_what_is_attached_is_kept_as_far_as_it_fits_and_named_beyond(write, settings):
    settings.SUPPORT_ATTACHMENT_BYTES = 10
    write(attach=[("small.png", b"12345678"), ("large.png", b"0" * 11)])
    [(_mail, letter)] = opened().letters
    assert [(one.name, one.size, bool(one.key)) for one in letter.attached] == [
        ("small.png", 8, True), ("large.png", 11, False),
    ]  # fmt: skip
    assert reading.attachment(Case.objects.get(), letter.attached[0].key) == ("small.png", b"12345678")


@pytest.mark.parametrize("headers", [{"Auto_Submitted": "auto-replied"}, {"Precedence": "bulk"}])
def test_what_nobody_wrote_opens_no_case(write, headers):
    assert write(**headers) == 250 and not Case.objects.exists()


def test_a_letter_from_nobody_is_refused_for_good(write):
    from smartbooth.mail.inbound.take import take

    [answer] = take(b"From: nobody\r\nSubject: x\r\n\r\nHello\r\n", "nobody", ["support@example.org"])
    assert answer.code == 553 and not Case.objects.exists()


def test_while_the_database_is_away_the_sender_keeps_it(write, monkeypatch):
    def away(*given, **named):
        raise DatabaseError("away")

    monkeypatch.setattr(Mail, "save", away)
    assert write() == 451
    assert not Case.objects.exists() and not Person.objects.exists()
    monkeypatch.undo()
    assert write() == 250 and Case.objects.count() == 1


def test_it_is_read_by_the_address_they_have_now(write):
    write()
    vault.correct(Person.objects.get(), Address.parse("ada@example.com"))
    assert opened().address == "ada@example.com"


@pytest.mark.parametrize("subject", ["", "=?utf-8?b?w4l0w6k=?=", "x" * 5000, "a\tb"])
def test_odd_subjects(write, subject):
    assert write(subject=subject) == 250
    assert len(opened().subject) <= 200
