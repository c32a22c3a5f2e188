"""A lead: a person's interest in one launch."""

from django.db import models

from smartbooth.accounts.models import Workspace
from smartbooth.accounts.tenancy import Scoped
from smartbooth.core.models import TokenModel
from smartbooth.launches.models import Launch
from smartbooth.people.models import Person


class Wording(models.Model):
    """A text that someone agreed under, word for word, under its SHA-256. Never changed."""

    digest = models.CharField(primary_key=True, max_length=64)
    language = models.CharField(max_length=2)
    text = models.TextField()

    def __str__(self) -> str:
        return self.text[:60]


class Lead(TokenModel):
    """What the visitor left, and where they came from. Contact data stays in the person's sealed record."""

    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE, related_name="+")
    launch = models.ForeignKey(Launch, on_delete=models.CASCADE, related_name="leads")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="leads")
    variant = models.CharField(max_length=1)
    publication = models.PositiveIntegerField()  # the number of the publication they read
    source = models.CharField(max_length=40)
    campaign = models.CharField(max_length=40)
    country = models.CharField(max_length=2)  # ISO 3166-1 alpha-2, "ZZ" unknown
    device = models.CharField(max_length=1)  # p phone, t tablet, d desktop, "-" unknown
    first_hour = models.PositiveIntegerField(null=True)  # of their first view (core.clock); null: not measured
    mark = models.CharField(max_length=10)  # how it counts: journal.lines' FIRST, AGAIN or UNMEASURED
    language = models.CharField(max_length=2)
    wording = models.ForeignKey(Wording, on_delete=models.PROTECT, related_name="+")  # the notice at the form
    # The name they gave and their answers, with the questions as asked: sealed under the person's key (leads/given.py).
    given = models.BinaryField()
    created_at = models.DateTimeField()
    # When it became one: the moment of the form or, where the launch asks people to confirm by mail, that of the
    # confirmation. Null: still waiting; not counted, not handed over, and deleted after UNCONFIRMED_DAYS.
    confirmed_at = models.DateTimeField(null=True)

    objects = Scoped()

    class Meta:
        ordering = ["-created_at", "-id"]
        constraints = [models.UniqueConstraint(fields=["launch", "person"], name="one_lead")]
        indexes = [
            models.Index(fields=["launch", "created_at", "id"], name="lead_time"),
            models.Index(fields=["launch", "variant", "created_at", "id"], name="lead_variant"),
        ]

    def __str__(self) -> str:
        return self.pk


class Agreement(models.Model):
    """One ticked box: `purpose` is its field's name, the wording says what was agreed to, word for word."""

    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE, related_name="+")
    lead = models.ForeignKey(Lead, on_delete=models.CASCADE, related_name="agreements")
    purpose = models.CharField(max_length=40)
    wording = models.ForeignKey(Wording, on_delete=models.PROTECT, related_name="+")
    given_at = models.DateTimeField()

    objects = Scoped()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["lead", "wording"], name="one_agreement")]

    def __str__(self) -> str:
        return self.purpose
