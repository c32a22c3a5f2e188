"""From the outbox to a provider's API, and what becomes of a letter when it is busy, silent or of another opinion."""

import json
import time

import pytest

from smartbooth.cli.server import free_port
from smartbooth.mail import send, transports
from smartbooth.mail.models import Outbox
from smartbooth.mail.outbox import post
from smartbooth.mail.transports.provider import choice
from smartbooth.mail.transports.provider.tests.api import Api, serving
from smartbooth.mail.transports.smtp.tests.servers import certificate
from smartbooth.people import consents, store, vault
from smartbooth.people.address import Address
from smartbooth.registry.purposes import Purpose

pytestmark = pytest.mark.django_db


@pytest.fixture
def provider(settings):
    """Letters go by Postmark's API, at an address that a test sets."""
    settings.MAIL_TRANSPORT, settings.MAIL_PROVIDER, settings.MAIL_SECONDS = "provider", "postmark", 1
    settings.MAIL_SENDER, settings.SUPPORT_ADDRESS, settings.MAIL_CONNECTIONS = "us@a.example", "help@a.example", 2
    for clear in (send.end, transports.current.cache_clear, choice.ability.cache_clear):
        clear()
    yield settings
    for clear in (send.end, transports.current.cache_clear, choice.ability.cache_clear):
        clear()


def at(settings, url):
    settings.MAIL_PROVIDER_SETTINGS = json.dumps({"SERVER_TOKEN": "a-secret", "API_URL": url})


def person(written="sam@example.org"):
    with store.both():
        return vault.find_or_make(Address.parse(written))[0]


def sent(api, provider, hello, *addresses, context=None):
    """{(state, attempts, problem)} of the letters."""
    with serving(api, context) as url:
        at(provider, url)
        for address in addresses or ("sam@example.org",):
            post(hello, person(address).pk, "en", owner="Aurora & Zoé")
        send.due()
        send.end()
    return {(row.state, row.attempts, row.problem) for row in Outbox.objects.all()}


def test_a_letter_arrives_without_tracking(provider, hello):
    api = Api()
    assert sent(api, provider, hello) == {(Outbox.SENT, 1, "")}
    [(path, asked_with, asked)] = api.got
    row = Outbox.objects.get()
    assert path == "/email" and asked_with["X-Postmark-Server-Token"] == "a-secret"
    assert asked["To"] == "sam@example.org" and asked["From"] == "Smart PhotoBooth <us@a.example>"
    assert asked["ReplyTo"] == "help@a.example" and "Aurora & Zoé" in asked["Subject"]
    assert asked["TrackOpens"] is False and asked["TrackLinks"] == "None"
    assert asked["Metadata"] == {"letter": row.pk}
    assert asked["TextBody"].strip() and asked["HtmlBody"].startswith("<!doctype html>")
    headers = {one["Name"]: one["Value"] for one in asked["Headers"]}
    assert headers["Message-ID"] == f"<{row.pk}@localhost>" and headers["Auto-Submitted"] == "auto-generated"
    assert not {"To", "From", "Subject", "MIME-Version", "Content-Type"} & set(headers)


def test_the_ways_to_unsubscribe_travel(provider, news):
    api, sam = Api(), person()
    consents.give(sam.pk, purpose=Purpose.MARKETING, words="News?", language="en")
    with serving(api) as url:
        at(provider, url)
        post(news, sam.pk, "en")
        send.due()
        send.end()
    headers = {one["Name"]: one["Value"] for one in api.got[0][2]["Headers"]}
    assert headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert (
        headers["List-Unsubscribe"].startswith("<http")
        and ">, <mailto:unsubscribe+" in headers["List-Unsubscribe"]
    )
    assert "\n" not in headers["List-Unsubscribe"] and headers["List-Id"] == "<digest.example.org>".replace(
        "example.org", provider.MAIL_DOMAIN
    )


def test_many_share_few_connections(provider, hello):
    api = Api()
    assert sent(api, provider, hello, *(f"p{n}@example.org" for n in range(20))) == {(Outbox.SENT, 1, "")}
    assert len(api.got) == 20 and len(api.connections) <= 2


BUSY, SILENT = "The mail provider cannot take letters just now.", "The mail provider does not answer."
NOT_US, NOT_TAKEN = (
    "The mail provider refuses our account or its settings.",
    "The mail provider does not take this letter.",
)
NOT_THEM = "The mail provider writes nothing to this address."
INACTIVE = {"ErrorCode": 406, "Message": "You tried to send to recipient(s) that have been marked as inactive.\n"
            "Found inactive addresses: sam@example.org.\nInactive recipients are ones that bounced."}  # fmt: skip


