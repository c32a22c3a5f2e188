"""What the results page watches beside the counts: that a test began, was decided, or ended."""

from __future__ import annotations

import json
from typing import Any
from zlib import crc32

from django.db.models import OuterRef, QuerySet, Subquery
from django.db.models.functions import JSONObject

from smartbooth.experiments.models import Round
from smartbooth.launches.models import Launch
from smartbooth.tallies import queries

WATCHED = (
    "number", "verdict", "best", "ended_hour", "shown", "begun_hour", "margin", "goal", "by_itself", "adaptive",
    "keep_back", "arms",
)  # fmt: skip


def with_version(launch: str) -> QuerySet[Launch]:
    """As tallies.queries.with_version, with the newest test's facts. Still one query."""
    newest: Any = Round.objects.filter(launch=OuterRef("pk")).order_by("-number")
    facts = JSONObject(**{name: name for name in WATCHED})
    return queries.with_version(launch).annotate(test=Subquery(newest.values(facts=facts)[:1]))


def version(launch: Any) -> str:
    """As tallies.queries.version; changes with the test's facts too."""
    stamp = crc32(json.dumps(launch.test, sort_keys=True).encode())
    return f"{queries.version(launch)}-{stamp:x}"
