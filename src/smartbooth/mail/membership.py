"""Letters about a workspace to those who work in it: who leaves gets none that waits."""

from __future__ import annotations

from django.utils.translation import gettext_noop

from smartbooth.accounts.models import Membership
from smartbooth.mail import batch

LEFT = gettext_noop("The person is no longer in that workspace.")


def about(membership: Membership) -> str:
    """What one member's letters about one workspace have in common (outbox.post)."""
    return f"member-{membership.pk}"


def left(membership: Membership) -> None:
    """See accounts.closing.leaving."""
    batch.cancel(about(membership), LEFT)
