"""Which launches a letter names, decided by nothing that a reader did."""

from datetime import timedelta

import pytest

from smartbooth.accounts.tenancy import everywhere, within
from smartbooth.core import clock
from smartbooth.launches import removal
from smartbooth.newsletters.digest import contents, picking, states
from smartbooth.newsletters.digest.models import Entry, Listed, Round
from smartbooth.newsletters.digest.tests.scene import approve, listed, take_down

pytestmark = pytest.mark.django_db


def names():
    return [one.name for one in picking.picks()]


def test_only_live_launches_whose_owners_want_it(world):
    assert names() == []  # Aurora and Borealis did not ask
    listed(world.workspace, "Lamp")
    listed(world.elsewhere, "Bread", live=False)
    assert names() == ["Lamp"]


def test_the_newest_first_and_six_of_a_language(world):
    start = clock.now()
    for number in range(8):
        with clock.at(start + timedelta(hours=number)):
            listed(world.workspace, f"Lamp {number}")
    listed(world.elsewhere, "Pain du soir", "fr")
    assert names() == [*(f"Lamp {number}" for number in range(7, 1, -1)), "Pain du soir"]


def test_published_again_is_not_new(world):
    """Since when it is live is since it was first: nobody comes to the front by taking a page down and up."""
    from smartbooth.newsletters.digest.tests.scene import go_live

    old = listed(world.workspace, "Old")
    with clock.at(clock.now() + timedelta(hours=1)):
        listed(world.workspace, "New")
    with clock.at(clock.now() + timedelta(hours=2)):
        take_down(old)
        go_live(old)
    assert names() == ["New", "Old"]


def test_a_launch_is_named_once(world):
    listed(world.workspace, "Lamp")
    approve(world.owner)
    listed(world.workspace, "Clock")
    assert names() == ["Clock"]


def test_names_and_lines_hold_nothing_a_mail_program_would_link(world):
    world.workspace.name = "www.aurora.example"
    world.workspace.save()
    listed(world.workspace, "Lamp.example.org", says="See https://lamp.example.org/now")
    (one,) = picking.picks()
    assert "://" not in one.says and ".example.org" not in one.name and "www." not in one.owner


def test_what_was_looked_at_is_what_is_approved(world):
    lamp = listed(world.workspace, "Lamp")
    seen = picking.version(picking.picks())
    with within(world.workspace):
        Listed.objects.filter(launch=lamp).update(says="Something else altogether")
    with pytest.raises(states.Changed):
        states.approve(seen, clock.now(), world.owner)
    assert not Round.objects.exists()


def test_nothing_is_no_letter(world):
    with pytest.raises(states.Changed):
        approve(world.owner)


def test_two_operators_at_once_make_one_letter(world, monkeypatch):
    listed(world.workspace, "Lamp")
    found = picking.picks()
    approve(world.owner)
    monkeypatch.setattr(picking, "picks", lambda: found)  # as the other one saw it a moment before
    with pytest.raises(states.Changed):
        approve(world.member)
    assert Round.objects.count() == 1


def test_a_year_has_so_many(world, settings):
    settings.DIGESTS_PER_YEAR = 2
    for number in range(2):
        listed(world.workspace, f"Lamp {number}")
        approve(world.owner)
    listed(world.workspace, "Lamp 3")
    with pytest.raises(states.Enough):
        approve(world.owner)
    with clock.at(clock.now() + timedelta(days=366)):
        assert approve(world.owner).entries.count() == 1


def test_what_was_taken_back_was_never(world):
    listed(world.workspace, "Lamp")
    one = approve(world.owner, clock.now() + timedelta(hours=1))
    assert states.take_back(one) and not states.take_back(one)
    assert names() == ["Lamp"] and states.left(clock.now()) == 4


def test_what_was_approved_is_what_is_said(world):
    """A launch's name changes, its owner's line changes: the letter says what the operator read."""
    lamp = listed(world.workspace, "Lamp", says="A lamp for the morning")
    one = approve(world.owner)
    lamp.name = "Buy now"
    lamp.save()
    with within(world.workspace):
        Listed.objects.update(says="Buy now")
    (named,) = contents.of(one.pk, "en")
    assert (named.name, named.says, named.owner) == ("Lamp", "A lamp for the morning", "Aurora SAS")
    assert named.url == f"{lamp.url}?utm_source=letter"


@pytest.mark.parametrize("how", ["taken down", "not wanted", "left out", "deleted"])
def test_what_may_not_be_named_any_more_is_left_out(world, how):
    lamp = listed(world.workspace, "Lamp")
    listed(world.elsewhere, "Bread")
    one = approve(world.owner)
    with within(world.workspace):
        if how == "taken down":
            take_down(lamp)
        elif how == "not wanted":
            Listed.objects.filter(launch=lamp).delete()
        elif how == "left out":
            assert states.leave_out(lamp.pk)
        else:
            removal.remove(lamp)
    assert [named.name for named in contents.of(one.pk, "en")] == ["Bread"]
    with everywhere():
        Listed.objects.all().delete()
    with pytest.raises(contents.Nothing):
        contents.of(one.pk, "en")


def test_a_language_without_launches_of_its_own_has_those_of_the_other(world):
    listed(world.workspace, "Lamp")
    one = approve(world.owner)
    assert [named.name for named in contents.of(one.pk, "fr")] == ["Lamp"]
    listed(world.workspace, "Pain", "fr")
    both = approve(world.owner)
    assert [named.name for named in contents.of(both.pk, "fr")] == ["Pain"]


def test_who_was_left_out_can_come_in_again(world):
    lamp = listed(world.workspace, "Lamp")
    assert states.leave_out(lamp.pk) and not states.leave_out(lamp.pk)
    assert names() == [] and [one.launch for one in picking.left_out()] == [lamp]
    assert states.leave_out(lamp.pk, out=False)
    assert names() == ["Lamp"]


def test_a_deleted_launch_leaves_nothing(world):
    lamp = listed(world.workspace, "Lamp")
    approve(world.owner)
    with within(world.workspace):
        removal.remove(lamp)
    with everywhere():
        assert not Listed.objects.exists() and not Entry.objects.exists()
