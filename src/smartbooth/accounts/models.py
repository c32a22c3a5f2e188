from django.contrib.auth.models import AbstractUser
from django.db import models

from smartbooth.core.models import TokenModel


class User(AbstractUser):
    """Someone who signs in: an owner or a member of a workspace."""

    language = models.CharField(max_length=2, default="en")

    def speak(self, language: str) -> None:
        """Keep `language` (a code of LANGUAGES) as the account's."""
        self.language = language
        self.save(update_fields=["language"])


class Workspace(TokenModel):
    """An owner's account: launches, pictures, leads and counts belong to exactly one."""

    name = models.CharField(max_length=80)
    created_at = models.DateTimeField(auto_now_add=True)
    members: "models.ManyToManyField[User, Membership]" = models.ManyToManyField(User, through="Membership")

    def __str__(self) -> str:
        return self.name


class Membership(models.Model):
    OWNER, MEMBER = "owner", "member"

    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE)
    user = models.ForeignKey(User, on_delete=models.CASCADE)
    role = models.CharField(max_length=8, choices=[(OWNER, "owner"), (MEMBER, "member")], default=OWNER)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["workspace", "user"], name="one_membership")]

    def __str__(self) -> str:
        return f"{self.user} in {self.workspace}"
