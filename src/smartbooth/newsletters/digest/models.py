"""Launches whose owners want them named, and the letters that named them. Of a reader nothing is here."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from smartbooth.accounts.models import User, Workspace
from smartbooth.accounts.tenancy import Scoped
from smartbooth.core import clock
from smartbooth.core.models import TokenModel
from smartbooth.launches.models import Launch

LONGEST = 120  # characters an owner has to say what it is


class Listed(models.Model):
    """An owner ticked "May be named in our letter about other launches"."""

    launch = models.OneToOneField(Launch, on_delete=models.CASCADE, primary_key=True, related_name="+")
    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE, related_name="+")
    says = models.CharField(max_length=LONGEST)  # what it is, in the owner's words: one line without links
    listed_at = models.DateTimeField(default=clock.now, editable=False)
    left_out_at = models.DateTimeField(
        null=True
    )  # an operator did not want it named so; other words are seen anew

    objects = Scoped()

    class Meta:
        app_label = "newsletters"

    def __str__(self) -> str:
        return self.says


class Round(TokenModel):
    """One letter about other launches, as an operator approved it. `digest/states.py` carries it from one state to the
    next, by conditional updates."""

    SCHEDULED, SENDING, PAUSED, SENT, STOPPED = "scheduled", "sending", "paused", "sent", "stopped"
    STATES = [
        (SCHEDULED, _("scheduled")),
        (SENDING, _("being sent")),
        (PAUSED, _("paused")),
        (SENT, _("sent")),
        (STOPPED, _("stopped for good")),
    ]

    state = models.CharField(max_length=9, choices=STATES, default=SCHEDULED)
    send_at = models.DateTimeField()
    begun_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)  # nothing of it waits any more
    cursor = models.CharField(max_length=20, blank=True)  # how far the feed came (digest/feeding.py)
    fed_at = models.DateTimeField(null=True)  # everybody was looked at
    totals = models.JSONField(null=True)  # rows by state as it ended: the outbox forgets its own
    approved_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    approved_at = models.DateTimeField(default=clock.now, editable=False)

    class Meta:
        app_label = "newsletters"
        ordering = ["-approved_at"]
        indexes = [models.Index(fields=["state", "send_at"], name="round_state")]

    def __str__(self) -> str:
        return self.pk


class Entry(models.Model):
    """A launch that a letter names, in the words that were approved: what its owner changes since goes into none. One
    letter names it, and no second one."""

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="entries")
    launch = models.OneToOneField(Launch, on_delete=models.CASCADE, related_name="+")
    place = models.PositiveSmallIntegerField()  # 0 is the newest
    language = models.CharField(max_length=2)
    name = models.CharField(max_length=80)
    owner = models.CharField(max_length=80)
    says = models.CharField(max_length=LONGEST)

    class Meta:
        app_label = "newsletters"
        ordering = ["place"]

    def __str__(self) -> str:
        return self.name
