"""Counts for tests, as the fold would leave them."""

from datetime import UTC, datetime

from smartbooth.accounts.tenancy import within
from smartbooth.launches.models import Launch, Publication, Variant
from smartbooth.tallies.models import Cross, Drop, Hourly, Target

NOW = datetime(2026, 11, 4, 12, 20, tzinfo=UTC)
HOUR = int(NOW.timestamp()) // 3600
DAY = HOUR // 24
TARGETS = {"hero": "https://example.org/a", "gone": "https://example.org/b"}


def publish(launch: Launch, live: bool = True) -> Publication:
    letters = Variant.objects.filter(launch=launch).values_list("letter", flat=True)
    frozen = {"retired": False, "pages": {}, "buttons": TARGETS}
    block = {"id": "hero", "kind": "hero", "data": {"headline": "Aurora", "button_text": "Tell me first"}}
    return Publication.objects.create(
        workspace=launch.workspace, launch=launch, number=1, ended_at=None if live else NOW,
        documents={letter: {"theme": {}, "blocks": [block]} for letter in letters},
        manifest={"variants": [{"letter": x} | frozen for x in letters]},
    )  # fmt: skip


def visits(
    launch: Launch,
    variant: str,
    visitors: int,
    hours_ago: int = 0,
    source="direct",
    country="FR",
    device="p",
    **more: int,
) -> None:
    """One row of each table; clickers are half, signups a tenth of the visitors unless given."""
    keys = {"workspace": launch.workspace_id, "launch": launch.pk, "variant": variant}
    hour = HOUR - hours_ago
    counts = {
        "visitors": visitors, "views": visitors + 1, "clickers": visitors // 2, "clicks": visitors // 2,
        "signups": visitors // 10, "leads": visitors // 10, **more,
    }  # fmt: skip
    row, made = Hourly.objects.get_or_create(**keys, hour=hour, defaults=counts)
    if not made:
        for name, n in counts.items():
            setattr(row, name, getattr(row, name) + n)
        row.save()
    grain = ("d", hour // 24) if hour // 24 < DAY - 8 else ("h", hour)
    Cross.objects.create(
        **keys,
        grain=grain[0],
        bucket=grain[1],
        source=source,
        campaign="-",
        country=country,
        device=device,
        **counts,
    )


def week(launch: Launch) -> None:
    """A small published launch: 214 visitors today and 86 two days ago, 31 addresses."""
    with within(launch.workspace):
        publish(launch)
        visits(launch, "a", 100, signups=11, leads=13)
        visits(launch, "b", 114, source="google", country="US", device="d", signups=20, leads=20)
        visits(launch, "a", 86, hours_ago=48, signups=0, leads=0, unmeasured_views=4)
        Target.objects.create(
            workspace=launch.workspace_id, launch=launch.pk, variant="b", day=DAY, button="hero", clicks=57
        )
        Drop.objects.create(workspace=launch.workspace_id, launch=launch.pk, day=DAY, reason="robot", count=9)
