from typing import Any

from smartbooth.mail.models import Choice, Outbox
from smartbooth.registry.labels import impersonal, label, personal
from smartbooth.registry.purposes import Purpose
from smartbooth.registry.subjects import Subject

P = Purpose
# A row is to somebody who left an address, asked for the newsletter, or has an account.
LEAD: dict[str, Any] = {"of": Subject.LEAD, "purposes": [P.SERVICE, P.CHANGES, P.CLAIMS, P.PROTECTION]}
READER: dict[str, Any] = {
    "of": Subject.READER,
    "purposes": [P.SERVICE, P.SUBSCRIPTIONS, P.CLAIMS, P.PROTECTION],
}
OWNER: dict[str, Any] = {
    "of": Subject.OWNER,
    "purposes": [P.SERVICE, P.ACCOUNT, P.CHANGES, P.CLAIMS, P.PROTECTION],
}
KNOWN: dict[str, Any] = {"kept": "outbox", "recipients": ["person", "operator"]}
MESSAGE = ["message", "params", "created_at", "due_at", "sent_at"]

label(
    Outbox,
    impersonal("a random name", "id"),
    impersonal(
        "what became of the message, and which worker has it", "state", "attempts", "claim", "free", "problem"
    ),
    impersonal("what keeps it from being posted twice: its name and ids", "unique"),
    impersonal("which issue it is, where many get the same", "about", "bulk"),
    *(
        personal(category, *fields, **whose, **KNOWN)
        for whose in (LEAD, READER, OWNER)
        for category, fields in (
            ("user.unique_id", ["person_id"]),
            ("user.demographic.language", ["language"]),
            ("user.messages", MESSAGE),
        )
    ),
)
label(
    Choice,
    *(
        personal(
            category, field, of=subject, kept="person", recipients=["person", "operator"], purposes=[P.SERVICE]
        )
        for subject in (Subject.LEAD, Subject.READER, Subject.OWNER)
        for category, field in (("user.unique_id", "person"), ("user.demographic.language", "language"))
    ),
)
