"""A recall: someone who was handed over took it back; whoever received them has to delete them too (GDPR Art. 19)."""

from __future__ import annotations

from django.db import models

from smartbooth.accounts.models import Workspace
from smartbooth.accounts.tenancy import Scoped
from smartbooth.core.models import TokenModel
from smartbooth.launches.models import Launch


class Recall(TokenModel):
    """One way by which a lead had reached its owner. It names the lead by its random id alone, so it says nothing of
    who, and stays when the person and the launch are gone."""

    WITHDRAWN, ERASED, CHILD = "withdrawn", "erased", "child"
    OWNER, WEBHOOK, API, TOGETHER = "owner", "webhook", "api", "together"

    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE, related_name="+")
    launch = models.ForeignKey(Launch, on_delete=models.SET_NULL, null=True, related_name="+")
    launch_name = models.CharField(max_length=80)  # as it was called then
    lead = models.CharField(max_length=16)
    how = models.CharField(max_length=40)  # as in the ledger: "list", "csv", "api:<token>", "webhook:<endpoint>"
    left_on = models.DateField()  # the day the lead came, so that its row can be found in a file
    reason = models.CharField(max_length=9)
    at = models.DateTimeField()
    due_by = models.DateTimeField()
    acknowledged_at = models.DateTimeField(null=True)
    acknowledged_by = models.CharField(max_length=8, blank=True)

    objects = Scoped()

    class Meta:
        ordering = ["-at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["lead", "how"], condition=models.Q(acknowledged_at=None), name="one_open_recall"
            )
        ]
        indexes = [
            models.Index(fields=["workspace", "acknowledged_at", "due_by"], name="recall_due"),
            models.Index(fields=["launch", "at", "id"], name="recall_launch"),
            models.Index(fields=["lead"], name="recall_lead"),
        ]

    def __str__(self) -> str:
        return self.pk
