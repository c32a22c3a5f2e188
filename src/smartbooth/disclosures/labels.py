"""The ledger holds nothing that tells who: its subject is a commitment under the person's own key."""

from typing import Any

from smartbooth.disclosures.models import Entry, Head, Seal
from smartbooth.registry.labels import KEYED, impersonal, label, personal
from smartbooth.registry.purposes import Purpose
from smartbooth.registry.subjects import Subject

KEPT: dict[str, Any] = {
    "of": Subject.LEAD,
    "purposes": [Purpose.CLAIMS, Purpose.PROTECTION],
    "kept": "ledger",
    "recipients": ["person", "operator"],
}

label(
    Entry,
    impersonal("the row’s number and the chain’s hash", "seq", "hash"),
    personal("user.unique_id", "subject", stored=KEYED, **KEPT),
    personal("user.disclosures", "at", "kinds", "purpose", "ground", "how", "launch", **KEPT),
    impersonal(
        "who received it: a business or an authority, as it goes by",
        "recipient_kind", "recipient", "recipient_name", "recipient_contact",
    ),
)  # fmt: skip
label(Head, impersonal("where the ledger ends and begins", "id", "seq", "hash", "base_seq", "base_hash", "mac"))
label(Seal, impersonal("what the ledger’s head was on a day, public", "seq", "hash", "at", "mac"))
