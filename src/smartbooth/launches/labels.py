"""A launch is the owner's work: what they write is theirs until they publish it. Of visitors nothing is here."""

from typing import Any

from smartbooth.launches.models import (
    Artifact,
    Edition,
    Launch,
    Leaf,
    Picture,
    Publication,
    Revision,
    Split,
    Variant,
)
from smartbooth.registry.labels import impersonal, label, personal
from smartbooth.registry.purposes import Purpose
from smartbooth.registry.subjects import Subject

WORK: dict[str, Any] = {"of": Subject.OWNER, "purposes": [Purpose.SERVICE], "kept": "launch"}
WHOSE = impersonal("which account and which launch it belongs to", "workspace", "launch")
NAME = impersonal("a random name", "id")
NUMBER = impersonal("a running number", "id")

label(
    Launch,
    NAME,
    impersonal("which account it belongs to", "workspace"),
    impersonal("the launch’s name and addresses, as visitors see them", "name", "slug", "address"),
    impersonal(
        "how the page is set up",
        "language",
        "goal",
        "goal_button",
        "family",
        "template",
        "double_opt_in",
        "google_tag",
    ),
    impersonal("when it is published, and what hindered it", "publish_at", "unpublish_at", "schedule_problem"),
    impersonal("when its owners are reminded of that", "remind_at"),
    impersonal("when it was made", "created_at"),
    impersonal("a number that says that what stands beside the page changed", "annex"),
)
label(
    Variant,
    NAME,
    WHOSE,
    impersonal("the version’s letter, its share of visitors, and until when", "letter", "weight", "retired_at"),
    impersonal("which saved state is current", "current"),
    personal("user.content.private", "idea", recipients=["owner"], **WORK),
)
label(
    Revision,
    NUMBER,
    impersonal("which account and version it belongs to", "workspace", "variant"),
    impersonal("the state before", "parent"),
    personal("user.content.private", "document", "summary", recipients=["owner"], **WORK),
    personal("user.unique_id", "made_by", recipients=["owner"], **WORK),
    impersonal("when it was saved", "made_at"),
)
label(
    Picture,
    NAME,
    impersonal("which account it belongs to", "workspace"),
    personal("user.content.public", "digest", "renditions", recipients=["owner", "public"], **WORK),
    impersonal("measures of the picture", "width", "height", "colour"),
    impersonal("when it was made", "created_at"),
)
label(
    Artifact,
    impersonal("the hash of the bytes", "digest"),
    personal("user.content.public", "body", "br", "gzip", "zstd", recipients=["public"], **WORK),
)
label(
    Publication,
    NUMBER,
    WHOSE,
    impersonal("which publication it is, and where it is served", "number", "host", "root"),
    impersonal("when it was live", "made_at", "ended_at"),
    personal("user.content.public", "manifest", "documents", recipients=["owner", "public"], **WORK),
    personal("user.unique_id", "made_by", recipients=["owner"], **WORK),
)
label(
    Split,
    NUMBER,
    WHOSE,
    impersonal("how visitors are shared out, from which hour on, and why", "shares", "hour", "cause"),
    impersonal("when that was set", "made_at"),
    personal("user.unique_id", "made_by", recipients=["owner"], **WORK),
)
label(
    Leaf,
    NUMBER,
    WHOSE,
    impersonal("where it is served, the hash of its bytes, and since when", "path", "digest", "made_at"),
    impersonal("what is sent with it", "headers"),
    personal("user.content.public", "body", "br", "gzip", "zstd", "pictures", recipients=["public"], **WORK),
)
label(Edition, impersonal("a number that says that something was published", "id", "number"))
