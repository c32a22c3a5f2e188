import pytest
from hypothesis import given
from hypothesis import strategies as st

from smartbooth.mail import optout, verp
from smartbooth.mail.inbound.mailboxes import Kind, Mailbox, NoSuchMailbox, find

pytestmark = pytest.mark.django_db  # signatures are made with a key of the key store


@pytest.fixture(autouse=True)
def ours(settings):
    settings.MAIL_DOMAIN, settings.SUPPORT_ADDRESS = "mail.example.org", "Help@example.org"
    settings.MAIL_SENDER = "hello@example.org"


@pytest.mark.parametrize(
    ("address", "kind"),
    [
        ("help@example.org", Kind.SUPPORT),
        ("HELP@Example.ORG.", Kind.SUPPORT),
        ("hello@example.org", Kind.SUPPORT),
        ("abuse@example.org", Kind.ABUSE),
        ("abuse@mail.example.org", Kind.ABUSE),
        ("Postmaster@mail.example.org", Kind.POSTMASTER),
        ("postmaster", Kind.POSTMASTER),
    ],
)
def test_people_are_reached_where_they_write_to(address, kind):
    assert find(address) == Mailbox(kind)


def test_what_is_signed_names_a_letter_or_a_person():
    assert find(verp.return_path("k3f9zzzzzz")) == Mailbox(Kind.BOUNCES, "k3f9zzzzzz")
    token = optout.token("k3f9zzzzzz", "newsletter")
    assert find(optout.mailbox(token).upper()) == Mailbox(Kind.UNSUBSCRIBE, token)


@pytest.mark.parametrize(
    "address",
    [
        "sam@example.org", "help@elsewhere.example", "help", "", "@", "abuse@elsewhere.example",
        "postmaster@elsewhere.example", "bounces@mail.example.org", "bounces+@mail.example.org",
        "bounces+k3f9zzzzzz.00000000000000000000@mail.example.org", "unsubscribe@mail.example.org",
        "unsubscribe+k3f9zzzzzz.-.00000000000000000000@mail.example.org", "help@example.org@elsewhere.example",
        "sam%elsewhere.example@example.org", "@example.org:sam@elsewhere.example", "help+tag@example.org",
        "a" * 320 + "@example.org", "help@example.org\r\nRCPT TO:<sam@elsewhere.example>", "b\udcff@mail.example.org",
    ],
)  # fmt: skip
def test_nothing_else_is_taken(address):
    with pytest.raises(NoSuchMailbox):
        find(address)


def test_a_signature_is_for_one_domain():
    made = verp.return_path("k3f9zzzzzz").replace("mail.example.org", "example.org")
    with pytest.raises(NoSuchMailbox):
        find(made)


@given(st.text(st.characters(exclude_categories=())))
def test_any_text_is_no_mailbox_and_nothing_worse(text):
    for address in (text, f"{text}@mail.example.org", f"bounces+{text}@mail.example.org"):
        with pytest.raises(NoSuchMailbox):
            find(address)
