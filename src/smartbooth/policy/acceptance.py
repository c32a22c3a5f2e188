"""Who accepted which version, and how: by joining under it, or by going on after having been told (promise A2)."""

from __future__ import annotations

from django.db import IntegrityError, transaction
from django.urls import reverse

from smartbooth.accounts.models import User
from smartbooth.core import clock
from smartbooth.policy import publish
from smartbooth.policy.models import Acceptance, Version


def joined(user: User, language: str, read: str) -> None:
    """An account was made under the policy `read` (its reference, as the form carried it). Where that is none that was
    ever published, the one in force is meant: the form shows a link to it, not a copy."""
    number = read.partition("/")[0]
    version = Version.objects.filter(number=number).first() if number.isdecimal() and len(number) < 9 else None
    version = version or publish.current()
    if version is not None:
        now = clock.now()
        Acceptance.objects.create(
            user=user, version=version, language=language[:2], told_at=now, at=now, how=Acceptance.JOINING
        )


def arrived(user: User, language: str) -> str:
    """Someone signed in: the page that tells what changed, where they were not told yet, or have not gone on since."""
    version = publish.current()
    if version is None:
        return ""
    known = Acceptance.objects.filter(user=user, version=version).first()
    if known is not None and known.at is not None:
        return ""
    if known is None:
        try:
            with transaction.atomic():
                Acceptance.objects.create(user=user, version=version, language=language[:2], told_at=clock.now())
        except IntegrityError:
            pass  # signed in twice at one moment: told once is told
    return reverse("policy_changed")


def waiting(user: User) -> Acceptance | None:
    """What they were told and have not gone on from."""
    told = Acceptance.objects.filter(user=user, at=None).select_related("version")
    return told.order_by("-version_id").first()


def go_on(user: User) -> int:
    """They use the service after having been told: that is acceptance. How many were waiting."""
    return Acceptance.objects.filter(user=user, at=None).update(at=clock.now(), how=Acceptance.CONTINUING)


def before(user: User, version: Version) -> Version | None:
    """The version `user` accepted last before `version`, if there is one."""
    accepted = Acceptance.objects.filter(user=user, version__lt=version.number).exclude(at=None)
    row = accepted.order_by("-version_id").select_related("version").first()
    return row.version if row else None
