"""Tests are an owner's work about counts; who was counted is known to nobody."""

from typing import Any

from smartbooth.experiments.models import Round, Share
from smartbooth.registry.labels import impersonal, label, personal
from smartbooth.registry.purposes import Purpose
from smartbooth.registry.subjects import Subject

WORK: dict[str, Any] = {"of": Subject.OWNER, "purposes": [Purpose.SERVICE], "kept": "launch"}
WHOSE = impersonal("which account and which launch it belongs to", "workspace", "launch")

label(
    Round,
    impersonal("a random name", "id"),
    WHOSE,
    impersonal("which test of the launch it is", "number"),
    impersonal("what was asked, and how", "goal", "button", "margin", "alpha", "control", "arms"),
    impersonal("what happens by itself", "by_itself", "adaptive", "keep_back"),
    impersonal("from when to when", "begun_hour", "ended_hour", "looked_at"),
    impersonal(
        "what came out, as counts of many visitors", "verdict", "best", "reached_at", "found", "alarmed_at"
    ),
    impersonal("how it ended", "ended_why", "shown"),
    personal("user.content.private", "learned", recipients=["owner"], **WORK),
)
label(
    Share,
    impersonal("a random name, which opens the test to whoever has it", "id"),
    impersonal("which account and which test it belongs to", "workspace", "round"),
    personal("user.unique_id", "made_by", recipients=["owner"], **WORK),
    impersonal("when it was made", "made_at"),
)
