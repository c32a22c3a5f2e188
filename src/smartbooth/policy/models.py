"""The policy as it was published, who accepted it, and what each look at a promise found."""

from __future__ import annotations

from typing import Any

from django.db import models

from smartbooth.accounts.models import User


class Version(models.Model):
    """One published policy, word for word in each language. Never changed: what people accepted must stay readable."""

    number = models.PositiveIntegerField(primary_key=True)
    digest = models.CharField(max_length=64)  # policy/text.py: digest of both languages' text
    text_en = models.TextField()
    text_fr = models.TextField()
    published_at = models.DateTimeField()
    published_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    # What changed, in the operator's words; "" for the first, which has nothing before it.
    summary_en = models.TextField(blank=True)
    summary_fr = models.TextField(blank=True)

    class Meta:
        ordering = ["-number"]

    def __str__(self) -> str:
        return f"Version {self.number}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise ValueError("A published version stays as it was published.")
        kwargs["force_insert"] = True
        super().save(*args, **kwargs)

    def text(self, language: str) -> str:
        return self.text_fr if language == "fr" else self.text_en

    def summary(self, language: str) -> str:
        return self.summary_fr if language == "fr" else self.summary_en


class Telling(models.Model):
    """The letters about a version to every account there was when it was published: how far they are."""

    version = models.OneToOneField(Version, on_delete=models.PROTECT, primary_key=True, related_name="+")
    cursor = models.CharField(max_length=16, blank=True)  # the last person a letter was posted to
    done_at = models.DateTimeField(null=True)  # since when all are posted

    def __str__(self) -> str:
        return f"{self.version_id}: {'all posted' if self.done_at else 'being posted'}"


class Acceptance(models.Model):
    """That someone with an account was told of a version, and went on using the service (promise A2)."""

    JOINING, CONTINUING = "joining", "continuing"

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="+")
    language = models.CharField(max_length=2)  # in which they could read it
    told_at = models.DateTimeField()
    at = models.DateTimeField(null=True)  # null: told, and not gone on yet
    how = models.CharField(max_length=10, choices=[(JOINING, "joining"), (CONTINUING, "continuing")], blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "version"], name="one_acceptance")]

    def __str__(self) -> str:
        return f"{self.user_id} {self.version_id}"


class CheckRun(models.Model):
    """One look at one promise: what a check found, when, and how long it took."""

    promise = models.CharField(max_length=2)
    name = models.CharField(max_length=60)  # the check's
    kept = models.BooleanField()
    says_en = models.TextField()
    says_fr = models.TextField()
    looked = models.PositiveBigIntegerField()
    at = models.DateTimeField()
    milliseconds = models.PositiveIntegerField()

    class Meta:
        indexes = [models.Index(fields=["promise", "name", "-at"], name="check_latest")]

    def __str__(self) -> str:
        return f"{self.promise} {self.name}: {'kept' if self.kept else 'broken'}"

    def says(self, language: str) -> str:
        return self.says_fr if language == "fr" else self.says_en
