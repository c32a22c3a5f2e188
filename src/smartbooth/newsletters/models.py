"""An issue of the newsletter, its text in each language, every state that was ever saved, and its pictures. Who reads
it is a consent (people room): no list of subscribers is here."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import pgettext_lazy as _

from smartbooth.accounts.models import User
from smartbooth.core import clock
from smartbooth.core.models import TokenModel
from smartbooth.newsletters.digest import models as digest  # noqa: F401 - that folder's tables are this room's too


class Issue(TokenModel):
    """`sending/states.py` carries it from one state to the next, by conditional updates."""

    DRAFT, SCHEDULED, SENDING, PAUSED = "draft", "scheduled", "sending", "paused"
    SENT, STOPPED = "sent", "stopped"
    STATES = [
        (DRAFT, _("issue", "draft")),
        (SCHEDULED, _("issue", "scheduled")),
        (SENDING, _("issue", "being sent")),
        (PAUSED, _("issue", "paused")),
        (SENT, _("issue", "sent")),
        (STOPPED, _("issue", "stopped for good")),
    ]

    state = models.CharField(max_length=9, choices=STATES, default=DRAFT)
    send_at = models.DateTimeField(null=True, blank=True)  # when scheduled
    begun_at = models.DateTimeField(null=True, blank=True)  # its text is frozen from then on, and its page public
    ended_at = models.DateTimeField(null=True, blank=True)  # nothing of it waits any more
    cursor = models.CharField(max_length=20, blank=True)  # how far the feed came (sending/feeding.py)
    fed_at = models.DateTimeField(null=True, blank=True)  # every reader was looked at
    readers = models.PositiveIntegerField(default=0)  # as it began: how many it was for
    totals = models.JSONField(null=True)  # what came of it, kept once the outbox forgets its rows
    made_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField(default=clock.now, editable=False)

    class Meta:
        ordering = ["-created_at"]
        indexes = [models.Index(fields=["state", "send_at"], name="issue_state")]

    def __str__(self) -> str:
        return self.pk

    @property
    def begun(self) -> bool:
        return self.begun_at is not None


class Version(models.Model):
    """An issue in one language."""

    issue = models.ForeignKey(Issue, on_delete=models.CASCADE, related_name="versions")
    language = models.CharField(max_length=2, choices=settings.LANGUAGES)
    slug = models.CharField(max_length=80, unique=True, null=True)  # noqa: DJ001 - none until it is sent, and each none is allowed
    current = models.ForeignKey("Revision", on_delete=models.SET_NULL, null=True, related_name="+")
    sent = models.JSONField(null=True)  # the document as it went out: never changed
    shown = models.JSONField(null=True)  # the document as its page shows it: as sent, or corrected since
    corrected_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["language"]
        constraints = [models.UniqueConstraint(fields=["issue", "language"], name="one_version")]

    def __str__(self) -> str:
        return f"{self.issue_id} {self.language}"

    @property
    def document(self) -> dict[str, Any]:
        """What the editor shows: {"subject", "summary", "blocks": [{"id", "kind", "data"}, ...]}."""
        return self.current.document if self.current else {"subject": "", "summary": "", "blocks": []}


class Revision(models.Model):
    """One saved state of a version. Never edited: undo moves `Version.current` to the parent, redo to the newest
    child."""

    version = models.ForeignKey(Version, on_delete=models.CASCADE, related_name="revisions")
    parent = models.ForeignKey("self", on_delete=models.SET_NULL, null=True, related_name="children")
    document = models.JSONField()
    summary = models.CharField(max_length=120, blank=True)
    made_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    made_at = models.DateTimeField(default=clock.now, editable=False)

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.version_id} {self.pk}"


class Picture(TokenModel):
    """A picture of an issue's page, re-encoded as owners' are; files lie beside theirs, under their hash."""

    digest = models.CharField(max_length=64, unique=True)  # SHA-256 of what was uploaded
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()
    renditions = models.JSONField()  # as launches.models.Picture
    colour = models.CharField(max_length=7, blank=True)
    created_at = models.DateTimeField(default=clock.now, editable=False)

    def __str__(self) -> str:
        return self.digest[:8]


class Openings(models.Model):
    """How often an issue's letters were opened, by those who agreed to being counted. One number an issue: a row of its
    own, so that counting waits for nobody who writes the issue."""

    issue = models.OneToOneField(Issue, on_delete=models.CASCADE, primary_key=True, related_name="openings")
    count = models.PositiveBigIntegerField(default=0)

    def __str__(self) -> str:
        return str(self.count)
