"""What the verdict reads: visitors by the hour of their first view, and how many of them reached each goal since."""

from __future__ import annotations

from typing import NamedTuple

from smartbooth.tallies.models import Cohort


class CohortCount(NamedTuple):
    """`visitors` and, of them, each once: who clicked (`clickers`), clicked the button that the launch is about
    (`chosen`), sent the form (`asked`), and are leads, by mail confirmed where the launch asks for it (`signups`)."""

    visitors: int = 0
    clickers: int = 0
    signups: int = 0
    asked: int = 0
    chosen: int = 0


Cohorts = dict[tuple[int, str], CohortCount]  # by (hour of the first view, since 1970; letter)


def cohorts(launch: str, first_hour: int, last_hour: int) -> Cohorts:
    """Of the hours from `first_hour` to `last_hour`, both included, in order; what is absent is zero. One query. A goal
    is counted when it is reached: an hour's numbers still grow for as long as cookies live."""
    rows = Cohort.objects.filter(launch=launch, hour__gte=first_hour, hour__lte=last_hour)
    columns = rows.order_by("hour", "variant").values_list("hour", "variant", *CohortCount._fields)
    return {(hour, letter): CohortCount(*counts) for hour, letter, *counts in columns}
