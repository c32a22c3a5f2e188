"""Announcements go when their time is over, with their ends; what is in force stays."""

from datetime import timedelta

from smartbooth.announcements.models import Announcement
from smartbooth.announcements.retention import MONTH, overdue, sweep
from smartbooth.core import clock

OLD = 37 * MONTH / timedelta(hours=1)


def test_what_is_over_goes_and_what_is_not_stays(world, announce, settings):
    settings.ANNOUNCEMENT_MONTHS = 36
    gone = announce("incident", starts=-OLD, ago=OLD)
    announce("end", ends=gone, ago=OLD)
    announce("outage", starts=-OLD, until=-OLD + 1, ago=OLD + 1)
    announce(ago=OLD)
    with clock.at(clock.now() - timedelta(hours=OLD)):
        announce()  # a draft
    kept = [
        announce("incident", starts=-OLD, ago=OLD), announce("suspension", workspace=world.workspace, ago=OLD),
        announce(ago=1), announce(),
    ]  # fmt: skip
    lately = announce("suspension", workspace=world.workspace, ago=OLD)
    kept += [lately, announce("end", ends=lately, workspace=world.workspace, ago=5)]
    assert overdue(clock.now()) == 4
    assert sweep(clock.now()) == 5
    assert (overdue(clock.now()), sweep(clock.now())) == (0, 0)
    assert set(Announcement.objects.all()) == set(kept)
