"""Every provider that can be chosen: its letters keep what matters; and settings that do not suit are said at start."""

import json

import pytest

from smartbooth.mail import checks
from smartbooth.mail.letter import example
from smartbooth.mail.transports import Envelope
from smartbooth.mail.transports.provider import choice
from smartbooth.mail.transports.provider.written import written

# Whatever one of them asks for: each takes its own.
SETTINGS = {"server_token": "x", "api_key": "x", "api_token": "x", "secret_key": "x", "sender_domain": "a.example",
            "api_url": "https://api.example/", "project_id": "x"}  # fmt: skip
# What cannot be told letter by letter, so that it has to be switched off in the account.
TRACKS_BY_ACCOUNT = {"brevo", "mailtrap", "postal", "resend", "scaleway"}
NEEDS_MORE = {"amazon_ses"}  # a package that is not part of the installation


@pytest.fixture
def provider(settings):
    settings.MAIL_TRANSPORT, settings.MAIL_COMPANY = "provider", "Postbote Inc."
    settings.MAIL_SENDER, settings.MAIL_PROVIDER_SETTINGS = "us@a.example", json.dumps(SETTINGS)
    choice.ability.cache_clear()
    yield settings
    choice.ability.cache_clear()


@pytest.mark.parametrize("name", sorted(set(choice.providers()) - NEEDS_MORE))
def test_each_keeps_the_ways_to_unsubscribe_and_names_the_row(provider, news, name):
    provider.MAIL_PROVIDER = name
    letter = example(news, "fr")
    backend, ability = choice.backend(), choice.ability()
    mail = written(Envelope(letter, "sam@example.org", ""), ability)
    payload = backend.build_message_payload(mail, backend.send_defaults)
    sent = payload.get_request_params("https://api.example/")
    said = json.dumps(sent["data"], default=str) if not isinstance(sent["data"], str) else sent["data"]
    assert all(said.count(one) for one in ("List-Unsubscribe", "List-Unsubscribe-Post", "One-Click", letter.id)), (
        said
    )
    assert ability.tracking == (name not in TRACKS_BY_ACCOUNT)
    assert checks.carrier() == []


def test_a_setting_may_have_the_providers_name_in_front(provider):
    provider.MAIL_PROVIDER, provider.MAIL_PROVIDER_SETTINGS = "postmark", '{"POSTMARK_SERVER_TOKEN": "x"}'
    assert choice.backend().server_token == "x"


@pytest.mark.parametrize(
    ("name", "given", "says"),
    [("postbote", "{}", "can be amazon_ses, brevo"), ("", "{}", "is ''"), ("console", "{}", "is 'console'"),
     ("postmark", "{", "not JSON"), ("postmark", "[1]", "no JSON object"), ("postmark", "{}", "POSTMARK_SERVER_TOKEN"),
     ("amazon_ses", "{}", "boto3"), ("postmark", '{"server_token": "a-secret", "api_url": 3}', "does not suit")],
)  # fmt: skip
def test_what_does_not_suit_is_said(provider, name, given, says):
    provider.MAIL_PROVIDER, provider.MAIL_PROVIDER_SETTINGS = name, given
    [found] = checks.carrier()
    assert found.id == "smartbooth.E025" and says in found.msg
    assert "a-secret" not in found.msg and "\n" not in found.msg


def test_the_policy_has_to_name_somebody(provider):
    provider.MAIL_PROVIDER, provider.MAIL_COMPANY = "postmark", ""
    assert [one.id for one in checks.carrier()] == ["smartbooth.W026"]


def test_other_transports_need_none(settings):
    assert checks.carrier() == []
