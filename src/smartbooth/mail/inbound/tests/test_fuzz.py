"""Whatever bytes come, to whichever mailbox: nothing is raised, and nobody's mail is stopped who did not ask."""

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from smartbooth.mail.inbound import body
from smartbooth.mail.inbound.handle import Outcome, handle
from smartbooth.mail.inbound.hypertext import words_of
from smartbooth.mail.inbound.received import parse
from smartbooth.mail.inbound.tests.reports import ABUSE, SUPPORT, complaint, path, report
from smartbooth.mail.models import Outbox
from smartbooth.people.models import Suppression

EACH = settings(
    max_examples=300, deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow, HealthCheck.data_too_large],
)  # fmt: skip
LINES = [
    b"From: ada@example.org", b"Content-Type: multipart/report; boundary=edge", b"--edge", b"--edge--", b"",
    b"Content-Type: message/delivery-status", b"Action: failed", b"Status: 5.1.1", b"Content-Type: text/html",
    b"Final-Recipient: rfc822; sam@example.org", b"Content-Type: message/rfc822", b"Message-ID: <x@localhost>",
    b"Content-Type: message/feedback-report", b"Feedback-Type: abuse", b"Content-Transfer-Encoding: base64",
    b"Content-Type: multipart/digest; boundary=edge", b"Auto-Submitted: auto-replied", b" folded; charset*=a'b'c%zz",
    b"Content-Type: text/plain; charset=utf-7; name*0*=x''%; name*1=y", b"+2AA-",
    b"Content-Transfer-Encoding: uuencode",
    b"Content-Disposition: attachment; filename*=utf-16'x'%d8", b"Subject: =?utf-8?b?w6", b"X-Failed-Recipients: <,>",
]  # fmt: skip
mails = st.one_of(
    st.binary(max_size=500),
    st.lists(st.one_of(st.sampled_from(LINES), st.binary(max_size=40)), max_size=30).map(b"\r\n".join),
)


def cut(whole):
    """A report with a piece taken out, doubled, or changed."""
    places = st.tuples(st.integers(0, len(whole)), st.integers(0, 60), st.binary(max_size=20))
    return places.map(lambda p: whole[: p[0]] + p[2] + whole[p[0] + p[1] :])


@EACH
@given(raw=mails)
@example(b"Content-Type: multipart/mixed; boundary=\r\n\r\n--\r\n--\r\n")
@example(b"Content-Type: message/delivery-status\r\n\r\n")
@example(b"Content-Type: text/plain; charset*0*=''\r\n\r\nx")
def test_any_bytes_are_read(raw):
    found = parse(raw, "<>")
    said = body.text(found)
    said.encode()  # no half of a surrogate pair
    assert all(c >= " " or c in "\n\t" for c in said)
    for one in body.attachments(found):
        one.name.encode()
        assert one.name and "/" not in one.name and "\n" not in one.name
    for name in ("from", "subject", "message-id", "references", "content-type"):
        value = found.header(name)
        value.encode()
        assert "\n" not in value and "\r" not in value


@EACH
@given(raw=mails, sender=st.sampled_from(["<>", "", "ada@example.org", "x" * 320, "\udcff"]))
def test_any_bytes_stop_nobodys_mail(taken, sent, sam, raw, sender):
    row = Outbox.objects.first() or sent()
    for mailbox in (SUPPORT, ABUSE):
        assert isinstance(handle(parse(raw, sender), mailbox), Outcome)
    assert Outbox.objects.filter(state=Outbox.SENT, problem="").exists() and not Suppression.objects.exists()
    handle(parse(raw, sender), path(row))
    Outbox.objects.update(state=Outbox.SENT, problem="")
    Suppression.objects.all().delete()


@EACH
@given(data=st.data(), which=st.sampled_from(["report", "complaint"]))
def test_a_changed_report_breaks_nothing(taken, sent, sam, data, which):
    row = Outbox.objects.first() or sent()
    whole = report(row.pk) if which == "report" else complaint(row.pk)
    raw = data.draw(cut(whole))
    for mailbox in (SUPPORT, ABUSE, path(row)):
        assert isinstance(handle(parse(raw, "<>"), mailbox), Outcome)


@EACH
@given(st.text(alphabet="<>/!-=\"' apbdtr&#;x9\n\x02", max_size=200))
def test_any_markup_is_text(markup):
    words_of(markup)


@pytest.mark.parametrize("size", [10 * 1024 * 1024])
def test_ten_megabytes_of_anything(size):
    for unit in (b"\0", b"\xff\n", b"=?utf-8?q?=00?= ", b"--edge\r\n"):
        found = parse(b"Content-Type: multipart/mixed; boundary=edge\r\n\r\n" + unit * (size // len(unit)), "<>")
        body.text(found)
        list(body.attachments(found))
