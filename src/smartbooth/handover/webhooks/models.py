"""An endpoint is an owner's address that is told at once; a delivery is one message to it."""

from __future__ import annotations

from django.db import models

from smartbooth.accounts.models import User, Workspace
from smartbooth.accounts.tenancy import Scoped
from smartbooth.core import clock, ids
from smartbooth.core.models import TokenModel
from smartbooth.handover.recalls.models import Recall
from smartbooth.launches.models import Launch


class Endpoint(TokenModel):
    """`secret` and `former` are sealed under a key of the installation (webhooks/secret.py)."""

    ACTIVE, DISABLED = "active", "disabled"

    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE, related_name="+")
    launch = models.ForeignKey(Launch, on_delete=models.CASCADE, null=True, related_name="+")  # None: every launch
    url = models.CharField(max_length=500)
    secret = models.BinaryField()
    former = models.BinaryField(null=True)  # the secret before: signs beside the new one until `former_until`
    former_until = models.DateTimeField(null=True)
    state = models.CharField(max_length=8, default=ACTIVE)
    reason = models.CharField(max_length=16, blank=True)  # why disabled: "owner", "gone"
    made_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    made_at = models.DateTimeField(default=clock.now, editable=False)
    failures = models.PositiveIntegerField(default=0)  # in a row
    failing_since = models.DateTimeField(null=True)
    paused_until = models.DateTimeField(null=True)  # nothing is tried before
    leased_until = models.DateTimeField(null=True)  # one batch at a time, whatever the number of workers
    tried_at = models.DateTimeField(null=True)  # who waited longest is next

    objects = Scoped()

    class Meta:
        ordering = ["made_at", "id"]

    def __str__(self) -> str:
        return self.pk

    @property
    def way(self) -> str:
        """How the ledger names it."""
        return f"webhook:{self.pk}"


def _name() -> str:
    return ids.token(16)


class Delivery(models.Model):
    """What to tell is not kept, only of whom: the message is built when it is sent, through the door.

    `void`: the lead was taken back before anything was sent.
    """

    WAITING, CLAIMED, DELIVERED, DEAD, VOID = "waiting", "claimed", "delivered", "dead", "void"

    id = models.CharField(primary_key=True, max_length=16, default=_name, editable=False)  # the same at each try
    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE, related_name="+")
    endpoint = models.ForeignKey(Endpoint, on_delete=models.CASCADE, related_name="deliveries")
    launch = models.ForeignKey(Launch, on_delete=models.SET_NULL, null=True, related_name="+")
    event = models.CharField(max_length=16)
    lead = models.CharField(max_length=16, blank=True)  # its id, which outlives the lead; "": a ping
    recall = models.ForeignKey(Recall, on_delete=models.CASCADE, null=True, related_name="+")
    state = models.CharField(max_length=9, default=WAITING)
    attempts = models.PositiveIntegerField(default=0)
    queued_at = models.DateTimeField(default=clock.now)  # set anew by "send again"
    next_at = models.DateTimeField(default=clock.now)
    claimed_at = models.DateTimeField(null=True)
    done_at = models.DateTimeField(null=True)
    status = models.PositiveSmallIntegerField(null=True)  # the last answer's; null: none came
    trouble = models.CharField(max_length=40, blank=True)  # the last failure: a key of webhooks/troubles.py
    disclosed = models.BooleanField(default=False)  # the ledger has its row

    objects = Scoped()

    class Meta:
        ordering = ["-queued_at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["endpoint", "event", "lead"],
                condition=models.Q(lead__gt="", state__in=["waiting", "claimed"]),
                name="one_message",
            )
        ]
        indexes = [
            models.Index(fields=["endpoint", "state", "next_at"], name="delivery_due"),
            models.Index(fields=["state", "done_at"], name="delivery_done"),
            models.Index(fields=["lead"], name="delivery_lead"),
        ]

    def __str__(self) -> str:
        return self.pk
