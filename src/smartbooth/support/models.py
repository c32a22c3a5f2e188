"""What people wrote to us by mail. A case is what one asks, and holds the letters about it; all that they wrote is
sealed under the writer's own key (support/letters.py)."""

from django.db import models
from django.utils.translation import pgettext_lazy

from smartbooth.core.models import TokenModel
from smartbooth.people.models import Person


class Case(TokenModel):
    OPEN, CLOSED = "open", "closed"
    STATES = [(OPEN, pgettext_lazy("a case", "open")), (CLOSED, pgettext_lazy("a case", "closed"))]

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")  # who wrote
    mailbox = models.CharField(max_length=10)  # mail.inbound.mailboxes.Kind: support, abuse, postmaster
    subject = models.BinaryField()  # sealed
    state = models.CharField(max_length=6, choices=STATES, default=OPEN)
    received_at = models.DateTimeField()  # its first letter
    latest_at = models.DateTimeField()  # its last
    closed_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["state", "latest_at"], name="case_waits"),
            models.Index(fields=["person", "received_at"], name="case_person"),
            models.Index(fields=["closed_at"], condition=models.Q(state="closed"), name="case_closed"),
        ]

    def __str__(self) -> str:
        return self.pk


class Mail(TokenModel):
    """One letter. `digest`: of its writer and its Message-ID, under a key: a letter that is sent twice is kept once."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="mails")
    digest = models.BinaryField(max_length=32, unique=True)
    sealed = models.BinaryField()
    received_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.pk


class Attachment(TokenModel):
    """What came with a letter, as it came; its name is in the letter."""

    mail = models.ForeignKey(Mail, on_delete=models.CASCADE, related_name="attachments")
    sealed = models.BinaryField()

    def __str__(self) -> str:
        return self.pk
