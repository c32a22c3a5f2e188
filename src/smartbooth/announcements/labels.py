"""What this room's table holds. What is said to all is public; a suspension is about the owner it is said to."""

from smartbooth.announcements.models import Announcement
from smartbooth.registry.labels import impersonal, label, personal
from smartbooth.registry.purposes import Purpose
from smartbooth.registry.subjects import Subject

label(
    Announcement,
    impersonal("a random name", "id"),
    impersonal(
        "what kind of announcement it is, and how far it is on its way",
        "kind", "ends", "acknowledged", "mailed", "written_at", "goes_at", "begun_at", "done_at", "stopped",
    ),
    personal(
        "user.authorization", "workspace", "title_en", "title_fr", "text_en", "text_fr", "advice_en", "advice_fr",
        "starts_at", "ends_at", of=Subject.OWNER, purposes=[Purpose.CHANGES, Purpose.ENFORCEMENT],
        kept="announcements", recipients=["person", "operator"],
    ),
    personal(
        "user.unique_id", "written_by", of=Subject.OWNER, purposes=[Purpose.CHANGES], kept="account",
        recipients=["operator"],
    ),
    personal(  # emptied with the last letter
        "user.unique_id", "cursor", of=Subject.OWNER, purposes=[Purpose.CHANGES], kept="account",
        recipients=["nobody"],
    ),
)  # fmt: skip
