from typing import Any

from smartbooth.handover.models import Delivery, Endpoint, Recall, Token
from smartbooth.registry.labels import impersonal, label, personal
from smartbooth.registry.purposes import Purpose
from smartbooth.registry.subjects import Subject

P = Purpose
OF_OWNER: dict[str, Any] = {
    "of": Subject.OWNER,
    "purposes": [P.SERVICE, P.ACCOUNT],
    "kept": "account",
    "recipients": ["operator"],
}
OF_LEAD: dict[str, Any] = {"of": Subject.LEAD, "purposes": [P.SERVICE, P.CLAIMS], "recipients": ["owner"]}

label(
    Token,
    impersonal("a random name", "id"),
    impersonal("whose leads it opens, and which of them", "workspace", "launch", "scopes"),
    impersonal("what the owner calls it", "name"),
    impersonal("hash and ending of a random secret that a program shows", "digest", "ending"),
    impersonal("when it was made, and until when it works", "made_at", "expires_at", "last_used_on", "revoked_at"),
    personal("user.unique_id", "made_by", **OF_OWNER),
)
label(
    Endpoint,
    impersonal("a random name", "id"),
    impersonal("whose leads it is told of, and which of them", "workspace", "launch"),
    impersonal("the address of an owner’s machine", "url"),
    impersonal("what its messages are signed with, sealed by the installation", "secret", "former", "former_until"),
    impersonal(
        "how it goes", "state", "reason", "made_at", "failures", "failing_since", "paused_until", "leased_until",
        "tried_at",
    ),
    personal("user.unique_id", "made_by", **OF_OWNER),
)  # fmt: skip
label(
    Delivery,
    impersonal("a random name", "id"),
    impersonal("to whom, and what kind of message", "workspace", "endpoint", "launch", "event", "recall"),
    impersonal(
        "how it went", "state", "attempts", "queued_at", "next_at", "claimed_at", "done_at", "status", "trouble",
        "disclosed",
    ),
    personal("user.unique_id", "lead", kept="delivery", **OF_LEAD),
)  # fmt: skip
label(
    Recall,
    impersonal("a random name", "id"),
    impersonal("whose it was, and for which launch", "workspace", "launch", "launch_name"),
    impersonal(
        "until when the owner has to delete, and when they said they had",
        "due_by",
        "acknowledged_at",
        "acknowledged_by",
    ),
    personal("user.unique_id", "lead", kept="recall", **OF_LEAD),
    personal("user.disclosures", "how", "left_on", kept="recall", **OF_LEAD),
    personal("user.privacy_preferences", "at", "reason", kept="recall", **OF_LEAD),
)
