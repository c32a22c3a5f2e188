"""A lead: what somebody left on a launch's page for its owner. The address is in the person's sealed record."""

from functools import partial

from smartbooth.leads.models import Bulletin, Lead
from smartbooth.registry.labels import SEALED, impersonal, label, personal
from smartbooth.registry.purposes import Purpose
from smartbooth.registry.subjects import Subject

left = partial(personal, of=Subject.LEAD, kept="lead", recipients=["owner", "person"])
service = partial(left, purposes=[Purpose.SERVICE])
counted = partial(left, purposes=[Purpose.SERVICE, Purpose.MEASUREMENT])

label(
    Lead,
    impersonal("a random name", "id"),
    impersonal("which account and launch it belongs to", "workspace", "launch"),
    service("user.unique_id", "person"),
    service("user.name", "given", stored=SEALED),
    service("user.content.private", "given", stored=SEALED),
    counted("user.behavior", "variant", "publication", "source", "campaign", "first_hour", "mark"),
    counted("user.location.coarse", "country"),
    counted("user.device", "device"),
    service("user.demographic.language", "language"),
    service("user.disclosures", "created_at", "confirmed_at", "handed_at"),
)
label(
    Bulletin,
    personal(
        "user.settings", "membership", "rhythm", of=Subject.OWNER, purposes=[Purpose.SERVICE], kept="account",
        recipients=["person"],
    ),
    impersonal("how far they were told, and when the next letter is due", "until", "due_at", "rests_until"),
)  # fmt: skip
