"""Make a launch with many leads, handed over, quickly; print how its owner signs in, as JSON.

`python -m bench.many 1000`
"""

import json
import os
import sys

from tests.apart import migrate

AT_ONCE = 2_000
NOTICE = "Your address goes to Bench, who will write to you about it."


def main(total: int) -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "smartbooth.config.settings")
    import django

    django.setup()
    from django.test import Client

    from smartbooth.accounts.models import Membership, User, Workspace
    from smartbooth.accounts.tenancy import within
    from smartbooth.handover import list as owners_list
    from smartbooth.launches import editing, publish

    migrate()
    workspace = Workspace.objects.create(name="Bench")
    user = User.objects.create_user("bench", "bench@example.org", "a long enough password")
    Membership.objects.create(workspace=workspace, user=user)
    with within(workspace):
        launch = editing.create(workspace, user, name="Bench", slug="bench", starter="soon", language="en")
        publish.publish(launch, user)
        for start in range(0, total, AT_ONCE):
            leads(workspace, launch, range(start, min(total, start + AT_ONCE)))
    owners_list.BATCH = AT_ONCE
    while owners_list.hand_over():
        pass
    browser = Client()
    browser.force_login(user)
    print(json.dumps({"launch": launch.pk, "session": browser.cookies["session"].value}))


def leads(workspace, launch, numbers) -> None:  # type: ignore[no-untyped-def]  # models are loaded only inside main
    """As a form leaves them, a thousand in a statement."""
    import msgspec

    from smartbooth.core import clock, ids
    from smartbooth.leads import given
    from smartbooth.leads.given import Answer, Given
    from smartbooth.leads.models import Lead
    from smartbooth.people import cipher, ring, vault, wording
    from smartbooth.people.address import Address
    from smartbooth.people.models import Consent, Key, Person
    from smartbooth.people.store import both
    from smartbooth.people.vault import Contact

    persons, keys, consents, rows = [], [], [], []
    generation, wrapping = ring.current(ring.WRAP)
    told = wording.remember("en", NOTICE)
    for number in numbers:
        address, key, now = Address.parse(f"person.{number}@example.org"), cipher.new_key(), clock.now()
        person = Person(index=vault.index(address), created_at=now)
        person.sealed = cipher.seal(key, f"contact/{person.pk}", msgspec.json.encode(Contact(address.written)))
        persons.append(person)
        wrapped = cipher.seal(wrapping, f"key/{person.pk}", key)
        keys.append(Key(person=person.pk, ring=generation, wrapped=wrapped, made_on=clock.day()))
        consents.append(
            Consent(
                person=person, purpose="service", controller=workspace.pk, launch=launch.pk, wording_id=told,
                language="en", way="implied", conduct="sent the form", region="eu", given_at=now,
            )
        )  # fmt: skip
        lead = ids.token()
        wrote = Given(f"Person Number {number}", (Answer("q_0", "Which size?", "Small"),))
        sealed = cipher.seal(key, f"{given.place(lead)}/{person.pk}", msgspec.json.encode(wrote))
        rows.append(
            Lead(
                id=lead, workspace=workspace, launch=launch, person=person, variant="a", publication=1,
                source="google", campaign="spring", country="FR", device="p", first_hour=clock.hour(), mark="first",
                language="en", given=sealed, created_at=now, confirmed_at=now,
            )
        )  # fmt: skip
    with both():
        for model, some in ((Person, persons), (Key, keys), (Consent, consents), (Lead, rows)):
            model.objects.bulk_create(some)


if __name__ == "__main__":
    main(int(sys.argv[1]))
