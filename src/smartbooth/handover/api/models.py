"""A token: what an owner's program shows to be let in."""

from __future__ import annotations

from django.db import models

from smartbooth.accounts.models import User, Workspace
from smartbooth.accounts.tenancy import Scoped
from smartbooth.core import clock
from smartbooth.core.models import TokenModel
from smartbooth.launches.models import Launch


class Token(TokenModel):
    """The secret itself is shown once and not kept: `digest` is its SHA-256 (256 random bits need no slow hash)."""

    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE, related_name="+")
    launch = models.ForeignKey(Launch, on_delete=models.CASCADE, null=True, related_name="+")  # None: every launch
    name = models.CharField(max_length=60)
    digest = models.BinaryField(max_length=32, unique=True)
    ending = models.CharField(max_length=4)  # the secret's last letters, to tell tokens apart
    scopes = models.JSONField(default=list)  # keys of api/scopes.py
    made_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    made_at = models.DateTimeField(default=clock.now, editable=False)
    expires_at = models.DateTimeField(null=True)
    last_used_on = models.DateField(null=True)  # a day, no more: enough to find what nothing uses any longer
    revoked_at = models.DateTimeField(null=True)

    objects = Scoped()

    class Meta:
        ordering = ["-made_at", "-id"]

    def __str__(self) -> str:
        return self.name

    @property
    def way(self) -> str:
        """How the ledger names it."""
        return f"api:{self.pk}"