@pytest.mark.parametrize(
    ("answer", "became"),
    [
        ((400, {"Message": "no"}), (Outbox.DEAD, 1, f"{NOT_TAKEN} (400)")),
        ((413, b"too large"), (Outbox.DEAD, 1, f"{NOT_TAKEN} (413)")),
        ((422, {"ErrorCode": 300, "Message": "Invalid 'To' address: 'sam@example.org'."}), (Outbox.DEAD, 1, NOT_THEM)),
        ((422, INACTIVE), (Outbox.DEAD, 1, NOT_THEM)),
        ((422, {"ErrorCode": 412, "Message": "pending approval"}), (Outbox.DEAD, 1, f"{NOT_TAKEN} (422)")),
        ((429, {"Message": "slower"}), (Outbox.FAILED, 1, f"{BUSY} (429)")),
        ((500, b"<html>"), (Outbox.FAILED, 1, f"{BUSY} (500)")),
        ((503, b""), (Outbox.FAILED, 1, f"{BUSY} (503)")),
        ((200, b"<html>log in to this network"), (Outbox.FAILED, 1, f"{BUSY} (200)")),
        ("hang", (Outbox.FAILED, 1, f"{SILENT} (ReadTimeout)")),
        ("drop", (Outbox.FAILED, 1, f"{SILENT} (ConnectionError)")),
        ((401, {"Message": "bad token a-secret"}), (Outbox.WAITING, 0, f"{NOT_US} (401)")),
        ((403, b""), (Outbox.WAITING, 0, f"{NOT_US} (403)")),
        ("https://elsewhere.example/", (Outbox.WAITING, 0, "The mail provider’s address leads elsewhere.")),
    ],
)  # fmt: skip
def test_what_an_answer_means(provider, hello, answer, became):
    begun = time.monotonic()
    assert sent(Api({"": answer}), provider, hello) == {became}
    assert time.monotonic() - begun < 4.9  # the API itself hangs for five


def test_one_letter_that_is_not_taken_holds_up_no_other(provider, hello):
    api = Api({"sam@example.org": (422, INACTIVE)})
    sent(api, provider, hello, "sam@example.org", "olga@example.org", "ivo@example.org")
    assert sorted(Outbox.objects.values_list("state", flat=True)) == [Outbox.DEAD, Outbox.SENT, Outbox.SENT]


def test_nobody_there_harms_no_letter(provider, hello):
    at(provider, f"http://localhost:{free_port()}/")
    post(hello, person().pk, "en", owner="Aurora")
    send.due()
    row = Outbox.objects.get()
    assert (row.state, row.attempts, row.problem) == (Outbox.WAITING, 0, f"{SILENT} (ConnectionError)")


def test_the_right_certificate_or_no_letter(provider, hello, tmp_path):
    context, provider.MAIL_AUTHORITIES = certificate(tmp_path)
    assert sent(Api(), provider, hello, context=context) == {(Outbox.SENT, 1, "")}
    provider.MAIL_AUTHORITIES = ""
    Outbox.objects.all().delete()
    api = Api()
    [(state, attempts, problem)] = sent(api, provider, hello, context=context)
    assert (state, attempts, api.got) == (Outbox.WAITING, 0, []) and problem.startswith(SILENT)


@pytest.mark.parametrize(
    "odd", ["zoé@example.org", "o'neill@example.org", '"quo ted"@example.org', "x@bücher.example"]
)
def test_odd_addresses_end_one_way_or_the_other(provider, hello, odd):
    try:
        address = Address.parse(odd).written
    except ValueError:
        return
    api = Api()
    [(state, attempts, _problem)] = sent(api, provider, hello, address)
    assert attempts == 1 and state in (Outbox.SENT, Outbox.DEAD) and (state == Outbox.SENT) is bool(api.got)


@pytest.mark.parametrize("wrong", ["not json", "[]", "{}"])
def test_settings_that_do_not_suit_harm_no_letter(provider, hello, wrong):
    post(hello, person().pk, "en", owner="Aurora")
    provider.MAIL_PROVIDER_SETTINGS = wrong
    send.due()
    row = Outbox.objects.get()
    assert (row.state, row.attempts) == (Outbox.WAITING, 0) and row.problem.startswith(NOT_US)
