"""What a provider posts: who may, what it means, and that it may say it twice."""

import json

import pytest
from django.urls import reverse

from smartbooth.core import clock, ids
from smartbooth.mail.inbound import bounces
from smartbooth.mail.models import Outbox
from smartbooth.mail.transports.provider import choice, events, heard
from smartbooth.people import store, suppression, vault
from smartbooth.people.address import Address

pytestmark = pytest.mark.django_db
AT = "2026-05-04T16:33:54Z"


@pytest.fixture
def provider(settings):
    settings.MAIL_TRANSPORT, settings.MAIL_PROVIDER, settings.MAIL_BOUNCES = "provider", "postmark", 3
    settings.MAIL_PROVIDER_SETTINGS = '{"SERVER_TOKEN": "x"}'
    return settings


@pytest.fixture
def sent(news):
    """A newsletter that was sent to somebody."""
    with store.both():
        person = vault.find_or_make(Address.parse("sam@example.org"))[0]
    row = Outbox.objects.create(
        pk=ids.token(), message="news", person_id=person.pk, language="en", params="{}", state=Outbox.SENT,
        due_at=clock.now(), created_at=clock.now(), sent_at=clock.now(),
    )  # fmt: skip
    row.index = bytes(person.index)
    return row


@pytest.fixture
def post(client, provider):
    def post(body, secret=None, **more):
        raw = body if isinstance(body, bytes | str) else json.dumps(body)
        path = reverse("mail_events", args=[secret or events._secret()])
        return client.post(path, raw, content_type="application/json", **more)

    return post


def bounce(row, kind="HardBounce", details="smtp;550 5.1.1 unknown user", **more):
    return {"RecordType": "Bounce", "Type": kind, "Metadata": {"letter": row.pk}, "Email": "sam@example.org",
            "Details": details, "BouncedAt": AT, "ID": 1, "MessageID": "b7bc", **more}  # fmt: skip


def stopped(row, kind):
    return suppression.is_suppressed(row.index, kind)


def test_the_address_is_the_key(post, sent, client, provider):
    assert post(bounce(sent), secret="guessed").status_code == 404
    assert client.get(reverse("mail_events", args=[events._secret()])).status_code == 405
    assert client.head(reverse("mail_events", args=[events._secret()])).status_code == 200
    known = events._secret()
    provider.MAIL_PROVIDER = "brevo"  # another provider has another key
    assert post(bounce(sent), secret=known).status_code == 404
    provider.MAIL_PROVIDER = "scaleway"  # tells nothing
    assert post(bounce(sent)).status_code == 404
    provider.MAIL_TRANSPORT, provider.MAIL_PROVIDER = "smtp", "postmark"
    assert post(bounce(sent)).status_code == 404
    sent.refresh_from_db()
    assert sent.state == Outbox.SENT


@pytest.mark.parametrize("secret", ["é", "a" * 5000, "%00"])
def test_an_odd_key_opens_nothing(post, sent, secret):
    assert post(bounce(sent), secret=secret).status_code == 404


def test_a_mailbox_that_does_not_exist(post, sent):
    for _again in range(2):
        assert post(bounce(sent)).status_code == 200
        sent.refresh_from_db()
        assert (sent.state, sent.problem) == (Outbox.BOUNCED, bounces.GONE)
    assert stopped(sent, suppression.BOUNCED)


@pytest.mark.parametrize(
    ("kind", "details", "problem"),
    [("SoftBounce", "smtp;552 5.2.2 mailbox full", bounces.LATER), ("HardBounce", "", bounces.LATER),
     ("SoftBounce", "smtp;554 5.7.1 looks like spam", bounces.REFUSED), ("Blocked", "5.1.1", bounces.REFUSED)],
)  # fmt: skip
def test_what_came_back_for_another_reason_stops_nothing_yet(post, sent, kind, details, problem):
    post(bounce(sent, kind, details))
    sent.refresh_from_db()
    assert (sent.state, sent.problem) == (Outbox.BOUNCED, problem)
    assert not stopped(sent, suppression.BOUNCED)


def test_an_address_that_is_none(post, sent):
    post(bounce(sent, "BadEmailAddress", ""))
    assert stopped(sent, suppression.BOUNCED)


