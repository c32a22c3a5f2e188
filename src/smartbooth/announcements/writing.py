"""From what was typed to an announcement, and back."""

from __future__ import annotations

from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _

from smartbooth.accounts.models import User
from smartbooth.announcements.forms import LANGUAGES, TEXTS
from smartbooth.announcements.kinds import Kind
from smartbooth.announcements.models import Announcement

FIELDS = (
    "starts_at",
    "ends_at",
    "acknowledged",
    *(f"{text}_{language}" for text in TEXTS for language in LANGUAGES),
)


def begin(kind: Kind, cleaned: dict[str, Any], user: User, ends: Announcement | None = None) -> Announcement:
    """A draft. `cleaned`: of a WritingForm of this kind. `ends`: what it says to be over."""
    workspace = ends.workspace if ends else cleaned.get("workspace")
    return Announcement.objects.create(
        kind=kind.key, ends=ends, workspace=workspace, written_by=user, **_fields(cleaned)
    )


def rewrite(announcement: Announcement, cleaned: dict[str, Any]) -> bool:
    """False where it is no draft any more: nothing was changed then."""
    fields = _fields(cleaned)
    if "workspace" in cleaned:
        fields["workspace"] = cleaned["workspace"]
    return Announcement.objects.filter(pk=announcement.pk, goes_at=None).update(**fields) > 0


def typed(announcement: Announcement) -> dict[str, Any]:
    """For the form's first look. Words that were stood by are asked about again: the text is being changed."""
    found = {name: getattr(announcement, name) for name in FIELDS if name != "acknowledged"}
    return {**found, "workspace": announcement.workspace_id}


def suggested(ended: Announcement) -> dict[str, Any]:
    """How the end of `ended` may begin."""
    made = {}
    for language in LANGUAGES:
        with translation.override(language):
            made[f"title_{language}"] = _title(ended) % {"title": ended.said("title", language)}
    return made


def _title(ended: Announcement) -> str:
    return _("Lifted: %(title)s") if ended.kind == Announcement.SUSPENSION else _("Over: %(title)s")


def _fields(cleaned: dict[str, Any]) -> dict[str, Any]:
    return {name: cleaned[name] for name in FIELDS if name in cleaned}
