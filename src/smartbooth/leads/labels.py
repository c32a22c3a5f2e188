"""A lead: what somebody left on a launch's page for its owner. The address is in the person's sealed record."""

from smartbooth.leads.models import Lead
from smartbooth.registry.labels import SEALED, impersonal, label, personal
from smartbooth.registry.purposes import Purpose
from smartbooth.registry.subjects import Subject

LEFT = {"of": Subject.LEAD, "kept": "lead", "recipients": ["owner", "person"]}
SERVICE = {"purposes": [Purpose.SERVICE], **LEFT}
COUNTED = {"purposes": [Purpose.SERVICE, Purpose.MEASUREMENT], **LEFT}

label(
    Lead,
    impersonal("a random name", "id"),
    impersonal("which account and launch it belongs to", "workspace", "launch"),
    personal("user.unique_id", "person", **SERVICE),
    personal("user.name", "given", stored=SEALED, **SERVICE),
    personal("user.content.private", "given", stored=SEALED, **SERVICE),
    personal("user.behavior", "variant", "publication", "source", "campaign", "first_hour", "mark", **COUNTED),
    personal("user.location.coarse", "country", **COUNTED),
    personal("user.device", "device", **COUNTED),
    personal("user.demographic.language", "language", **SERVICE),
    personal("user.disclosures", "created_at", "confirmed_at", "handed_at", **SERVICE),
)