def test_a_complaint_stops_it(post, sent):
    assert post({**bounce(sent, "SpamComplaint"), "RecordType": "SpamComplaint"}).status_code == 200
    sent.refresh_from_db()
    assert sent.state == Outbox.SENT
    assert stopped(sent, suppression.DIGEST)
    assert post({**bounce(sent, "SpamComplaint"), "RecordType": "SpamComplaint"}).status_code == 200


def test_unsubscribing_at_the_provider_is_unsubscribing(post, sent):
    change = {"RecordType": "SubscriptionChange", "SuppressSending": True, "Origin": "Recipient", "ChangedAt": AT,
              "SuppressionReason": "ManualSuppression", "Recipient": "sam@example.org", "MessageID": "b7bc",
              "Metadata": {"letter": sent.pk}}  # fmt: skip
    assert post(change).status_code == 200
    assert stopped(sent, suppression.DIGEST)


@pytest.mark.parametrize("kind", ["Open", "Click", "Delivery"])
def test_who_opens_a_letter_is_kept_nowhere(post, sent, kind, caplog, django_assert_max_num_queries):
    event = {"RecordType": kind, "Metadata": {"letter": sent.pk}, "Recipient": "sam@example.org", "MessageID": "b7bc",
             "ReceivedAt": AT, "DeliveredAt": AT, "UserAgent": "Mail", "OriginalLink": "https://a.example"}  # fmt: skip
    before = list(Outbox.objects.values())
    with django_assert_max_num_queries(4) as queries:
        assert post(event).status_code == 200
    assert not any(query["sql"].startswith(("INSERT", "UPDATE")) for query in queries)
    assert list(Outbox.objects.values()) == before and not caplog.records


@pytest.mark.parametrize(
    "body", [b"", b"{", b"[]", b"null", b"3", b'{"RecordType": 4}', b"\xff", b'{"RecordType": "Inbound"}']
)
def test_what_cannot_be_read_is_no_failure_of_ours(post, sent, body):
    assert post(body).status_code in (200, 400)
    sent.refresh_from_db()
    assert sent.state == Outbox.SENT


@pytest.mark.parametrize("letter", ["", "unknown0", "../etc", "x" * 400, None, 7, "'; DROP", ["a"]])
def test_a_letter_that_is_none_of_ours(post, sent, letter):
    assert post(bounce(sent, Metadata={"letter": letter})).status_code == 200
    sent.refresh_from_db()
    assert sent.state == Outbox.SENT


def test_a_signature_is_checked_where_the_provider_signs(post, sent, provider):
    provider.MAIL_PROVIDER = "mailgun"
    provider.MAIL_PROVIDER_SETTINGS = '{"API_KEY": "x", "SENDER_DOMAIN": "a.example", "WEBHOOK_SIGNING_KEY": "k"}'
    event = {"event": "failed", "severity": "permanent", "user-variables": {"letter": sent.pk}, "timestamp": 1}
    signature = {"timestamp": "1", "token": "t", "signature": "wrong"}
    assert post({"signature": signature, "event-data": event}).status_code == 400
    sent.refresh_from_db()
    assert sent.state == Outbox.SENT


class Event:
    event_type = "bounced"
    reject_reason = recipient = mta_response = message_id = None
    metadata, tags = {}, []

    def __init__(self, **said):
        vars(self).update(said)


def test_a_letter_is_known_by_its_tag_and_by_its_own_id_too(sent):
    assert heard.hear(Event(tags=["news", sent.pk], mta_response="550 5.7.1 no"))
    assert heard.hear(Event(message_id=f"<{sent.pk}@localhost>", mta_response="550 5.1.1 no such user"))
    sent.refresh_from_db()
    assert sent.problem == bounces.GONE
    assert not heard.hear(Event(message_id="b7bc2f4a-3a1e"))


def test_who_was_erased_is_nobody(sent):
    Outbox.objects.update(person_id="")
    assert not heard.hear(Event(event_type="unsubscribed", tags=[sent.pk]))
    assert not heard.hear(Event(event_type="complained", tags=[sent.pk]))


def test_the_address_to_enter_is_printed(provider):
    assert events.address() == f"http://localhost:8000/mail-events/{events._secret()}/"
    assert choice.hears("postmark") and choice.hears("mandrill") and not choice.hears("scaleway")
