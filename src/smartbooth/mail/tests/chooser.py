"""Run in a live installation's environment (test_choosing_browser.py): `python -m smartbooth.mail.tests.chooser NAME …`
makes a person each who agreed to everything, and prints, a line each, the paths that their letters would lead to."""

import os
import sys

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "smartbooth.config.settings")


def main(name: str) -> None:
    from smartbooth.mail import optout
    from smartbooth.people import consents, store, suppression, vault
    from smartbooth.people.address import Address
    from smartbooth.registry.purposes import Purpose

    with store.both():
        person = vault.find_or_make(Address.parse(f"{name}@example.org"))[0]
        for purpose in (Purpose.MARKETING, Purpose.SUBSCRIPTIONS):
            consents.give(person.pk, purpose=purpose, words="Write to me", language="en", country="FR")
    print(*(optout.choices_path(optout.token(person.pk, topic)) for topic in (suppression.DIGEST, "")))


if __name__ == "__main__":
    import django

    django.setup()
    for name in sys.argv[1:]:
        main(name)
