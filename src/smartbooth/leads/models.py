"""A lead: a person's interest in one launch."""

from django.db import models

from smartbooth.accounts.models import Workspace
from smartbooth.accounts.tenancy import Scoped
from smartbooth.core.models import TokenModel
from smartbooth.launches.models import Launch
from smartbooth.people.models import Person


class Lead(TokenModel):
    """What the visitor left, and where they came from. Contact data stays in the person's sealed record; what they
    agreed to, and under which words, is in people.models.Consent."""

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
    # The name they gave and their answers, with the questions as asked: sealed under the person's key (leads/given.py).
    given = models.BinaryField()
    created_at = models.DateTimeField()
    # When it became one: the moment of the form or, where the launch asks people to confirm by mail, that of the
    # confirmation. Null: still waiting; not counted, not handed over, and deleted after UNCONFIRMED_DAYS.
    confirmed_at = models.DateTimeField(null=True)
    # When it was given to the launch's owner (handover/list.py), which is when they see it. Null: not yet.
    handed_at = models.DateTimeField(null=True)

    objects = Scoped()

    class Meta:
        ordering = ["-created_at", "-id"]
        constraints = [models.UniqueConstraint(fields=["launch", "person"], name="one_lead")]
        indexes = [
            models.Index(fields=["launch", "created_at", "id"], name="lead_time"),
            models.Index(fields=["launch", "variant", "created_at", "id"], name="lead_variant"),
            models.Index(fields=["created_at"], condition=models.Q(handed_at=None), name="lead_waiting"),
            models.Index(
                fields=["launch", "handed_at", "id"],  # the API's order; nothing to write when a lead comes in
                condition=models.Q(handed_at__isnull=False),
                name="lead_handed",
            ),
        ]

    def __str__(self) -> str:
        return self.pk
