"""Of readers nothing is here, not even who got a letter: that is the outbox."""

from typing import Any

from smartbooth.newsletters.digest.models import Entry, Listed, Round
from smartbooth.registry.labels import impersonal, label, personal
from smartbooth.registry.purposes import Purpose
from smartbooth.registry.subjects import Subject

OWNER: dict[str, Any] = {"of": Subject.OWNER, "purposes": [Purpose.SERVICE]}

label(
    Listed,
    impersonal("which launch, and whose", "launch", "workspace"),
    impersonal("what the launch is, in its owner’s words, to be sent to many", "says"),
    impersonal(
        "since when its owner wants it named, and whether an operator left it out", "listed_at", "left_out_at"
    ),
)
label(
    Round,
    impersonal("a random name", "id"),
    impersonal("how far it is", "state", "send_at", "begun_at", "ended_at", "approved_at"),
    # A random id of whom the feed reached last, while it runs; emptied when it is through.
    impersonal("how far it was posted, while it is being posted", "cursor", "fed_at"),
    impersonal("what came of it, in numbers", "totals"),
    personal("user.unique_id", "approved_by", kept="account", recipients=["operator"], **OWNER),
)
label(
    Entry,
    impersonal("a running number", "id"),
    impersonal("which launch, in which letter, and where in it", "round", "launch", "place", "language"),
    impersonal("what the launch is called, and is, as its owner wrote it for many", "name", "says"),
    personal(
        "user.professional_information.workplace", "owner", kept="launch", recipients=["owner", "public"], **OWNER
    ),
)
