"""Counts. None of these rows is about somebody: that is what tallies are for (promise G3)."""

from smartbooth.registry.labels import impersonal, label
from smartbooth.tallies.models import Cohort, Cross, Cursor, Drop, Hourly, Name, Pending, Target

ROW = impersonal("a running number", "id")
WHOSE = impersonal("which account and launch it belongs to", "workspace", "launch")
COUNTS = impersonal(
    "counts of many visitors", "views", "visitors", "clicks", "clickers", "leads", "signups", "unmeasured_views",
    "unmeasured_clicks", "asked", "chosen",
)  # fmt: skip

label(
    Hourly,
    ROW,
    WHOSE,
    COUNTS,
    impersonal("what was counted: version, hour, pages sent", "variant", "hour", "served"),
)
label(
    Cohort,
    ROW,
    WHOSE,
    impersonal("counts of many visitors", "visitors", "clickers", "signups", "asked", "chosen"),
    impersonal("what was counted: version, hour", "variant", "hour"),
)
label(
    Cross,
    ROW,
    WHOSE,
    COUNTS,
    impersonal("what was counted: version, hour or day", "variant", "grain", "bucket"),
    impersonal("dimensions, from bounded lists", "source", "campaign", "country", "device"),
)
label(Target, ROW, WHOSE, impersonal("clicks of a button, by day", "variant", "day", "button", "clicks"))
label(Drop, ROW, WHOSE, impersonal("requests that were not counted, by day and reason", "day", "reason", "count"))
label(Name, ROW, WHOSE, impersonal("a source or campaign of the launch, kept apart", "kind", "name"))
label(Cursor, impersonal("how far a file of the journal was counted", "segment", "offset"))
label(Pending, ROW, impersonal("an event without a person, waiting to be counted", "line"))
