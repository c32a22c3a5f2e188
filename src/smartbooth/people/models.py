"""A person: one row a human, whatever they signed up to. `people/vault.py` is the only way to the address."""

from django.db import models

from smartbooth.core.models import TokenModel


class Person(TokenModel):
    """`index` finds the row by address without holding it: HMAC-SHA256 of the normalised address."""

    index = models.BinaryField(max_length=32, unique=True)
    sealed = models.BinaryField()  # AES-256-GCM of the contact record under the person's own key
    created_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.pk


class Key(models.Model):
    """A person's key, wrapped by the master key. Destroying the row makes all that it sealed unreadable."""

    person = models.OneToOneField(Person, on_delete=models.CASCADE, primary_key=True, related_name="key")
    wrapped = models.BinaryField()

    def __str__(self) -> str:
        return self.person_id
