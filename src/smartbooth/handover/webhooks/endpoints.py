"""Making an endpoint, and what its owner does with it."""

from __future__ import annotations

from django.db import transaction

from smartbooth.accounts.models import User, Workspace
from smartbooth.core import clock
from smartbooth.core.ids import token
from smartbooth.handover.messages import WebhookAdded, tell
from smartbooth.handover.webhooks import note, secret
from smartbooth.handover.webhooks.models import Delivery, Endpoint
from smartbooth.handover.webhooks.target import parse
from smartbooth.launches.models import Launch


def add(workspace: Workspace, launch: Launch | None, url: str, user: User | None) -> Endpoint:
    """From now on told of every lead of `launch`, or of all; the owners are told too. Raises target.Refused."""
    key = token()
    with transaction.atomic():
        made = Endpoint.objects.create(
            id=key, workspace=workspace, launch=launch, url=parse(url).url, secret=secret.seal(key, secret.make()),
            made_by=user,
        )  # fmt: skip
        tell(WebhookAdded, made, user)
    return made


def disable(endpoint: Endpoint) -> None:
    note.disable(endpoint, "owner", clock.now())
    endpoint.save(update_fields=["state", "reason"])


def enable(endpoint: Endpoint) -> None:
    """Switched on again, as new. What became a dead letter meanwhile waits for "send again"."""
    endpoint.state, endpoint.reason, endpoint.failures = Endpoint.ACTIVE, "", 0
    endpoint.failing_since = endpoint.paused_until = None
    endpoint.save(update_fields=["state", "reason", "failures", "failing_since", "paused_until"])


def wake(endpoint: Endpoint) -> None:
    """Try now, whatever pause it is in: its owner says that it is well."""
    Endpoint.objects.filter(pk=endpoint.pk).update(paused_until=None)


def dead(endpoint: Endpoint) -> list[str]:
    """The ids of its dead letters, pings aside: nobody misses those."""
    letters = Delivery.objects.filter(endpoint=endpoint, state=Delivery.DEAD, lead__gt="")
    return list(letters.values_list("pk", flat=True))
