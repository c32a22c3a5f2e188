"""Who is ready to be given to their launch's owner, and what else happens when they are."""

from __future__ import annotations

from collections.abc import Callable

from django.db.models import QuerySet

from smartbooth.handover.recalls import bar
from smartbooth.leads.filters import agreeing
from smartbooth.leads.models import Lead

_others: list[Callable[[list[Lead]], None]] = []


def also(work: Callable[[list[Lead]], None]) -> None:
    """Have `work` done with the leads of one launch that were given just now, in the same transaction and within their
    workspace: an adapter queues its own deliveries there."""
    _others.append(work)


def tell(leads: list[Lead]) -> None:
    for work in _others:
        work(leads)


def ready(leads: QuerySet[Lead]) -> QuerySet[Lead]:
    """Those of `leads` that wait and may go: confirmed where the launch asks for it, and with the consent that names
    this owner and this launch still in force; none of an owner who is given nothing for now (recalls/bar.py)."""
    return leads.filter(agreeing(), ~bar.of_row(), handed_at=None, confirmed_at__isnull=False)
