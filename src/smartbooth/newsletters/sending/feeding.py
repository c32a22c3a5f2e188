"""The worker's part: begins what is due, posts it a batch at a time, and says when it is done. Whatever moment it is
killed at, the batch and the cursor are one transaction: nobody is left out, nobody gets it twice."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from django.db import transaction

from smartbooth.core import clock
from smartbooth.mail import batch
from smartbooth.mail.feed import BATCH, LOW, Persons, feed
from smartbooth.newsletters import steps
from smartbooth.newsletters.messages import NewsletterIssue
from smartbooth.newsletters.models import Issue
from smartbooth.newsletters.sending import counted, states
from smartbooth.newsletters.subscribing import readers

# Two rounds, since a batch has one set of parameters: first those whose letter has the pixel, then everybody. Whoever
# was in the first is not posted again (mail/feed.py names a row by message, issue and person), whatever they tick.
COUNTED, REST = "c", "r"


def due() -> int:
    """One look at all that is under way; how much was done."""
    now = clock.now()
    done = sum(states.begin(issue, now) for issue in Issue.objects.filter(state=Issue.SCHEDULED, send_at__lte=now))
    for issue in Issue.objects.filter(state=Issue.SENDING):
        counted.forget_who_took_it_back(issue.pk)
        done += feed_once(issue.pk) if issue.fed_at is None else steps.finish(issue)
    for issue in Issue.objects.filter(state=Issue.PAUSED):
        done += batch.pause(issue.pk)  # what came back from the server after the pause waits as well
    for issue in Issue.objects.filter(state=Issue.STOPPED, ended_at=None):
        done += batch.cancel(issue.pk, states.STOPPED) or steps.finish(issue)
    return done


def feed_once(key: str) -> int:
    """Post the next batch, in one transaction with the cursor; how many."""
    with transaction.atomic():
        issue = Issue.objects.select_for_update().filter(pk=key, state=Issue.SENDING, fed_at=None).first()
        if issue is None:
            return 0
        which, after = issue.cursor[:1] or COUNTED, issue.cursor[1:]
        languages = list(issue.versions.values_list("language", flat=True))
        params = {"issue": issue.pk, "counted": "yes" if which == COUNTED else "no"}
        posted, cursor = feed(
            issue.pk, after, _persons(languages, which), NewsletterIssue, params, low=LOW, batch=BATCH
        )
        if cursor is not None:
            issue.cursor = which + cursor
        elif which == COUNTED:
            issue.cursor = REST
        else:
            issue.cursor, issue.fed_at = "", clock.now()
        issue.save(update_fields=["cursor", "fed_at"])
    return posted


def _persons(languages: Collection[str], which: str) -> Persons:
    def after(person: str, limit: int) -> Sequence[tuple[str, str]]:
        return readers.after(person, limit, languages, counted=which == COUNTED)

    return after
