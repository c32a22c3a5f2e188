"""A launch, its variants and their history; what a publication froze."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from smartbooth.accounts.models import User, Workspace
from smartbooth.accounts.tenancy import Scoped
from smartbooth.core import clock
from smartbooth.core.models import TokenModel


class Launch(TokenModel):
    """A page and its experiment."""

    HOST, PATH = "host", "path"
    LEAD, CLICK = "lead", "click"

    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE, related_name="+")
    name = models.CharField(max_length=80)
    slug = models.CharField(
        max_length=40, unique=True
    )  # a DNS label, on `<slug>.PAGES_DOMAIN` or `PATH_HOST/<slug>`
    address = models.CharField(
        max_length=4, choices=[(HOST, _("its own host")), (PATH, _("a path"))], default=HOST
    )
    language = models.CharField(max_length=2, choices=settings.LANGUAGES, default="en")
    goal = models.CharField(
        max_length=5, choices=[(LEAD, _("leave an address")), (CLICK, _("click a button"))], default=LEAD
    )
    # The button whose click is the goal, as in `go/<name>` (launches/buttons.py); "" is any. Of no meaning with LEAD.
    goal_button = models.CharField(max_length=16, blank=True)
    # An address is stored, counted and handed over once the person has confirmed it by mail.
    double_opt_in = models.BooleanField(default=False)
    google_tag = models.CharField(max_length=24, blank=True)  # "AW-…": remarketing (promise H1); "" is off
    family = models.CharField(
        max_length=16, blank=True
    )  # launches that are the same page in other languages share it
    template = models.CharField(max_length=16, blank=True)  # the starting template, for the list's picture
    publish_at = models.DateTimeField(null=True, blank=True, db_index=True)
    unpublish_at = models.DateTimeField(null=True, blank=True, db_index=True)
    # When its owners are reminded that it goes live. Null: nothing is scheduled, they were, or it is too late for that.
    remind_at = models.DateTimeField(null=True, blank=True, db_index=True)
    schedule_problem = models.CharField(
        max_length=500, blank=True
    )  # why the last schedule was not kept, for the owner
    annex = models.PositiveIntegerField(default=0)  # raised with its leaves, so that edges read them anew
    created_at = models.DateTimeField(default=clock.now, editable=False)

    objects = Scoped()

    class Meta:
        ordering = ["-created_at"]

    def __str__(self) -> str:
        return self.name

    @property
    def chosen(self) -> str:
        """The name of the one button whose click is the goal; "" where any is, or the goal is another."""
        return self.goal_button if self.goal == self.CLICK else ""

    @property
    def root(self) -> str:
        """The path its pages live under: "/" on a host of its own, "/<slug>/" on the shared one."""
        return "/" if self.address == self.HOST else f"/{self.slug}/"

    @property
    def host(self) -> str:
        """Host name without port."""
        return f"{self.slug}.{settings.PAGES_DOMAIN}" if self.address == self.HOST else settings.PATH_HOST

    @property
    def url(self) -> str:
        """The public address, absolute."""
        return f"{settings.SCHEME}://{self.host}{settings.PUBLIC_PORT}{self.root}"


class Variant(TokenModel):
    """One version of a launch's page: a letter, and the idea it tries. `a` is the control."""

    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE, related_name="+")
    launch = models.ForeignKey(Launch, on_delete=models.CASCADE, related_name="variants")
    letter = models.CharField(max_length=1)
    idea = models.CharField(max_length=120, blank=True)
    weight = models.PositiveSmallIntegerField(
        default=1
    )  # its share of new visitors, relative to the others'; 0: none
    retired_at = models.DateTimeField(null=True, blank=True)  # takes no new visitors; those who have it keep it
    current = models.ForeignKey("Revision", on_delete=models.SET_NULL, null=True, related_name="+")

    objects = Scoped()

    class Meta:
        ordering = ["letter"]
        constraints = [models.UniqueConstraint(fields=["launch", "letter"], name="one_letter")]

    def __str__(self) -> str:
        return f"{self.launch} {self.letter}"

    @property
    def document(self) -> dict[str, Any]:
        """The page as typed data: {"theme": {...}, "blocks": [{"id", "kind", "data"}, ...]}."""
        return self.current.document if self.current else {"theme": {}, "blocks": []}


class Revision(models.Model):
    """One saved state of a variant. Never edited: undo moves `Variant.current` to the parent, redo to the
    newest child, restore adds a copy; so nothing that was ever saved is lost."""

    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE, related_name="+")
    variant = models.ForeignKey(Variant, on_delete=models.CASCADE, related_name="revisions")
    parent = models.ForeignKey("self", on_delete=models.SET_NULL, null=True, related_name="children")
    document = models.JSONField()
    summary = models.CharField(max_length=120, blank=True)  # "Hero: headline", "Moved Price up"
    made_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    made_at = models.DateTimeField(default=clock.now, editable=False)

    objects = Scoped()

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.variant} {self.pk}"


