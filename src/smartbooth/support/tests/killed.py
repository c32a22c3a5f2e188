"""Run by test_killed in a process of its own: `make` an installation; `look` prints what support has."""

import os
import sys


def main(what: str) -> None:
    os.environ["DJANGO_SETTINGS_MODULE"] = "smartbooth.config.settings"
    import django

    django.setup()
    {"make": make, "look": look}[what]()


def make() -> None:
    from django.core.management import call_command

    for alias in ("default", "keys"):
        call_command("migrate", database=alias, verbosity=0)


def look() -> None:
    from smartbooth.support.models import Case, Mail

    sys.stdout.write(f"{Case.objects.count()} {Mail.objects.count()}\n")


if __name__ == "__main__":
    main(sys.argv[1])
