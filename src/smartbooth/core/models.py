"""What every tenant-owned row shares."""

from django.db import models

from smartbooth.core.ids import token


class TokenModel(models.Model):
    """A row whose key is random, so that an address in the browser betrays no count and no neighbour."""

    id = models.CharField(primary_key=True, max_length=16, default=token, editable=False)

    class Meta:
        abstract = True
