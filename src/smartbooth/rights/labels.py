"""A request: the words in it are sealed; what stays in clear says what was asked and when, and of whom only by a random
number that goes with the person."""

from typing import Any

from smartbooth.registry.labels import SEALED, impersonal, label, personal
from smartbooth.registry.purposes import Purpose
from smartbooth.registry.subjects import Subject
from smartbooth.rights.models import Request

OF: dict[str, Any] = {
    "of": Subject.CORRESPONDENT,
    "purposes": [Purpose.CLAIMS],
    "recipients": ["operator", "person"],
}

label(
    Request,
    impersonal("a random name", "id"),
    personal(
        "user.requests", "kind", "law", "received_at", "acknowledge_by", "acknowledged_at", kept="request", **OF
    ),
    personal("user.requests", "due_by", "extended_to", "state", "ended_at", "how", "year", kept="request", **OF),
    personal("user.requests", "launch", "proof", "waits", kept="request", **OF),
    personal("user.privacy_preferences", "signal", kept="request", **OF),
    personal("user.location.coarse", "region", kept="request", **OF),
    personal("user.demographic.language", "language", kept="request", **OF),
    personal("user.unique_id", "person", "other", kept="request-words", **OF),
    personal("user.content.private", "sealed", stored=SEALED, kept="request-words", **OF),
    personal("user.contact.email", "sealed", stored=SEALED, kept="request-words", **OF),
    impersonal("under which key the words are sealed", "own_key"),
)
