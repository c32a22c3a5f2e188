"""A person: one row a human, whatever they signed up to. `people/vault.py` is the only way to the address.

Key and Ring live in the key store (people/router.py), the rest in the main database.
"""

from django.db import models
from django.db.models import Q

from smartbooth.core.models import TokenModel


class Person(TokenModel):
    """`index` finds the row by address without holding it: HMAC-SHA256 of the normalised address."""

    index = models.BinaryField(max_length=32, unique=True)
    sealed = models.BinaryField()  # AES-256-GCM of the contact record under the person's own key
    created_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.pk


class Key(models.Model):
    """A person's key, wrapped by the ring. Destroying the row makes all that it sealed unreadable."""

    person = models.CharField(primary_key=True, max_length=16)  # a Person's id; the row is in another database
    ring = models.PositiveIntegerField(db_index=True)  # the generation of "wrap" that wraps it
    wrapped = models.BinaryField()
    made_on = models.PositiveIntegerField()  # the day (core.clock): a key of today may be waiting for its person

    def __str__(self) -> str:
        return self.person


class Ring(models.Model):
    """One of the installation's own keys (people/ring.py), wrapped by the master key."""

    name = models.CharField(max_length=16)
    generation = models.PositiveIntegerField()
    wrapped = models.BinaryField()
    made_at = models.DateTimeField()
    retired_at = models.DateTimeField(null=True)  # since when nothing new is wrapped by it

    class Meta:
        constraints = [models.UniqueConstraint(fields=["name", "generation"], name="one_generation")]

    def __str__(self) -> str:
        return f"{self.name}/{self.generation}"


class Wording(models.Model):
    """A text that someone agreed under, word for word, under its SHA-256. Never changed."""

    digest = models.CharField(primary_key=True, max_length=64)
    language = models.CharField(max_length=2)
    text = models.TextField()

    def __str__(self) -> str:
        return self.text[:60]


class Consent(TokenModel):
    """A person's consent to one purpose of one controller, under one wording. What was given is never changed; a
    consent taken back and given anew is a new row."""

    EXPLICIT, IMPLIED = "explicit", "implied"

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="consents")
    purpose = models.CharField(max_length=20)  # registry.purposes.Purpose
    controller = models.CharField(max_length=16)  # a workspace's id, or "operator"
    launch = models.CharField(max_length=16, blank=True)  # whose form it was, or ""
    box = models.CharField(max_length=40, blank=True)  # the ticked box's field; "" for the form itself
    wording = models.ForeignKey(Wording, on_delete=models.PROTECT, related_name="+", db_index=False)
    policy = models.CharField(
        max_length=80, blank=True
    )  # the privacy policy they could read then; "" where none was
    language = models.CharField(max_length=2)
    way = models.CharField(max_length=8)  # EXPLICIT or IMPLIED
    conduct = models.CharField(max_length=40, blank=True)  # what implied it: "sent the form"
    region = models.CharField(max_length=5)  # registry.subjects.Region
    country = models.CharField(max_length=2, blank=True)  # ISO 3166-1 alpha-2 as seen then, or ""
    variant = models.CharField(max_length=1, blank=True)
    publication = models.PositiveIntegerField(null=True)
    given_at = models.DateTimeField()
    awaits = models.BooleanField(default=False)  # a confirmation was asked for and has not come: not in force
    confirmed_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_how = models.CharField(max_length=40, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "purpose", "controller", "launch"],
                condition=Q(withdrawn_at=None, box=""),
                name="one_consent",
            ),
            models.UniqueConstraint(
                fields=["person", "purpose", "controller", "launch", "box", "wording"],
                condition=Q(withdrawn_at=None) & ~Q(box=""),
                name="one_ticked",
            ),
        ]
        indexes = [
            models.Index(fields=["launch", "wording"], condition=~Q(box=""), name="ticked"),
            models.Index(  # who agreed to something of the service's own, in order: a list of very many
                fields=["purpose", "person"], condition=Q(launch="", withdrawn_at=None), name="consent_service"
            ),
            models.Index(
                fields=["withdrawn_at"], condition=Q(withdrawn_at__isnull=False), name="consent_withdrawn"
            ),
            models.Index(  # whom a deleted launch left behind, in order: asked every two seconds
                fields=["withdrawn_how", "person"], condition=Q(withdrawn_at__isnull=False), name="consent_ended"
            ),
        ]

    def __str__(self) -> str:
        return self.pk

    @property
    def live(self) -> bool:
        return self.withdrawn_at is None and not self.awaits


class Suppression(models.Model):
    """An address that must not get a class of messages. Outlives the person: it holds a keyed hash and nothing else."""

    hash = models.BinaryField(primary_key=True, max_length=32)
    kind = models.CharField(max_length=20)
    added_at = models.DateTimeField()
    how = models.CharField(max_length=40, blank=True)

    def __str__(self) -> str:
        return self.kind
