"""What an owner tells those who follow a launch; and the hubs' waiting line."""

from __future__ import annotations

from django.db import models

from smartbooth.accounts.models import User, Workspace
from smartbooth.accounts.tenancy import Scoped
from smartbooth.core import clock
from smartbooth.core.models import TokenModel
from smartbooth.launches.models import Launch, Picture


class Update(TokenModel):
    """A short text about a launch, for anybody to read. A draft until `published_at`; `withdrawn_at`: it was out."""

    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE, related_name="+")
    launch = models.ForeignKey(Launch, on_delete=models.CASCADE, related_name="+")
    title = models.CharField(max_length=120)
    slug = models.CharField(max_length=60, blank=True)  # its address, from its first title; "": never published
    text = models.TextField()  # HTML as launches/blocks/rich.py leaves it
    picture = models.ForeignKey(Picture, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    alt = models.CharField(max_length=200, blank=True)  # what the picture shows, in words
    made_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField(default=clock.now, editable=False)
    changed_at = models.DateTimeField(default=clock.now)  # saved, published or withdrawn
    published_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    objects = Scoped()

    class Meta:
        ordering = [
            models.F("published_at").desc(nulls_first=True),
            "-changed_at",
            "pk",
        ]  # drafts, then newest first
        constraints = [
            models.UniqueConstraint(
                fields=["launch", "slug"], condition=models.Q(slug__gt=""), name="one_update_address"
            )
        ]
        indexes = [models.Index(fields=["launch", "published_at"], name="updates_of_launch")]

    def __str__(self) -> str:
        return self.title

    @property
    def published(self) -> bool:
        return self.published_at is not None

    @property
    def ever(self) -> bool:
        """Whether somebody may have seen it."""
        return self.published or self.withdrawn_at is not None

    @property
    def path(self) -> str:
        """Below the launch's root, once it has an address."""
        return f"updates/{self.slug}/"


class Ping(models.Model):
    """A feed that changed, and of which the hub (WebSub) has to hear. One a feed, whatever changed meanwhile."""

    topic = models.CharField(max_length=300, unique=True)  # the feed's address
    asked = models.PositiveIntegerField(
        default=1
    )  # how often since the hub last heard: tells a change during a try
    asked_at = models.DateTimeField(default=clock.now)  # the last change: a day after it is given up
    tries = models.PositiveSmallIntegerField(default=0)
    next_at = models.DateTimeField(
        default=clock.now, db_index=True
    )  # also while it is under way: claimed until then

    def __str__(self) -> str:
        return self.topic
