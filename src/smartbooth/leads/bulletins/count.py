"""How many leads of which launch were handed over in a period. Counts and names of launches; nobody's data is read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Min, Q, QuerySet

from smartbooth.accounts.tenancy import everywhere, within
from smartbooth.launches.models import Launch
from smartbooth.leads.bulletins.rhythm import WEEKLY, ends
from smartbooth.leads.models import Lead

LINES = 10  # launches a letter names, those with the most new leads
BEFORE = {WEEKLY: 4}  # periods that a week is compared with
DAYS = 7  # and a day


@dataclass(frozen=True)
class Line:
    launch: str
    name: str
    fresh: int
    all: int


@dataclass(frozen=True)
class Counted:
    """`first`: when the first of them was handed over. `lines`: at most LINES; `more` launches have some too."""

    fresh: int
    first: datetime
    lines: list[Line]
    more: int


@dataclass(frozen=True)
class Compared:
    """The fewest and the most of `periods` days or weeks before."""

    periods: int
    low: int
    high: int


def totals(workspace: str, until: datetime) -> dict[str, int]:
    """What each launch had before `until`. Of very many leads this takes a while: to be asked before a transaction that
    others wait for. Two queries."""
    return dict(
        _handed(_launches(workspace), handed_at__lt=until).values_list("launch_id").annotate(n=Count("pk"))
    )


def between(workspace: str, since: datetime, until: datetime, all_of: Mapping[str, int]) -> Counted | None:
    """What was handed over from `since` on, and before `until`, and is still there; None where there is nothing.
    `all_of`: the `totals`. Two queries, however many launches."""
    launches = _launches(workspace)
    period = _handed(launches, handed_at__gte=since, handed_at__lt=until)
    rows = list(period.values("launch_id").annotate(fresh=Count("pk"), first=Min("handed_at")))
    if not rows:
        return None
    rows.sort(key=lambda row: (-row["fresh"], launches[row["launch_id"]], row["launch_id"]))
    return Counted(
        fresh=sum(row["fresh"] for row in rows),
        first=min(row["first"] for row in rows),
        lines=[
            Line(key, launches[key], row["fresh"], max(row["fresh"], all_of.get(key, 0)))
            for row in rows[:LINES]
            for key in [row["launch_id"]]
        ],
        more=max(0, len(rows) - LINES),
    )


def since(workspace: str, moment: datetime) -> bool:
    """Whether anything was handed over from `moment` on."""
    return _handed(_launches(workspace), handed_at__gte=moment).exists()


def compared(workspace: str, rhythm: str, end: datetime) -> Compared | None:
    """The periods before the one that ended at `end`; None where the workspace has not had leads for so long, since
    days without a page say nothing. Two queries."""
    moments = ends(rhythm, end, BEFORE.get(rhythm, DAYS) + 1)[1:]
    launches = list(_launches(workspace))
    if not _handed(launches, handed_at__lt=moments[-1]).exists():
        return None
    periods = list(zip(moments[1:], moments[:-1], strict=True))
    counts = {
        str(number): Count("pk", filter=Q(handed_at__gte=since, handed_at__lt=until))
        for number, (since, until) in enumerate(periods)
    }
    whole = _handed(launches, handed_at__gte=moments[-1], handed_at__lt=moments[0])
    found = list(whole.aggregate(**counts).values())
    return Compared(len(periods), min(found), max(found))


def _launches(workspace: str) -> dict[str, str]:
    """Their names, by id."""
    with within(workspace):
        return dict(Launch.objects.order_by().values_list("pk", "name"))


def _handed(launches: Sequence[str] | dict[str, str], **when: datetime) -> QuerySet[Lead]:
    """By launch and moment alone, which is how they are indexed; the launches are one workspace's."""
    with everywhere():
        return Lead.objects.filter(launch__in=list(launches), **when).order_by()
