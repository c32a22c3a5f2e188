"""Run in a process of its own, in an installation of its own: what tests of starting and of kill -9 need."""

import os
import sys

PEOPLE = 400
BATCH = 20


def main(what: str) -> None:
    os.environ["DJANGO_SETTINGS_MODULE"] = "smartbooth.config.settings"
    import django

    django.setup()
    {"make": make, "rotate": rotate, "look": look}[what]()


def make() -> None:
    """The installation, with people in it."""
    from django.core.management import call_command

    from smartbooth.people import vault
    from smartbooth.people.address import Address
    from smartbooth.people.store import both

    for alias in ("default", "keys"):
        call_command("migrate", database=alias, verbosity=0, skip_checks=True)
    with both():
        for number in range(PEOPLE):
            vault.find_or_make(Address.parse(f"zaphira-{number}@example.org"))


def rotate() -> None:
    """Rewrap a batch, say so, wait: the test kills it in the middle of one."""
    from smartbooth.people import ring, rotation

    rotation.BATCH = BATCH
    rotation.begin()
    ring.clear()
    seal = rotation.cipher.seal
    sealed = 0

    def slowly(*arguments: object) -> bytes:
        nonlocal sealed
        sealed += 1
        if sealed == 3 * BATCH + BATCH // 2:
            print("in the middle", flush=True)
            sys.stdin.read()
        return seal(*arguments)

    rotation.cipher.seal = slowly
    while rotation.rewrap():
        pass


def look() -> None:
    """How many keys each generation wraps, and how many people can be read."""
    from collections import Counter

    from smartbooth.people import vault
    from smartbooth.people.models import Key, Person
    from smartbooth.people.tests.conftest import answering

    people = {person.pk: person for person in Person.objects.all()}
    with answering():
        keys = vault.keys(people)
    addresses = {vault.contact(keys[name], name, person.sealed).address for name, person in people.items()}
    assert addresses == {f"zaphira-{number}@example.org" for number in range(PEOPLE)}
    print(dict(sorted(Counter(Key.objects.values_list("ring", flat=True)).items())))


if __name__ == "__main__":
    main(sys.argv[1])
