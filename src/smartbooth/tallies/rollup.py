"""Coarser with age: the cross of dimensions by hour, then by day, then only its margins; in the end nothing
(tallies/retention.py).

Grains of `models.Cross`: "h" hours, "d" days; and, for a launch that is long over, one margin a dimension: "s" source,
"c" campaign, "l" country (land), "v" device, by day, the other dimensions "*". Sizes: docs/decisions/0006-grains.md.
"""

from datetime import timedelta

from django.conf import settings
from django.db import connection, models, transaction
from django.db.models import Count, Max, Q

from smartbooth.accounts.tenancy import everywhere
from smartbooth.core import clock
from smartbooth.launches.models import Launch
from smartbooth.tallies import upsert
from smartbooth.tallies.models import Cohort, Cross, Drop, Hourly, Name, Target

DIMENSIONS = ("source", "campaign", "country", "device")
MARGINS = {"source": "s", "campaign": "c", "country": "l", "device": "v"}
ANY = "*"
WORTH = 400  # rows of a day from which its margins are fewer than itself; a day below stays as it is
OVER = timedelta(days=30)  # a launch that was not live for so long has lived its life


def rollup() -> int:
    """Do what is due for every launch. Returns how many hours and days were rolled up."""
    rolled = 0
    with everywhere():
        over = set(_over())
        for launch, workspace in list(Launch.objects.values_list("pk", "workspace_id")):
            rolled += to_days(workspace, launch)
            if launch in over:
                rolled += to_margins(workspace, launch)
    return rolled


def to_days(workspace: str, launch: str) -> int:
    """Hours before the last CROSS_HOURS_DAYS days become days, one hour a transaction."""
    limit = (clock.day() - settings.CROSS_HOURS_DAYS + 1) * 24
    hours = _buckets(workspace, launch, "h", limit)
    for hour in hours:
        with transaction.atomic():
            _move(workspace, launch, "h", hour, {"d": DIMENSIONS}, hour // 24)
    return len(hours)


def to_margins(workspace: str, launch: str) -> int:
    """Days of more than WORTH rows become one sum a dimension, one day a transaction."""
    days = _buckets(workspace, launch, "d", clock.day() + 1, WORTH)
    for day in days:
        with transaction.atomic():
            _move(workspace, launch, "d", day, {grain: (name,) for name, grain in MARGINS.items()}, day)
    return len(days)


def forget(workspace: str, launch: str) -> None:
    """Delete all counts of a launch, with the launch itself: in its transaction."""
    for model in (Hourly, Cohort, Cross, Target, Drop, Name):
        model.objects.filter(workspace=workspace, launch=launch).delete()


def of_launch(launch: Launch) -> None:
    """The counts of a launch that is being deleted."""
    forget(launch.workspace_id, launch.pk)


def _over() -> models.QuerySet[Launch, str]:
    ended = Launch.objects.annotate(last=Max("publications__ended_at"))
    live = Q(publications__ended_at=None, publications__isnull=False)
    return ended.filter(last__lt=clock.now() - OVER).exclude(live).values_list("pk", flat=True)


def _buckets(workspace: str, launch: str, grain: str, limit: int, above: int = 0) -> list[int]:
    """Buckets before `limit` that have more than `above` rows."""
    rows = Cross.objects.filter(workspace=workspace, launch=launch, grain=grain, bucket__lt=limit).values("bucket")
    full = rows.annotate(rows=Count("pk")).filter(rows__gt=above)
    return list(full.order_by("bucket").values_list("bucket", flat=True))


def _move(
    workspace: str, launch: str, grain: str, bucket: int, into: dict[str, tuple[str, ...]], to_bucket: int
) -> None:
    """Take the rows of one bucket out and add their sums to other grains, keeping the dimensions named there.

    What is added is what was deleted, never more or less, also while the fold adds rows: PostgreSQL does both in one
    statement; SQLite has one writer at a time.
    """
    counts = upsert.key_and_counts(Cross)[1]
    table = connection.ops.quote_name(Cross._meta.db_table)
    where = "workspace = %s AND launch = %s AND grain = %s AND bucket = %s"
    which: list[str | int] = [workspace, launch, grain, bucket]
    one_statement = connection.vendor == "postgresql"
    origin = "gone" if one_statement else table
    inserts = []
    parameters: list[str | int] = []
    for to_grain, kept in into.items():
        dimensions = ", ".join(name if name in kept else f"'{ANY}'" for name in DIMENSIONS)
        groups = ", ".join(["workspace", "launch", "variant", *kept])
        sums = ", ".join(f"SUM({name})" for name in counts)
        select = (
            f"SELECT workspace, launch, %s, %s, variant, {dimensions}, {sums} FROM {origin} "  # noqa: S608 - our own names
            f"WHERE {'TRUE' if one_statement else where} GROUP BY {groups}"
        )
        inserts.append(upsert.insert_select(Cross, select))
        parameters += [to_grain, to_bucket]
        parameters += [] if one_statement else which
    with connection.cursor() as cursor:
        if one_statement:
            parts = ", ".join(f"added{n} AS ({insert})" for n, insert in enumerate(inserts))
            statement = f"WITH gone AS (DELETE FROM {table} WHERE {where} RETURNING *), {parts} SELECT 1"  # noqa: S608 - names of our own tables and columns; values are parameters
            cursor.execute(statement, which + parameters)
            return
        taken = 0
        for insert in inserts:
            count = insert.count("%s")
            cursor.execute(insert, parameters[taken : taken + count])
            taken += count
        cursor.execute(f"DELETE FROM {table} WHERE {where}", which)  # noqa: S608 - names of our own tables and columns; values are parameters
