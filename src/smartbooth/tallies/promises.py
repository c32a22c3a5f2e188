"""Promises G2 and G3, checked on the counts themselves: each visitor once, and every sum of parts the whole."""

from __future__ import annotations

from collections import defaultdict
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db.models import Count, F, Model, Q, QuerySet, Sum, Value
from django.utils.translation import gettext_lazy as _

from smartbooth.accounts.tenancy import everywhere
from smartbooth.core import clock
from smartbooth.launches.models import Launch
from smartbooth.registry.promises import Result, check, says
from smartbooth.tallies.models import Cohort, Cross, Hourly, Name, Target
from smartbooth.tallies.rollup import MARGINS

COLUMNS = (
    "views", "visitors", "clicks", "clickers", "leads", "signups", "unmeasured_views", "unmeasured_clicks",
    "asked", "chosen",
)  # fmt: skip
NOTHING = (0,) * len(COLUMNS)
Key = tuple[str, str]


@check("G2", _("Clicks are counted once for each visitor, and each one in total"), seconds=10)
def once_each() -> Result:
    with everywhere():
        more = Cohort.objects.filter(
            Q(clickers__gt=F("visitors")) | Q(chosen__gt=F("clickers"))
            | Q(signups__gt=F("visitors")) | Q(asked__gt=F("visitors"))
        ).count()  # fmt: skip
        more += Hourly.objects.filter(Q(clickers__gt=F("clicks")) | Q(visitors__gt=F("views"))).count()
        if more:
            return Result(
                False, says(_("%(count)d hours have more people than visits or clicks."), count=more), more
            )
        young = _young()
        sums = _sums(
            _part(Hourly, "hourly", ("clicks", "unmeasured_clicks", "clickers")),
            _part(Target, "buttons", ("clicks",)),
            _part(Cohort, "cohort", ("clickers",)),
        )
    looked = len(sums["hourly"])
    for key, (clicks, unmeasured, clickers, *_rest) in sums["hourly"].items():
        if sums["buttons"].get(key, NOTHING)[0] != clicks + unmeasured:
            return Result(False, _("The clicks of a launch’s buttons are not its clicks."), looked)
        if key[1] in young and sums["cohort"].get(key, NOTHING)[0] != clickers:
            return Result(False, _("People who clicked are others by the hour than by their first visit."), looked)
    text = says(_("%(count)d launches: nobody clicked for the first time twice."), count=looked)
    return Result(True, text, looked)


@check("G3", _("Hours, sources, campaigns, countries and devices add up to the same counts"), seconds=20)
def adds_up() -> Result:
    grains = ("h", "d", *MARGINS.values())
    with everywhere():
        sums = _sums(
            _part(Hourly, "hourly", COLUMNS), *(_part(Cross, grain, COLUMNS, grain=grain) for grain in grains)
        )
    whole = sums["hourly"]
    for margin in MARGINS.values():
        total: dict[Key, list[int]] = defaultdict(lambda: [0] * len(COLUMNS))
        for grain in ("h", "d", margin):
            for key, counts in sums[grain].items():
                total[key] = [a + b for a, b in zip(total[key], counts, strict=True)]
        if any(tuple(total[key]) != counts for key, counts in whole.items()):
            return Result(False, _("The parts of a launch’s visits are not the whole."), len(whole))
        if any(any(counts) for key, counts in total.items() if key not in whole):
            return Result(False, _("There are parts without a whole."), len(whole))
    text = says(_("%(count)d launches, summed by each of four dimensions."), count=len(whole))
    return Result(True, text, len(whole))


@check("G3", _("Sources and campaigns are a short list of words, too few to follow anyone by"))
def bounded() -> Result:
    with everywhere():
        rows = Name.objects.values("launch", "kind").annotate(n=Count("pk"))
        most = rows.order_by("-n").values_list("n", flat=True).first() or 0
    limit = settings.NAMES_PER_LAUNCH
    return Result(
        most <= limit,
        says(_("At most %(most)d on one launch; the limit is %(limit)d."), most=most, limit=limit),
        most,
    )


def _part(model: type[Model], name: str, columns: tuple[str, ...], **only: str) -> QuerySet[Any, Any]:
    """Sums of `columns` a launch, filled up with zeros to the width all parts share."""
    objects: Any = model._default_manager
    rows = objects.filter(**only).order_by().values("workspace", "launch").annotate(part=Value(name))
    summed = {f"sum_{at}": Sum(column) for at, column in enumerate(columns)}
    empty = {f"sum_{at}": Value(0) for at in range(len(columns), len(COLUMNS))}
    wide: QuerySet[Any, Any] = rows.annotate(**summed, **empty)
    return wide.values_list("part", "workspace", "launch", *(f"sum_{at}" for at in range(len(COLUMNS))))


def _sums(first: QuerySet[Any, Any], *others: QuerySet[Any, Any]) -> dict[str, dict[Key, tuple[int, ...]]]:
    """By part and launch. One statement reads them all: a fold in between would make parts of different moments."""
    found: dict[str, dict[Key, tuple[int, ...]]] = defaultdict(dict)
    for part, workspace, launch, *counts in first.union(*others, all=True):
        found[part][workspace, launch] = tuple(counts)
    return found


def _young() -> set[str]:
    """Launches none of whose counts is old enough to be deleted: hours end by the visit, cohorts by the first one."""
    since = clock.now() - timedelta(days=(settings.TALLY_MONTHS - 1) * 30)
    return set(Launch.objects.filter(created_at__gt=since).values_list("pk", flat=True))
