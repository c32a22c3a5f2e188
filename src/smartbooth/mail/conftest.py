import pytest

from smartbooth.core import clock
from smartbooth.mail.messages import Kind, Message, _messages
from smartbooth.mail.parameters import Words
from smartbooth.people import store, suppression, vault
from smartbooth.people.address import Address
from smartbooth.registry.purposes import Purpose
from smartbooth.registry.subjects import Subject


@pytest.fixture
def sam(db):
    """Somebody with an address."""
    with store.both():
        return vault.find_or_make(Address.parse("sam@example.org"))[0]


@pytest.fixture
def declared():
    """Messages that a test declares are taken away again."""
    before = dict(_messages)
    yield _messages
    _messages.clear()
    _messages.update(before)


@pytest.fixture
def hello(declared):
    """A service message, three a year to one person, with a text of its own."""

    class Hello(Message):
        name = "hello"
        purpose, of = Purpose.CHANGES, Subject.LEAD
        when, subject = "in tests", "Hello from %(owner)s"
        budget = 3
        contains = {"owner": Words()}
        template = "mail/account/address_changed"
        example = {"owner": "Aurora"}

    return Hello


@pytest.fixture
def news(declared):
    """A marketing message."""

    class News(Message):
        name = "news"
        kind = Kind.MARKETING
        purpose, of = Purpose.MARKETING, Subject.LEAD
        when, subject = "in tests", "News"
        leaves = suppression.DIGEST
        template = "mail/account/address_changed"

    return News


@pytest.fixture
def still():
    """The clock stands."""
    with clock.at(clock.now()):
        yield clock.now()
