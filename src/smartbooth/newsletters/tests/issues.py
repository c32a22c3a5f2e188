"""Issues for tests: written, begun, fed to the end."""

from smartbooth.core import clock
from smartbooth.mail.models import Outbox
from smartbooth.newsletters import editing
from smartbooth.newsletters.example import EXAMPLE
from smartbooth.newsletters.models import Issue, Version
from smartbooth.newsletters.sending import feeding, states

TEXT = {"id": "text", "kind": "text", "data": {"title": "", "body": "<p>Drawers.</p>"}}


def written(language="en", subject="Drawers", also=(), **changes):
    """A draft in `language`, and in the languages `also`."""
    issue = editing.begin(language, None)
    version = Version.objects.select_related("current").get(issue=issue)
    editing.save(
        version, {"subject": subject, "summary": "In short.", "blocks": [TEXT]} | changes, "Written", None
    )
    for code in also:
        other = editing.translate(issue, code, None)
        editing.save(other, {**version.document, "subject": f"{subject} ({code})"}, "Written", None)
    return Issue.objects.get(pk=issue.pk)


def whole(language="en"):
    """One block of each kind."""
    return written(language, **EXAMPLE)


def begun(**given):
    issue = written(**given)
    assert states.schedule(issue, clock.now())
    assert states.begin(issue, clock.now())
    return issue


def fed(issue):
    """Posted to the end, with nothing going out meanwhile."""
    for _round in range(1_000):
        feeding.feed_once(issue.pk)
        issue.refresh_from_db()
        if issue.fed_at:
            return issue
    raise AssertionError("the feed does not end")


def posted(issue):
    return sorted(Outbox.objects.filter(about=issue.pk).values_list("person_id", flat=True))
