"""When what is too old was last looked for."""

from django.db import models


class Sweep(models.Model):
    """One row a retention rule: its last run. `deleted` counts what that run has deleted so far."""

    rule = models.CharField(primary_key=True, max_length=40)
    begun_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)  # null: under way
    deleted = models.PositiveBigIntegerField(default=0)
    problem = models.CharField(max_length=80, blank=True)  # the kind of error that stopped it

    def __str__(self) -> str:
        return f"{self.rule} {self.begun_at:%Y-%m-%d %H:%M}"