class Picture(TokenModel):
    """An owner's picture, re-encoded. The original's bytes and metadata are never kept."""

    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE, related_name="+")
    digest = models.CharField(max_length=64)  # SHA-256 of what was uploaded: the same picture is stored once
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()
    renditions = (
        models.JSONField()
    )  # [{"name": "<sha256>.avif", "format": "avif", "width": 960, "height": …, "bytes": …}]
    colour = models.CharField(
        max_length=7, blank=True
    )  # "#rrggbb", its mean, shown while it loads; "" where it is see-through
    created_at = models.DateTimeField(default=clock.now, editable=False)

    objects = Scoped()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["workspace", "digest"], name="one_picture")]

    def __str__(self) -> str:
        return f"{self.width}x{self.height} {self.digest[:8]}"


class Artifact(models.Model):
    """Bytes as served, under their SHA-256. Written once, shared by publications, never changed."""

    digest = models.CharField(primary_key=True, max_length=64)
    body = models.BinaryField()
    br = models.BinaryField()
    gzip = models.BinaryField()
    zstd = models.BinaryField()

    def __str__(self) -> str:
        return self.digest[:8]


class Publication(models.Model):
    """One act of publishing a launch: what the edge serves until the next one or a withdrawal.

    `manifest` (see launches/publish/manifest.py) holds all the edge needs: host, root, language, goal, and for
    each variant letter, page digests with headers, and the buttons' targets.
    """

    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE, related_name="+")
    launch = models.ForeignKey(Launch, on_delete=models.CASCADE, related_name="publications")
    number = models.PositiveIntegerField()  # 1, 2, 3 … within the launch
    host = models.CharField(max_length=253, blank=True)  # where it is served, as in the manifest
    root = models.CharField(max_length=64, blank=True)
    manifest = models.JSONField()
    documents = models.JSONField()  # {letter: document} as published: the form's re-rendering and the record
    made_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    made_at = models.DateTimeField(default=clock.now, editable=False)
    ended_at = models.DateTimeField(null=True, blank=True)  # replaced by the next one, or taken down

    objects = Scoped()

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["launch", "number"], name="one_number"),
            models.UniqueConstraint(
                fields=["launch"], condition=models.Q(ended_at__isnull=True), name="one_live_publication"
            ),
            models.UniqueConstraint(
                fields=["host", "root"],
                condition=models.Q(ended_at__isnull=True, host__gt=""),
                name="one_live_address",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.launch} #{self.number}"


class Split(models.Model):
    """How new visitors are shared out between a launch's variants from an hour on, until the next row. One a change;
    a row whose hour has begun is history that the verdict reads, and is never edited (launches/publish/split.py)."""

    PUBLISH, OWNER, WINNER, ADAPTIVE = "publish", "owner", "winner", "adaptive"
    RETIRED, STOP, RESTART = "retired", "stop", "restart"
    CAUSES = [
        (PUBLISH, _("published")), (OWNER, _("set by hand")), (WINNER, _("all to the winner")),
        (ADAPTIVE, _("adapted to the results")), (RETIRED, _("a version retired, or taking part again")),
        (STOP, _("the test was stopped")), (RESTART, _("the test was started anew")),
    ]  # fmt: skip

    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE, related_name="+")
    launch = models.ForeignKey(Launch, on_delete=models.CASCADE, related_name="splits")
    hour = models.PositiveIntegerField()  # since 1970 (core.clock): the first it holds in
    shares = models.JSONField()  # {letter: weight from 1, relative to the others'}; who is not in it gets nobody
    cause = models.CharField(max_length=8, choices=CAUSES)
    made_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    made_at = models.DateTimeField(default=clock.now, editable=False)

    objects = Scoped()

    class Meta:
        ordering = ["hour"]
        constraints = [models.UniqueConstraint(fields=["launch", "hour"], name="one_split")]
        indexes = [models.Index(fields=["hour"], name="split_hour")]  # those to come, of every launch

    def __str__(self) -> str:
        return f"{self.launch} {self.hour}"


class Leaf(models.Model):
    """One thing a live launch serves below its root besides its pages, made by another room
    (launches/publish/annex.py): bytes in every encoding, and their headers. Replaced when it changes, gone when it is
    withdrawn."""

    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE, related_name="+")
    launch = models.ForeignKey(Launch, on_delete=models.CASCADE, related_name="leaves")
    path = models.CharField(max_length=120)  # below the root: "updates/first-pictures/"
    digest = models.CharField(max_length=64)
    headers = models.JSONField()  # [[name, value], …], lower-case names
    pictures = models.JSONField()  # {name: media type} of the files it shows
    body = models.BinaryField()
    br = models.BinaryField()
    gzip = models.BinaryField()
    zstd = models.BinaryField()
    made_at = models.DateTimeField(default=clock.now)  # since when it is these bytes

    objects = Scoped()

    class Meta:
        ordering = ["path"]
        constraints = [models.UniqueConstraint(fields=["launch", "path"], name="one_leaf")]

    def __str__(self) -> str:
        return self.path


class Edition(models.Model):
    """One row: the number that every publish and withdrawal raises; edges reload when it changes."""

    number = models.PositiveBigIntegerField(default=0)

    def __str__(self) -> str:
        return str(self.number)
