"""How an issue gets from one state to the next; what it shares with the letter about other launches is in steps.py.

    draft > scheduled > sending > sent
      <         sending < > paused, either > stopped

What is sent is frozen as it begins; until then it can be taken back to the desk.
"""

from __future__ import annotations

import logging
from datetime import datetime

from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext_noop

from smartbooth.core import clock, ids
from smartbooth.newsletters import steps
from smartbooth.newsletters.archive import feed
from smartbooth.newsletters.models import Issue, Version
from smartbooth.newsletters.sending import counted
from smartbooth.newsletters.sending.problems import problems
from smartbooth.newsletters.steps import step
from smartbooth.newsletters.subscribing import readers

logger = logging.getLogger(__name__)
STOPPED = gettext_noop("This issue was stopped before it went to everybody.")
SLUG = 60  # letters of a page's address
# Names that something else at /newsletter/ has, or may have one day.
TAKEN = frozenset({"asked", "confirm", "feed", "archive", "issues", "digest", "en", "fr"})


def schedule(issue: Issue, at: datetime) -> bool:
    """Let it go out at `at`, which may be now. The caller has looked for problems (sending/problems.py)."""
    return step(issue, {Issue.DRAFT, Issue.SCHEDULED}, Issue.SCHEDULED, send_at=at)


def take_back(issue: Issue) -> bool:
    """Back to the desk, as long as it has not begun."""
    return step(issue, {Issue.SCHEDULED}, Issue.DRAFT, send_at=None)


def begin(issue: Issue, now: datetime) -> bool:
    """Its moment came: the text of each language is frozen and gets its address; from now on it is fed. One that was
    changed since it was scheduled, and has problems now, goes back to the desk instead."""
    if problems(issue).errors:
        if take_back(issue):
            logger.warning("Issue %s has problems: it was not sent, and is a draft again", issue.pk)
        return False
    with transaction.atomic():
        if not step(issue, {Issue.SCHEDULED}, Issue.SENDING, begun_at=now):
            return False
        languages = []
        for version in issue.versions.select_related("current"):
            languages.append(version.language)
            Version.objects.filter(pk=version.pk).update(
                sent=version.document, shown=version.document, slug=_slug(version)
            )
            feed.changed(version.language)
        by_language = readers.by_language()
        issue.readers = sum(by_language.get(language, 0) for language in languages)
        Issue.objects.filter(pk=issue.pk).update(readers=issue.readers)
    return True


def _slug(version: Version) -> str:
    made = slugify(version.document["subject"])[:SLUG].strip("-") or "issue"
    if made in TAKEN or Version.objects.filter(slug=made).exists():
        made = f"{made}-{ids.token(4)}"
    return made


def resume(issue: Issue) -> bool:
    return steps.resume(issue, counted.forget_who_took_it_back)


def stop(issue: Issue) -> bool:
    """For good: who has not got it gets nothing."""
    return steps.stop(issue, STOPPED)


def correct(version: Version) -> bool:
    """Show what is written now on the page of one that went out; False where there is no page."""
    with transaction.atomic():
        went = Version.objects.filter(pk=version.pk, shown__isnull=False)
        if not went.update(shown=version.document, corrected_at=clock.now()):
            return False
        feed.changed(version.language)
    return True
