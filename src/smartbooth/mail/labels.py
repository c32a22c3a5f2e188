from smartbooth.mail.models import Outbox
from smartbooth.registry.labels import impersonal, label, personal
from smartbooth.registry.purposes import Purpose
from smartbooth.registry.subjects import Subject

P = Purpose
KNOWN = {"of": Subject.LEAD, "kept": "outbox", "recipients": ["person", "operator"]}
WHY = [P.SERVICE, P.ACCOUNT, P.CHANGES, P.CLAIMS, P.PROTECTION]

label(
    Outbox,
    impersonal("a random name", "id"),
    impersonal("what became of the message, and which worker has it", "state", "attempts", "claim", "problem"),
    impersonal("what keeps it from being posted twice: its name and ids", "unique"),
    personal("user.unique_id", "person_id", purposes=WHY, **KNOWN),
    personal("user.demographic.language", "language", purposes=WHY, **KNOWN),
    personal("user.messages", "message", "params", "created_at", "due_at", "sent_at", purposes=WHY, **KNOWN),
)
