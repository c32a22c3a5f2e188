"""Run by test_killed in a process of its own: `make` readers and an issue, `work` until killed, `look`."""

import os
import sys

READERS = 120


def main(what: str) -> None:
    os.environ["DJANGO_SETTINGS_MODULE"] = "smartbooth.config.settings"
    import django

    django.setup()
    {"make": make, "work": work, "look": look}[what]()


def make() -> None:
    from django.core.management import call_command

    from smartbooth.newsletters.tests.issues import begun
    from smartbooth.newsletters.tests.readers import many

    for alias in ("default", "keys"):
        call_command("migrate", database=alias, verbosity=0)
    many(READERS, openings=READERS // 3)
    begun()


def work() -> None:
    """Small batches, a word after each: the test kills it in the midst of one."""
    from smartbooth.newsletters.models import Issue
    from smartbooth.newsletters.sending import feeding

    feeding.BATCH = 7
    issue = Issue.objects.get()
    while issue.fed_at is None:
        feeding.feed_once(issue.pk)
        issue.refresh_from_db()
        sys.stdout.write("batch\n")
        sys.stdout.flush()


def look() -> None:
    from smartbooth.mail.models import Outbox

    posted = list(Outbox.objects.values_list("person_id", "params"))
    assert len({person for person, _params in posted}) == len(posted)  # nobody twice
    print(len(posted), sum('"counted":"yes"' in params for _person, params in posted))


if __name__ == "__main__":
    main(sys.argv[1])
