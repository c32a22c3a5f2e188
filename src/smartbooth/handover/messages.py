"""What a workspace's owners are written when somebody opens another way out for their leads, or closes one."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from smartbooth.accounts.models import User
from smartbooth.accounts.owners import owners
from smartbooth.handover.api.models import Token
from smartbooth.handover.webhooks.models import Endpoint
from smartbooth.mail import membership
from smartbooth.mail.messages import Facts, Message
from smartbooth.mail.parameters import Parameter, Words
from smartbooth.registry.purposes import Purpose
from smartbooth.registry.subjects import Subject

EXAMPLE = {"workspace": "Aurora SAS", "launch": "", "by": "olive", "connections": "/connections/"}


class _WayOut:
    purpose, of = Purpose.PROTECTION, Subject.OWNER
    budget = 100  # two a week: more than a team connects its programs, and a stranger's first is among them
    essential = True
    contains: ClassVar[Mapping[str, Parameter]] = {
        "workspace": Words(80), "launch": Words(80), "what": Words(80), "by": Words(80),
    }  # fmt: skip

    @classmethod
    def links(cls, facts: Facts) -> dict[str, str]:
        return {"connections": reverse("connections")}


class TokenMade(_WayOut, Message):
    name = "token-made"
    when = _("to a workspace’s owners, when an API token was made")
    subject = _("A program has access to %(workspace)s")
    template = "handover/mail/token_made"
    example = EXAMPLE | {"what": "Our newsletter"}


class TokenTaken(_WayOut, Message):
    name = "token-taken"
    when = _("to a workspace’s owners, when an API token was taken back")
    subject = _("A program no longer has access to %(workspace)s")
    template = "handover/mail/token_taken"
    example = EXAMPLE | {"what": "Our newsletter"}


class WebhookAdded(_WayOut, Message):
    name = "webhook-added"
    when = _("to a workspace’s owners, when a webhook was added")
    subject = _("Leads of %(workspace)s go to another server too")
    template = "handover/mail/webhook_added"
    example = EXAMPLE | {"what": "crm.example", "launch": "Aurora"}


def tell(message: type[Message], way: Token | Endpoint, user: User | None) -> None:
    """To each owner of its workspace, whoever of them did it; in the transaction in which it is done."""
    facts: dict[str, Any] = {
        "workspace": way.workspace.name,
        "launch": way.launch.name if way.launch else "",
        "what": way.name if isinstance(way, Token) else way.url.partition("://")[2].partition("/")[0],
        "by": user.username if user else "",
    }
    for owner in owners(way.workspace_id):
        membership.tell(message, owner, **facts)
