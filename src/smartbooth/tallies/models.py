"""Counts, never trails. Every table here is keyed by workspace and launch, so that it shards by workspace.

Hours and days are whole numbers since 1970-01-01 UTC (core.clock). `launch` is a plain id, not a foreign key: a
count may arrive after its launch was deleted, and folding must not fail for it.
"""

from django.db import models

from smartbooth.accounts.tenancy import Scoped


class Counts(models.Model):
    """What is counted. A visitor is the first view of a cookie; clickers, signups, asked and chosen are visitors who
    did something for the first time; unmeasured_* came without a cookie and are in no experiment."""

    workspace = models.CharField(max_length=16)
    launch = models.CharField(max_length=16)
    variant = models.CharField(max_length=1)
    views = models.PositiveBigIntegerField(default=0)
    visitors = models.PositiveBigIntegerField(default=0)
    clicks = models.PositiveBigIntegerField(default=0)
    clickers = models.PositiveBigIntegerField(default=0)
    leads = models.PositiveBigIntegerField(default=0)  # all new leads, measured or not
    signups = models.PositiveBigIntegerField(default=0)  # leads of measured visitors, once each
    unmeasured_views = models.PositiveBigIntegerField(default=0)
    unmeasured_clicks = models.PositiveBigIntegerField(default=0)
    # Who sent the form, confirmed by mail or not: the same as signups where the launch does not ask to confirm.
    asked = models.PositiveBigIntegerField(default=0)
    chosen = models.PositiveBigIntegerField(default=0)  # clickers of the button that the launch is about

    class Meta:
        abstract = True


class Hourly(Counts):
    """Variant by hour of the event: traffic. Kept TALLY_MONTHS."""

    hour = models.PositiveIntegerField()
    served = models.PositiveBigIntegerField(default=0)  # pages sent

    objects = Scoped()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["workspace", "launch", "variant", "hour"], name="hourly_key")
        ]
        indexes = [models.Index(fields=["hour"], name="hourly_age")]  # for what is too old, here and below

    def __str__(self) -> str:
        return f"{self.launch} {self.variant} {self.hour}"


class Cohort(models.Model):
    """Variant by hour of the visitor's first view: what the verdict reads (visitors n, goals s <= n). The goals as in
    Counts: each counted once a visitor, whenever it is reached."""

    workspace = models.CharField(max_length=16)
    launch = models.CharField(max_length=16)
    variant = models.CharField(max_length=1)
    hour = models.PositiveIntegerField()
    visitors = models.PositiveBigIntegerField(default=0)
    clickers = models.PositiveBigIntegerField(default=0)
    signups = models.PositiveBigIntegerField(default=0)
    asked = models.PositiveBigIntegerField(default=0)
    chosen = models.PositiveBigIntegerField(default=0)

    objects = Scoped()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["workspace", "launch", "variant", "hour"], name="cohort_key")
        ]
        indexes = [models.Index(fields=["hour"], name="cohort_age")]

    def __str__(self) -> str:
        return f"{self.launch} {self.variant} {self.hour}"


class Cross(Counts):
    """All dimensions crossed. grain "h": bucket is an hour, kept CROSS_HOURS_DAYS, then rolled into grain "d"."""

    grain = models.CharField(max_length=1)
    bucket = models.PositiveIntegerField()
    source = models.CharField(max_length=40)
    campaign = models.CharField(max_length=40)
    country = models.CharField(max_length=2)  # ISO 3166-1 alpha-2, "ZZ" unknown
    device = models.CharField(max_length=1)  # p phone, t tablet, d desktop, "-" unknown

    objects = Scoped()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=[
                    "workspace", "launch", "grain", "bucket", "variant", "source", "campaign", "country", "device",
                ],
                name="cross_key",
            )
        ]  # fmt: skip
        indexes = [models.Index(fields=["grain", "bucket"], name="cross_age")]

    def __str__(self) -> str:
        return f"{self.launch} {self.grain}{self.bucket}"


class Target(models.Model):
    """Clicks by button and day (buttons are named by their block's id)."""

    workspace = models.CharField(max_length=16)
    launch = models.CharField(max_length=16)
    variant = models.CharField(max_length=1)
    day = models.PositiveIntegerField()
    button = models.CharField(max_length=16)
    clicks = models.PositiveBigIntegerField(default=0)

    objects = Scoped()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["workspace", "launch", "variant", "day", "button"], name="target_key")
        ]
        indexes = [models.Index(fields=["day"], name="target_age")]

    def __str__(self) -> str:
        return f"{self.launch} {self.button}"


class Drop(models.Model):
    """Requests that were served and not counted, by day and reason (edge/reasons.py)."""

    workspace = models.CharField(max_length=16)
    launch = models.CharField(max_length=16)
    day = models.PositiveIntegerField()
    reason = models.CharField(max_length=16)
    count = models.PositiveBigIntegerField(default=0)

    objects = Scoped()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["workspace", "launch", "day", "reason"], name="drop_key")]
        indexes = [models.Index(fields=["day"], name="drop_age")]

    def __str__(self) -> str:
        return f"{self.launch} {self.reason}"


class Name(models.Model):
    """The bounded table of sources and campaigns of a launch: what is not in it counts as "other"."""

    workspace = models.CharField(max_length=16)
    launch = models.CharField(max_length=16)
    kind = models.CharField(max_length=8)  # "source" or "campaign"
    name = models.CharField(max_length=40)

    objects = Scoped()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["workspace", "launch", "kind", "name"], name="name_key")]

    def __str__(self) -> str:
        return self.name


class Cursor(models.Model):
    """How far a journal segment has been folded, in bytes: moved in the transaction that adds its counts."""

    segment = models.CharField(primary_key=True, max_length=80)
    offset = models.PositiveBigIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.segment}@{self.offset}"


class Pending(models.Model):
    """Anonymous journal lines written in a database transaction (a lead's), folded and deleted in another:
    so a lead is counted exactly once, whatever dies when."""

    line = models.CharField(max_length=300)

    def __str__(self) -> str:
        return self.line
