"""An issue is the service's own publication: of its readers nothing is here, not even who got it."""

from typing import Any

from smartbooth.newsletters.digest import labels as digest  # noqa: F401 - that folder's are said by the import
from smartbooth.newsletters.models import Issue, Openings, Picture, Revision, Version
from smartbooth.registry.labels import impersonal, label, personal
from smartbooth.registry.purposes import Purpose
from smartbooth.registry.subjects import Subject

WRITER: dict[str, Any] = {
    "of": Subject.OWNER, "purposes": [Purpose.SERVICE], "kept": "issue", "recipients": ["operator"],
}  # fmt: skip

label(
    Issue,
    impersonal("a random name", "id"),
    impersonal("how far it is", "state", "send_at", "begun_at", "ended_at"),
    # A random id of whom the feed reached last, while it runs; emptied when it is through.
    impersonal("how far it was posted, while it is being posted", "cursor", "fed_at"),
    impersonal("how many it was for, and what came of it, in numbers", "readers", "totals"),
    impersonal("when it was begun", "created_at"),
    personal("user.unique_id", "made_by", **WRITER),
)
label(
    Version,
    impersonal("a running number", "id"),
    impersonal("which issue, in which language, and where it is read", "issue", "language", "slug"),
    impersonal("the issue’s text, which is public", "sent", "shown", "corrected_at"),
    impersonal("which saved state is current", "current"),
)
label(
    Revision,
    impersonal("a running number", "id"),
    impersonal("which version it is a state of, and the state before", "version", "parent"),
    impersonal("the issue’s text as it was written", "document", "summary", "made_at"),
    personal("user.unique_id", "made_by", **WRITER),
)
label(
    Picture,
    impersonal("a random name", "id"),
    impersonal("a picture that the service publishes", "digest", "width", "height", "renditions", "colour"),
    impersonal("when it was taken in", "created_at"),
)
label(Openings, impersonal("a count for each issue: how often it was opened", "issue", "count"))
