"""Promises G2 and G3: the checks are green on what the fold counted, and red when a count is not so."""

import pytest
from django.db.models import F

from smartbooth.accounts.tenancy import everywhere
from smartbooth.core import clock
from smartbooth.journal import lines
from smartbooth.journal.segments import Writer
from smartbooth.tallies.fold import fold
from smartbooth.tallies.models import Cohort, Cross, Hourly, Name, Target
from smartbooth.tallies.promises import adds_up, bounded, once_each
from smartbooth.tallies.rollup import DIMENSIONS, MARGINS, to_days

pytestmark = pytest.mark.django_db
VISIT = {"variant": "a", "source": "google", "campaign": "spring", "country": "FR", "device": "p"}


@pytest.fixture
def counted(world, tmp_path):
    """Ten days of visits: two people an hour, one of whom clicks twice; some without a cookie."""
    writer, workspace, launch = Writer(tmp_path), world.workspace.pk, world.launch.pk
    now = clock.hour()
    for hour in range(now - 240, now, 7):
        seen = {**VISIT, "first_hour": hour}
        for kind, mark, target in (
            (lines.SERVED, "-", "-"), (lines.VIEW, "first", "-"), (lines.VIEW, "first", "-"),
            (lines.VIEW, "again", "-"), (lines.CLICK, "first", "buy"), (lines.CLICK, "again", "buy"),
            (lines.LEAD, "first", "-"),
        ):  # fmt: skip
            writer.append(
                lines.write(lines.Event(hour, kind, workspace, launch, mark=mark, target=target, **seen))
            )
        for kind, target in ((lines.VIEW, "-"), (lines.CLICK, "more")):
            writer.append(
                lines.write(lines.Event(hour, kind, workspace, launch, mark="unmeasured", target=target))
            )
    writer.close()
    fold(tmp_path)
    with everywhere():
        assert to_days(workspace, launch)
        yield world.launch


def test_of_nothing(db):
    for check in (once_each, adds_up, bounded):
        assert check().kept


@pytest.mark.sabotage("G2", "once_each")
@pytest.mark.parametrize(
    "break_it",
    [
        lambda: Cohort.objects.filter(visitors=2).update(clickers=3),
        lambda: Cohort.objects.filter(visitors=2).update(clickers=2),
        lambda: Hourly.objects.update(clickers=F("clicks") + 1),
        lambda: Target.objects.filter(button="buy").update(clicks=F("clicks") + 1),
    ],
)
def test_a_click_counted_otherwise_is_found(counted, break_it):
    result = once_each()
    assert result.kept and result.looked == 1
    break_it()
    assert not once_each().kept


@pytest.mark.sabotage("G3", "adds_up")
@pytest.mark.parametrize(
    "break_it",
    [
        lambda: Cross.objects.filter(grain="d").first().delete(),
        lambda: Cross.objects.filter(grain="h").update(visitors=F("visitors") + 1),
        lambda: Hourly.objects.all().delete(),
        lambda: Hourly.objects.update(unmeasured_views=0),
    ],
)
def test_a_part_that_is_lost_is_found(counted, break_it):
    assert adds_up().kept
    break_it()
    assert not adds_up().kept


def test_margins_are_not_added_to_each_other(counted):
    """A launch that is long over has one sum a dimension; each by itself is the whole."""
    for kept, grain in MARGINS.items():
        for row in list(Cross.objects.filter(grain="d")):
            values = {field.name: getattr(row, field.name) for field in Cross._meta.fields}
            values |= {name: "*" for name in DIMENSIONS if name != kept}
            Cross.objects.create(**{**values, "id": None, "grain": grain})
    Cross.objects.filter(grain="d").delete()
    assert adds_up().kept
    Cross.objects.filter(grain="l").first().delete()
    assert not adds_up().kept


@pytest.mark.sabotage("G3", "bounded")
def test_a_list_of_words_without_end_is_found(counted, settings):
    assert bounded().kept
    Name.objects.bulk_create(
        Name(workspace=counted.workspace_id, launch=counted.pk, kind="campaign", name=f"n{number}")
        for number in range(settings.NAMES_PER_LAUNCH + 1)
    )
    assert not bounded().kept
