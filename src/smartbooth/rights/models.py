"""A request: what somebody asked for about their data, by when it has to be answered, and what came of it."""

from datetime import datetime

from django.db import models

from smartbooth.core.models import TokenModel
from smartbooth.people.models import Person


class Request(TokenModel):
    """The register of requests. What was asked in one's own words, and the answer, are sealed: under the key of the
    person where there is one (so they go with the person), else under the installation's."""

    RECEIVED, VERIFIED, FULFILLED, REFUSED, CLOSED = "received", "verified", "fulfilled", "refused", "closed"
    OPEN = (RECEIVED, VERIFIED)
    AUTOMATICALLY, OPERATOR = "automatically", "operator"

    kind = models.CharField(max_length=16)  # rights.kinds.Kind
    law = models.CharField(max_length=16)  # rights.clocks.Law
    region = models.CharField(max_length=5)  # registry.subjects.Region
    language = models.CharField(max_length=2)
    # Whose data it is; null: not known to us, or erased since.
    person = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")
    # The second person it is about: who reported a child, or the new address of a correction until it is confirmed.
    other = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")
    launch = models.CharField(max_length=16, blank=True)  # where it is about one launch
    sealed = models.BinaryField(null=True)  # rights/words.py; null: nothing was written, or it is gone
    own_key = models.BooleanField(default=False)  # sealed under the person's key, not the installation's
    waits = models.BooleanField(default=False)  # for the worker, who finds out whose it is (rights/route.py)
    signal = models.BooleanField(default=False)  # the browser sent Sec-GPC: 1 with it
    year = models.PositiveSmallIntegerField(null=True)  # Shine the Light: the calendar year in which it was asked
    received_at = models.DateTimeField()
    acknowledge_by = models.DateTimeField(null=True)
    acknowledged_at = models.DateTimeField(null=True)
    due_by = models.DateTimeField()
    extended_to = models.DateTimeField(null=True)
    state = models.CharField(max_length=9, default=RECEIVED)
    ended_at = models.DateTimeField(null=True)  # fulfilled, refused or closed
    how = models.CharField(max_length=13, blank=True)  # AUTOMATICALLY or OPERATOR
    proof = models.JSONField(default=dict)  # counts, and random ids of leads whose recall shows who deleted

    class Meta:
        ordering = ["received_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "year"],
                condition=models.Q(kind="shine-the-light", state="fulfilled"),
                name="one_light_a_year",
            )
        ]
        indexes = [
            models.Index(fields=["state", "due_by"], name="request_due"),
            models.Index(fields=["kind", "received_at"], name="request_kind"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"

    @property
    def open(self) -> bool:
        return self.state in self.OPEN

    @property
    def deadline(self) -> datetime:
        return self.extended_to or self.due_by
