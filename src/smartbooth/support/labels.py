"""What people wrote is sealed under their own key; what stays in clear says when, and whether it waits."""

from typing import Any

from smartbooth.registry.labels import KEYED, SEALED, impersonal, label, personal
from smartbooth.registry.purposes import Purpose
from smartbooth.registry.subjects import Subject
from smartbooth.support.models import Attachment, Case, Mail

OF: dict[str, Any] = {
    "of": Subject.CORRESPONDENT,
    "purposes": [Purpose.SUPPORT, Purpose.CLAIMS],
    "kept": "case",
    "recipients": ["operator", "person"],
}
NAME = impersonal("a random name", "id")

label(
    Case,
    NAME,
    personal("user.unique_id", "person", **OF),
    personal("user.content.private", "subject", stored=SEALED, **OF),
    personal("user.content.private", "mailbox", "state", "received_at", "latest_at", "closed_at", **OF),
)
label(
    Mail,
    NAME,
    personal("user.unique_id", "case", **OF),
    personal("user.unique_id", "digest", stored=KEYED, **OF),
    *(
        personal(category, "sealed", stored=SEALED, **OF)
        for category in ("user.content.private", "user.contact.email", "user.name")
    ),
    personal("user.content.private", "received_at", **OF),
)
label(
    Attachment,
    NAME,
    personal("user.unique_id", "mail", **OF),
    personal("user.content.private", "sealed", stored=SEALED, **OF),
)
