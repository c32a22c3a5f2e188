"""Many rows about one thing, such as a newsletter's issue: paused, resumed and counted together."""

from __future__ import annotations

from django.db.models import Count, Q

from smartbooth.core import clock
from smartbooth.mail.models import Outbox

WAIT = (Outbox.WAITING, Outbox.FAILED)


def pause(about: str) -> int:
    """What waits, waits until `resume`; how many. What is being sent at this moment still goes."""
    # A row that a worker has claimed may be on its way, or its worker may be dead: it is taken out of the line as well,
    # and keeps its claim, by which a worker that lives says that it was sent all the same (mail/line.py).
    return Outbox.objects.filter(about=about, state__in=Outbox.OPEN).update(state=Outbox.PAUSED)


def resume(about: str) -> int:
    paused = Outbox.objects.filter(about=about, state=Outbox.PAUSED)
    return paused.update(state=Outbox.WAITING, due_at=clock.now())


def cancel(about: str, why: str) -> int:
    """What has not gone will not go. `why`: a sentence for the outbox (gettext_noop)."""
    stopped = Outbox.objects.filter(about=about, state__in=(*Outbox.LEFT, Outbox.HELD))
    return stopped.update(state=Outbox.SUPPRESSED, problem=why)


def under_way(about: str) -> bool:
    """Whether anything of it may still go: what is in the line or paused, and what a worker had when it was cancelled,
    until its lease is over."""
    left = Q(state__in=Outbox.LEFT) | Q(state=Outbox.SUPPRESSED, due_at__gt=clock.now()) & ~Q(claim="")
    return Outbox.objects.filter(left, about=about).exists()


def counts(about: str) -> dict[str, int]:
    """Rows by state (Outbox.STATES), each state named."""
    found = Outbox.objects.filter(about=about).values_list("state").annotate(n=Count("pk"))
    return {state: 0 for state, _words in Outbox.STATES} | dict(found)
