"""Publishing: one act with a date (promise A1)."""

from __future__ import annotations

from django.db import IntegrityError, transaction

from smartbooth.accounts.models import User
from smartbooth.core import clock
from smartbooth.policy import text
from smartbooth.policy.models import Telling, Version
from smartbooth.registry import inforce


class Unchanged(Exception):
    """What would be published stands already."""


class Unsaid(ValueError):
    """A change is published with a sentence on what changed, in both languages."""


def current() -> Version | None:
    return Version.objects.first()


def in_force() -> inforce.InForce | None:
    """For registry/inforce.py."""
    row = Version.objects.values_list("number", "digest", "published_at").first()
    return inforce.InForce(*row) if row else None


def publish(user: User | None, summary_en: str = "", summary_fr: str = "") -> Version:
    """What the code and the settings make becomes the policy, now. The first one needs no summary; of every later
    one each account is told by a letter (policy/telling.py).

    Raises Unchanged, Unsaid; IntegrityError where somebody publishes at the same moment.
    """
    texts = text.generated()
    summary_en, summary_fr = summary_en.strip(), summary_fr.strip()
    with transaction.atomic():
        before = current()
        digest = text.digest(texts)
        if before and before.digest == digest:
            raise Unchanged
        if before and not (summary_en and summary_fr):
            raise Unsaid
        version = Version(
            number=before.number + 1 if before else 1,
            digest=digest,
            text_en=texts["en"],
            text_fr=texts["fr"],
            published_at=clock.now(),
            published_by=user,
            summary_en=summary_en,
            summary_fr=summary_fr,
        )
        version.save()
        if before:  # of the first nobody is told: there was nothing that it changes
            Telling.objects.create(version=version)
        transaction.on_commit(inforce.forget)
    return version


def ensure() -> int:
    """A policy stands from the first start on: publish the first version where there is none. How many were published
    (0 or 1); somebody else's at the same moment is as good."""
    if Version.objects.exists():
        return 0
    try:
        publish(None)
    except IntegrityError:
        return 0
    return 1
