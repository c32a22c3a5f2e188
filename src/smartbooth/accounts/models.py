from __future__ import annotations

from typing import Any

from django.contrib.auth.models import AbstractUser, UserManager
from django.db import models

from smartbooth.core.models import TokenModel
from smartbooth.people import store, vault
from smartbooth.people.address import Address
from smartbooth.people.models import Person

PSEUDONYM = "@person.invalid"  # what stands where Django keeps an address (accounts/pseudonyms.py)


class Users(UserManager["User"]):
    """`create_user(username, email, password)` and `create_superuser` as Django's; the address goes to the vault."""

    def _create_user(self, username: str, email: str | None, password: str | None, **fields: Any) -> User:
        """Raises people.address.AddressError."""
        with store.both():
            if email:
                fields["person"], _new = vault.find_or_make(Address.parse(email))
                email = f"{fields['person'].pk}{PSEUDONYM}"
            user: User = super()._create_user(username, email, password, **fields)  # type: ignore[misc] # the stubs leave it out
            return user


class User(AbstractUser):
    """Someone who signs in: an owner or a member of a workspace. Two accounts may be one person's."""

    # Django would keep a name in clear; the one that visitors read is the workspace's.
    first_name = None  # type: ignore[assignment] # Django's way to leave a field of an abstract model away
    last_name = None  # type: ignore[assignment] # the same
    language = models.CharField(max_length=2, default="en")
    person = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, blank=True, related_name="accounts")

    objects = Users()  # type: ignore[misc] # AbstractUser's is of another class

    class Meta:
        constraints = [
            models.CheckConstraint(  # whatever writes here: an address in clear does not get in
                condition=models.Q(email="") | models.Q(email__endswith=PSEUDONYM), name="no_address_in_clear"
            )
        ]

    def speak(self, language: str) -> None:
        """Keep `language` (a code of LANGUAGES) as the account's."""
        self.language = language
        self.save(update_fields=["language"])


class Workspace(TokenModel):
    """An owner's account: launches, pictures, leads and counts belong to exactly one."""

    name = models.CharField(max_length=80)
    created_at = models.DateTimeField(auto_now_add=True)
    members: models.ManyToManyField[User, Membership] = models.ManyToManyField(User, through="Membership")

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


class KnownBrowser(models.Model):
    """A browser that this account was signed in to from: a keyed hash of the random value it carries in a cookie
    (accounts/browsers.py). Of the browser itself, and of where it is, nothing is kept."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="browsers")
    digest = models.BinaryField(max_length=32, unique=True)
    used_on = models.DateField()

    def __str__(self) -> str:
        return f"{self.user} {self.used_on}"
