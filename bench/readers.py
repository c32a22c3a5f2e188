"""Readers of the newsletter, made quickly, and an issue for them; and some of them who stop it.

`python -m bench.readers make COUNT` prints the issue's id; `begin ISSUE` has it sent; `state ISSUE` prints its state;
`stop COUNT`: so many readers who wait in the outbox, and as many who are not in it yet, stop the newsletter by the link
in it; prints their addresses, the first half those who waited.
"""

import os
import sys

from tests.apart import migrate

AT_ONCE = 5_000
WORDS = "The newsletter, when there is news."


def issue() -> str:
    """An issue of five blocks, as an operator writes it."""
    from smartbooth.newsletters import editing
    from smartbooth.newsletters.example import EXAMPLE

    made = editing.begin("en", None)
    without_picture = [block for block in EXAMPLE["blocks"] if block["kind"] != "image"]
    editing.save(made.versions.get(), {**EXAMPLE, "blocks": without_picture}, "Written", None)
    return str(made.pk)


def begin(key: str) -> str:
    from smartbooth.core import clock
    from smartbooth.newsletters.models import Issue
    from smartbooth.newsletters.sending import states

    made = Issue.objects.get(pk=key)
    return "begun" if states.schedule(made, clock.now()) and states.begin(made, clock.now()) else "not begun"


def state(key: str) -> str:
    from smartbooth.newsletters.models import Issue

    return str(Issue.objects.get(pk=key).state)


def make(total: int) -> None:
    import msgspec

    from smartbooth.core import clock
    from smartbooth.people import cipher, ring, vault, wording
    from smartbooth.people.address import Address
    from smartbooth.people.models import Consent, Key, Person
    from smartbooth.people.store import both
    from smartbooth.people.vault import Contact

    generation, wrapping = ring.current(ring.WRAP)
    told = wording.remember("en", WORDS)
    for start in range(0, total, AT_ONCE):
        persons, keys, consents = [], [], []
        for number in range(start, min(total, start + AT_ONCE)):
            address, key, now = Address.parse(f"reader.{number}@example.org"), cipher.new_key(), clock.now()
            person = Person(index=vault.index(address), created_at=now)
            contact = msgspec.json.encode(Contact(address.written))
            person.sealed = cipher.seal(key, f"contact/{person.pk}", contact)
            persons.append(person)
            wrapped = cipher.seal(wrapping, f"key/{person.pk}", key)
            keys.append(Key(person=person.pk, ring=generation, wrapped=wrapped, made_on=clock.day()))
            consents.append(
                Consent(
                    person=person, purpose="subscriptions", controller="operator", wording_id=told,
                    language="en", way="explicit", region="eu", given_at=now, confirmed_at=now,
                )
            )  # fmt: skip
        with both():
            for model, some in ((Person, persons), (Key, keys), (Consent, consents)):
                model.objects.bulk_create(some)


def stop(count: int) -> list[str]:
    from smartbooth.mail import choices
    from smartbooth.mail.models import Outbox
    from smartbooth.people import suppression, vault
    from smartbooth.people.models import Person
    from smartbooth.people.purpose import purpose
    from smartbooth.registry.purposes import Purpose
    from smartbooth.registry.subjects import Subject

    waiting = Outbox.objects.filter(state=Outbox.WAITING).order_by("-due_at", "-pk")
    keys = list(waiting.values_list("person_id", flat=True)[:count])
    keys += list(Person.objects.order_by("-pk").values_list("pk", flat=True)[:count])
    addresses = []
    for key in keys:
        person = Person.objects.get(pk=key)
        choices.stop(person, suppression.NEWSLETTER, choices.BY_LINK)
        with purpose(Purpose.CLAIMS, of=Subject.LEAD):
            addresses.append(vault.open(person).address)
    return addresses


def main(what: str, given: str) -> str:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "smartbooth.config.settings")
    import django

    django.setup()
    if what == "make":
        migrate()
        make(int(given))
        return issue()
    if what == "stop":
        return "\n".join(stop(int(given)))
    return begin(given) if what == "begin" else state(given)


if __name__ == "__main__":
    print(main(*sys.argv[1:3]))
