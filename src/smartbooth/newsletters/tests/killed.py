"""Run by test_killed in a process of its own: `make` readers and an issue, `work` until killed, `look`."""

import sys

from tests.apart import migrate, run

READERS = 120


def make() -> None:
    from smartbooth.newsletters.tests.issues import begun
    from smartbooth.newsletters.tests.readers import many

    migrate()
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
    run(make=make, work=work, look=look)
