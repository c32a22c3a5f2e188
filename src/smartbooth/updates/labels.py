"""What an owner tells in public is theirs; who reads it is known to nobody."""

from typing import Any

from smartbooth.registry.labels import impersonal, label, personal
from smartbooth.registry.purposes import Purpose
from smartbooth.registry.subjects import Subject
from smartbooth.updates.models import Ping, Update

WORK: dict[str, Any] = {"of": Subject.OWNER, "purposes": [Purpose.SERVICE], "kept": "launch"}

label(
    Update,
    impersonal("a random name", "id"),
    impersonal("which account and which launch it belongs to", "workspace", "launch"),
    impersonal("its address, and its picture", "slug", "picture"),
    personal("user.content.public", "title", "text", "alt", recipients=["owner", "public"], **WORK),
    personal("user.unique_id", "made_by", recipients=["owner"], **WORK),
    impersonal("when it was written, published and withdrawn", "created_at", "changed_at"),
    impersonal("since when it is or was out", "published_at", "withdrawn_at"),
)
label(
    Ping,
    impersonal("a running number", "id"),
    impersonal("the public address of a feed that changed", "topic"),
    impersonal("how often a hub was tried, and when next", "asked", "asked_at", "tries", "next_at"),
)
