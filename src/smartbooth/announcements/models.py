"""What the operator announces. Its text is read whenever a letter or a page shows it."""

from __future__ import annotations

from datetime import datetime

from django.db import models
from django.db.models import Q

from smartbooth.accounts.models import User, Workspace
from smartbooth.core import clock
from smartbooth.core.models import TokenModel


class Announcements(models.QuerySet["Announcement"]):
    def public(self, now: datetime) -> Announcements:
        """What everybody may read at `now`: nothing of what is said to one workspace alone."""
        return self.filter(workspace=None, goes_at__lte=now)


class Announcement(TokenModel):
    """A draft until `goes_at` says when it goes out; begun, with its letters being posted; done. `sending.py` carries
    it from one to the next by conditional updates."""

    OUTAGE, INCIDENT, SUSPENSION, CHANGE, END = "outage", "incident", "suspension", "change", "end"

    kind = models.CharField(max_length=10)  # a key of kinds.KINDS
    workspace = models.ForeignKey(  # a suspension, and its end, are said to this one alone
        Workspace, on_delete=models.CASCADE, null=True, related_name="+"
    )
    ends = models.ForeignKey(
        "self", on_delete=models.CASCADE, null=True, related_name="endings"
    )  # what an end ends
    title_en = models.TextField()
    title_fr = models.TextField()
    text_en = models.TextField()
    text_fr = models.TextField()
    advice_en = models.TextField(blank=True)  # what to do
    advice_fr = models.TextField(blank=True)
    acknowledged = models.TextField(blank=True)  # words that advertisements use, which the operator stood by
    starts_at = models.DateTimeField(null=True)  # of what is announced
    ends_at = models.DateTimeField(null=True)
    mailed = models.BooleanField(default=True)  # or on the status page alone
    written_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    written_at = models.DateTimeField(default=clock.now, editable=False)
    goes_at = models.DateTimeField(null=True)  # null: a draft
    begun_at = models.DateTimeField(null=True)  # it cannot be taken back from then on
    done_at = models.DateTimeField(null=True)  # all its letters are posted, or it was stopped
    stopped = models.BooleanField(default=False)
    cursor = models.CharField(max_length=16, blank=True)  # the last person a letter was posted to

    objects = Announcements.as_manager()

    class Meta:
        ordering = ["-written_at"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(kind="suspension") | Q(workspace__isnull=False), name="suspension_of_one"
            ),
            models.CheckConstraint(
                condition=~Q(kind__in=["outage", "incident", "change"]) | Q(workspace__isnull=True),
                name="public_to_all",
            ),
            models.CheckConstraint(condition=~Q(kind="end") | Q(ends__isnull=False), name="end_of_something"),
        ]
        indexes = [models.Index(fields=["goes_at"], name="announcement_goes")]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"

    def said(self, name: str, language: str) -> str:
        """`name`: title, text, advice."""
        return str(getattr(self, f"{name}_{'fr' if language == 'fr' else 'en'}"))

    @property
    def draft(self) -> bool:
        return self.goes_at is None

    @property
    def waits(self) -> bool:
        """Said when it goes out, and can still be taken back."""
        return self.goes_at is not None and self.begun_at is None

    @property
    def under_way(self) -> bool:
        return self.begun_at is not None and self.done_at is None
