"""The outbox: what is to be written to whom, by id. An address is in no row; it is opened when it is sent or seen."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from smartbooth.core.models import TokenModel
from smartbooth.people.models import Person


class Outbox(TokenModel):
    """One message to one person. `mail/outbox.py` inserts it, `mail/send.py` carries it through its states."""

    WAITING, CLAIMED, SENT = "waiting", "claimed", "sent"
    SUPPRESSED, HELD, FAILED, DEAD = "suppressed", "held", "failed", "dead"
    PAUSED, BOUNCED = "paused", "bounced"
    WENT = (SENT, BOUNCED)
    OPEN = (WAITING, FAILED, CLAIMED)  # in the line; claimed: only when its lease is over (due_at)
    LEFT = (*OPEN, PAUSED)  # still to go
    STATES = [
        (WAITING, _("waiting")),
        (CLAIMED, _("being sent")),
        (SENT, _("sent")),
        (SUPPRESSED, _("not wanted")),  # marketing somebody stopped, or a person erased since
        (HELD, _("held back")),  # over a budget: an operator may let it go
        (FAILED, _("failed, tried again")),
        (DEAD, _("given up")),
        (PAUSED, _("paused")),  # with all that is `about` the same
        (BOUNCED, _("came back")),  # sent, and then returned as undeliverable
    ]

    message = models.CharField(max_length=40)  # a name of mail/messages.py
    # No foreign key: the row stays, as nobody's, when the person is erased, and counts what was sent.
    person_id = models.CharField(max_length=16, blank=True)
    language = models.CharField(max_length=2)
    params = models.TextField()  # JSON, what the message's class says it contains
    unique = models.CharField(max_length=120, unique=True, null=True)  # noqa: DJ001 - many rows have none, and each is allowed
    about = models.CharField(max_length=16, blank=True)  # the id of what many rows are about: a newsletter's issue
    bulk = models.BooleanField(default=False)  # waits for what is not
    state = models.CharField(max_length=10, choices=STATES, default=WAITING)
    attempts = models.PositiveSmallIntegerField(default=0)
    claim = models.CharField(max_length=16, blank=True)  # of the batch that took it
    due_at = models.DateTimeField()  # not before; while claimed: when another worker may take it over
    free = models.BooleanField(default=False)  # an operator let it go whatever the budgets say
    problem = models.CharField(max_length=200, blank=True)  # why it is held, failed or dead
    created_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["state", "bulk", "due_at"], name="outbox_due"),
            models.Index(fields=["about", "state"], condition=~models.Q(about=""), name="outbox_about"),
            models.Index(fields=["person_id", "created_at"], name="outbox_person"),
            models.Index(fields=["created_at"], name="outbox_time"),
        ]

    def __str__(self) -> str:
        return f"{self.message} {self.pk}"


class Choice(models.Model):
    """What a person chose for all their messages, on the page that each of them leads to. What they stopped is a
    suppression (people/suppression.py)."""

    person = models.OneToOneField(Person, on_delete=models.CASCADE, primary_key=True, related_name="+")
    language = models.CharField(max_length=2, choices=settings.LANGUAGES)

    def __str__(self) -> str:
        return self.language
