"""Which privacy policy is in force, for whoever records what people could read (promise A2).

The policy room, far above, says how to find it (`provide`); consents and accounts only ask. Kept in the cache for a few
seconds: a form that is sent while a new version is published was read under the one before.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.core.cache import cache

KEY, SECONDS = "policy-in-force", 5
NONE = "none"  # a cached "there is none": an installation's first second, and tests


@dataclass(frozen=True)
class InForce:
    number: int
    digest: str  # SHA-256 over the text in all languages, hexadecimal
    published_at: datetime

    @property
    def reference(self) -> str:
        """What a receipt names it by: "3/<sha256>", 75 characters at most."""
        return f"{self.number}/{self.digest}"


_find: Callable[[], InForce | None] | None = None


def provide(find: Callable[[], InForce | None]) -> None:
    """Say how the version in force is found. Once, in an AppConfig's ready."""
    global _find
    _find = find


def policy_version() -> InForce | None:
    """The version in force, or None before the first one is published. Raises django.db.DatabaseError."""
    known = cache.get(KEY)
    if known is None:
        known = (_find() if _find else None) or NONE
        cache.set(KEY, known, SECONDS)
    return None if known == NONE else known


def reference() -> str:
    """`policy_version().reference`, or "" where none stands."""
    version = policy_version()
    return version.reference if version else ""


def forget() -> None:
    """A version was published: this process looks anew, the others within SECONDS."""
    cache.delete(KEY)
