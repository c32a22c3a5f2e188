from datetime import timedelta

import pytest

from smartbooth.accounts.tenancy import within
from smartbooth.core import clock
from smartbooth.launches.models import Launch, Publication
from smartbooth.launches.publish import due, schedule
from smartbooth.launches.tests.pages import put


@pytest.fixture(autouse=True)
def _files(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def appoint(launch, **moments):
    with within(launch.workspace):
        Launch.objects.filter(pk=launch.pk).update(**moments)


def live(launch):
    with within(launch.workspace):
        return Publication.objects.filter(launch=launch, ended_at=None).exists()


def again(launch):
    with within(launch.workspace):
        return Launch.objects.get(pk=launch.pk)


def test_up_and_down_at_their_moments_once(world):
    put(world.launch)
    start = clock.now()
    appoint(world.launch, publish_at=start, unpublish_at=start + timedelta(hours=1))
    assert due(start - timedelta(seconds=1)) == 0 and not live(world.launch)
    assert due(start) == 1 and live(world.launch)
    assert due(start + timedelta(seconds=1)) == 0
    assert due(start + timedelta(hours=1)) == 1 and not live(world.launch)
    assert due(start + timedelta(hours=2)) == 0
    with within(world.workspace):
        assert Publication.objects.count() == 1


def test_both_missed_are_kept_in_order(world):
    put(world.launch)
    start = clock.now()
    appoint(world.launch, publish_at=start, unpublish_at=start + timedelta(hours=1))
    assert due(start + timedelta(days=1)) == 2 and not live(world.launch)
    appoint(world.launch, unpublish_at=start, publish_at=start + timedelta(hours=1))
    assert due(start + timedelta(days=1)) == 1 and live(world.launch)


def test_a_page_that_is_not_ready_is_told_to_its_owner_and_stops_no_other(world):
    put(world.theirs)
    start = clock.now()
    world.owner.language = "fr"
    world.owner.save()
    for launch in (world.launch, world.theirs):
        appoint(launch, publish_at=start)
    assert due(start) == 1 and live(world.theirs) and not live(world.launch)
    assert again(world.launch).schedule_problem and again(world.launch).publish_at is None
    assert due(start) == 0


def test_a_fault_of_ours_is_tried_again(world, monkeypatch, caplog):
    put(world.launch)
    start = clock.now()
    appoint(world.launch, publish_at=start)
    with monkeypatch.context() as broken:
        broken.setattr(schedule, "go_live", lambda *_: 1 / 0)
        assert due(start) == 0
    assert "ZeroDivisionError" in caplog.text
    assert again(world.launch).schedule_problem
    assert due(start) == 0
    assert due(start + timedelta(minutes=1)) == 1
    assert again(world.launch).schedule_problem == ""


def test_of_two_workers_one_keeps_it(world, monkeypatch):
    put(world.launch)
    start = clock.now()
    appoint(world.launch, publish_at=start)
    real = schedule.go_live

    def overtaken(launch, user, claim):
        if launch.publish_at is not None:
            appoint(world.launch, publish_at=None)  # the other one was quicker
        return real(launch, user, claim)

    monkeypatch.setattr(schedule, "go_live", overtaken)
    assert due(start) == 0 and not live(world.launch)
