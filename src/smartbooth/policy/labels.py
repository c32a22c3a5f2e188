"""What this room's tables hold."""

from smartbooth.policy.models import Acceptance, CheckRun, Telling, Version
from smartbooth.registry.labels import impersonal, label, personal
from smartbooth.registry.purposes import Purpose
from smartbooth.registry.subjects import Subject

label(
    Version,
    impersonal("the text of the policy, which is public", "number", "digest", "text_en", "text_fr"),
    impersonal("when it was published and what the operator said of it", "published_at", "summary_en", "summary_fr"),
    personal(
        "user.unique_id", "published_by", of=Subject.OWNER, purposes=[Purpose.CHANGES], kept="account",
        recipients=["operator"],
    ),
)  # fmt: skip
label(
    Telling,
    impersonal("which version is told of, and since when all letters are posted", "version", "done_at"),
    personal(  # emptied with the last letter
        "user.unique_id", "cursor", of=Subject.OWNER, purposes=[Purpose.CHANGES], kept="account",
        recipients=["nobody"],
    ),
)  # fmt: skip
label(
    Acceptance,
    impersonal("a row's number", "id"),
    personal(
        "user.unique_id", "user", of=Subject.OWNER, purposes=[Purpose.CHANGES], kept="account",
        recipients=["operator", "person"],
    ),
    personal(
        "user.privacy_preferences", "version", "told_at", "at", "how", of=Subject.OWNER,
        purposes=[Purpose.CHANGES], kept="account", recipients=["operator", "person"],
    ),
    personal(
        "user.demographic.language", "language", of=Subject.OWNER, purposes=[Purpose.CHANGES], kept="account",
        recipients=["operator", "person"],
    ),
)  # fmt: skip
label(
    CheckRun,
    impersonal(
        "what a check of a promise found, in numbers",
        "id", "promise", "name", "kept", "says_en", "says_fr", "looked", "at", "milliseconds",
    ),
)  # fmt: skip
