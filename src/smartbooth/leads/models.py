"""A lead: a person's interest in one launch."""

from django.db import models

from smartbooth.accounts.models import Membership, Workspace
from smartbooth.accounts.tenancy import Scoped
from smartbooth.core.models import TokenModel
from smartbooth.launches.models import Launch
from smartbooth.leads.bulletins.rhythm import DAILY, NEVER, RHYTHMS
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


class Bulletin(models.Model):
    """How often one member of a workspace is told by mail of its new leads, and how far they were told
    (leads/bulletins). Made with the first lead that is handed over, or with the first choice; gone with the membership.
    """

    membership = models.OneToOneField(
        Membership, on_delete=models.CASCADE, primary_key=True, related_name="bulletin"
    )
    rhythm = models.CharField(max_length=6, choices=RHYTHMS)
    until = models.DateTimeField()  # told of all that was handed over before
    # When the next letter is due. Null: nothing has been handed over since `until`, or nothing is to be told.
    due_at = models.DateTimeField(null=True, db_index=True)
    rests_until = models.DateTimeField(null=True)  # no letter before, where they come as leads do

    def __str__(self) -> str:
        return f"{self.membership_id} {self.rhythm}"

    @staticmethod
    def at_first(membership: Membership) -> str:
        """Whoever owns a launch reads each morning what came; a colleague is written to once they ask for it."""
        return DAILY if membership.role == Membership.OWNER else NEVER
