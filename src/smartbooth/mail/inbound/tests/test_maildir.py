"""A maildir that another mail server fills: nothing is lost in it, and what could not be taken can be found."""

import threading

import pytest
from django.db import OperationalError

from smartbooth.mail import optout, verp
from smartbooth.mail.inbound import maildir
from smartbooth.mail.inbound.correspondence import NotTaken, taken_by
from smartbooth.mail.inbound.tests.reports import report
from smartbooth.mail.models import Outbox
from smartbooth.people import suppression

pytestmark = pytest.mark.django_db
LETTER = b"Return-Path: <ada@example.org>\r\nTo: support@example.org\r\nFrom: ada@example.org\r\n\r\nHello.\r\n"


@pytest.fixture
def folder(tmp_path):
    for name in ("new", "cur", "tmp"):
        (tmp_path / name).mkdir()
    return tmp_path


def put(folder, raw, name="1700000000.M1P1.mx"):
    (folder / "new" / name).write_bytes(raw)


def names(folder):
    return sorted(f"{path.parent.name}/{path.name}" for path in folder.rglob("*") if path.is_file())


def test_what_was_handled_is_seen(folder, taken):
    put(folder, LETTER)
    put(folder, LETTER.replace(b"Hello", b"Hello again"), "1700000001.M1P1.mx:2,")
    assert maildir.read(folder) == {"kept for who answers": 2}
    assert names(folder) == ["cur/1700000000.M1P1.mx:2,S", "cur/1700000001.M1P1.mx:2,S"]
    assert maildir.read(folder) == {} and len(taken) == 2


def test_what_fails_for_now_stays(folder, taken):
    def away(*_given):
        raise OperationalError

    taken_by(away)
    put(folder, LETTER)
    assert maildir.read(folder) == {"to be sent again": 1} and names(folder) == ["new/1700000000.M1P1.mx"]
    taken_by(lambda *given: True)
    assert maildir.read(folder) == {"kept for who answers": 1}


def test_what_is_refused_for_good_is_flagged_and_unseen(folder, settings, taken):
    def refuse(*_given):
        raise NotTaken("553 5.1.7", "There is no sender to answer to")

    taken_by(refuse)
    settings.MAILROOM_BYTES = 1_000
    put(folder, LETTER)
    put(folder, LETTER + b"x" * 1_000, "1700000002.M1P1.mx")
    assert maildir.read(folder) == {"refused": 1, "too large": 1}
    assert names(folder) == ["cur/1700000000.M1P1.mx:2,F", "cur/1700000002.M1P1.mx:2,F"]


@pytest.mark.parametrize("header", ["Delivered-To", "X-Original-To", "To"])
def test_whose_it_is_stands_in_its_headers(folder, sent, sam, header):
    row = sent()
    put(folder, f"Return-Path: <>\r\n{header}: <{verp.return_path(row.pk)}>\r\n".encode() + report())
    token = optout.mailbox(optout.token(sam.pk, "newsletter"))
    put(folder, f"Return-Path: <sam@example.org>\r\n{header}: x <{token}>\r\n\r\n".encode(), "2")
    assert maildir.read(folder) == {"a letter came back": 1, "unsubscribed": 1}
    row.refresh_from_db()
    assert row.state == Outbox.BOUNCED and suppression.is_suppressed(bytes(sam.index), suppression.NEWSLETTER)


def test_one_to_several_is_handled_for_each(folder, taken):
    put(folder, LETTER.replace(b"To:", b"Cc: abuse@example.org, nobody@example.org\r\nTo:"))
    maildir.read(folder)
    assert len(taken) == 2


def test_a_blind_copy_is_for_people(folder, taken):
    put(folder, LETTER.replace(b"support@example.org", b"somebody@elsewhere.example"))
    assert maildir.read(folder) == {"kept for who answers": 1}


def test_the_null_sender_is_told_from_an_unknown_one(folder, taken):
    put(folder, LETTER.replace(b"<ada@example.org>", b"<>"))
    assert maildir.read(folder) == {"nobody wrote it": 1}
    put(folder, LETTER.replace(b"Return-Path", b"X-Other"))
    assert maildir.read(folder) == {"kept for who answers": 1}


@pytest.mark.parametrize(
    "raw",
    [b"", b"\xff" * 100, b"To: " + b"<" * 5_000, b"To: " + b"(" * 5_000 + b'\r\nDelivered-To: ,,,;"\r\n\r\n'],
)
def test_whatever_lies_there_is_handled(folder, taken, raw):
    put(folder, raw)
    assert sum(maildir.read(folder).values()) == 1 and not list((folder / "new").iterdir())


def test_what_is_no_message_is_left(folder, taken):
    put(folder, LETTER, ".hidden")
    (folder / "new" / "folder").mkdir()
    assert maildir.read(folder) == {} and names(folder) == ["new/.hidden"]


def test_a_folder_that_is_none(tmp_path):
    with pytest.raises(maildir.NoMaildir):
        maildir.read(tmp_path)


def test_it_goes_on_until_it_is_stopped(folder, taken, monkeypatch):
    monkeypatch.setattr(maildir, "LOOK", 0.01)
    stop = threading.Event()

    def last(received, mailbox):
        stop.set()
        return True

    taken_by(last)
    put(folder, LETTER)
    assert maildir.watch(folder, stop) == {"kept for who answers": 1}


def test_two_readers_do_not_meet(folder, taken, monkeypatch):
    put(folder, LETTER)
    path = next((folder / "new").iterdir())
    maildir._move(path, folder / "cur" / "x")
    assert maildir._one(path).code == 450
    maildir._move(path, folder / "cur" / "y")
    assert names(folder) == ["cur/x"]
