"""Run by test_killed in a process of its own: `make` an installation; `look` prints what support has."""

import sys

from tests.apart import migrate, run


def look() -> None:
    from smartbooth.support.models import Case, Mail

    sys.stdout.write(f"{Case.objects.count()} {Mail.objects.count()}\n")


if __name__ == "__main__":
    run(make=migrate, look=look)
