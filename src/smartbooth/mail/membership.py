"""Letters about a workspace to those who work in it: who leaves gets none that waits."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_noop

from smartbooth.accounts.models import Membership
from smartbooth.mail import batch
from smartbooth.mail.messages import Message
from smartbooth.mail.outbox import post

LEFT = gettext_noop("The person is no longer in that workspace.")


def about(membership: Membership) -> str:
    """What one member's letters about one workspace have in common (outbox.post)."""
    return f"member-{membership.pk}"


def tell(message: type[Message], membership: Membership, *, unique: str = "", **params: Any) -> bool:
    """Post to the member of a workspace (outbox.post). `membership`: of somebody with an address."""
    user = membership.user
    return post(message, str(user.person_id), user.language, unique=unique, about=about(membership), **params)


def left(membership: Membership) -> None:
    """See accounts.closing.leaving."""
    batch.cancel(about(membership), LEFT)
