"""Readers for tests: asked, confirmed, or both at once for very many."""

from smartbooth.newsletters.subscribing import asking, confirming, readers, words
from smartbooth.people import consents, store, vault
from smartbooth.people.address import Address
from smartbooth.registry.purposes import Purpose


def person(address="ada@example.org"):
    return vault.find(Address.parse(address))


def ask(address="ada@example.org", language="en", openings=False):
    asking.ask(Address.parse(address), language, openings)
    return person(address)


def token(person, language="en", openings=False, at=None):
    from smartbooth.core import clock

    path = confirming.path(person.pk, language, "yes" if openings else "no", at or clock.now())
    return path.rstrip("/").rpartition("/")[2]


def subscribe(address="ada@example.org", language="en", openings=False):
    """Asked for and confirmed."""
    found = ask(address, language, openings)
    confirming.confirm(token(found, language, openings))
    return found


def many(count, language="en", openings=0, name="reader"):
    """`count` readers, the first `openings` of them counted; by id, ascending."""
    found = []
    with store.both():
        for number in range(count):
            one, _new = vault.find_or_make(Address.parse(f"{name}{number}@example.org"))
            give(one, language, words.subscription(language))
            if number < openings:
                give(one, language, words.openings(language), readers.OPENINGS)
            found.append(one)
    return sorted(found, key=lambda one: one.pk)


def give(person, language, said, box=""):
    consents.give(person.pk, purpose=Purpose.SUBSCRIPTIONS, words=said, language=language, box=box)
