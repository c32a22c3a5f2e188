"""Counting follows the hand-over: whoever has not confirmed, or cannot be given to this owner now, is in no letter."""

from datetime import timedelta

import pytest

from smartbooth.accounts.tenancy import everywhere, within
from smartbooth.core import clock
from smartbooth.handover.recalls.models import Recall
from smartbooth.launches.models import Launch
from smartbooth.leads.bulletins.tests.arriving import fresh, letters, look
from smartbooth.leads.models import Bulletin
from smartbooth.leads.tests.scene import hand_over, leads, post, publish
from smartbooth.mail.models import Outbox


@pytest.fixture(autouse=True)
def _many_forms(settings):
    settings.LEADS_PER_MINUTE = 1000


def tomorrow():
    return clock.now() + timedelta(days=1, hours=1)


def test_from_the_form_to_the_letter(world):
    publish(world.launch)
    for number in range(3):
        assert post(world.launch, email=f"sam{number}@example.org").status_code == 303
    assert not Bulletin.objects.exists()
    hand_over()
    assert Bulletin.objects.filter(due_at__isnull=False).count() == 1
    look(tomorrow())
    assert fresh(world.owner) == [3]
    kept = "".join(map(repr, Outbox.objects.filter(message="new-leads").values()))
    told = kept + letters()[0].text + letters()[0].html
    assert not any(f"sam{number}" in told for number in range(3))


def test_who_has_not_confirmed_is_not_counted(world):
    with within(world.workspace):
        Launch.objects.filter(pk=world.launch.pk).update(double_opt_in=True)
    world.launch.double_opt_in = True
    publish(world.launch)
    post(world.launch)
    hand_over()
    assert look(tomorrow()) == 0 and fresh() == []
    with everywhere():
        (waiting,) = leads(world.launch)
    assert waiting.confirmed_at is None


def test_an_owner_who_is_given_nothing_is_told_of_nothing(world):
    publish(world.launch)
    now = clock.now()
    with within(world.workspace):
        Recall.objects.create(
            workspace=world.workspace, launch=world.launch, launch_name="Aurora", lead="takenback0", how="list",
            left_on=now.date(), reason=Recall.CHILD, at=now - timedelta(days=5), due_by=now - timedelta(days=2),
        )  # fmt: skip
    post(world.launch)
    hand_over()
    assert look(tomorrow()) == 0
    with within(world.workspace):
        Recall.objects.update(acknowledged_at=clock.now())
    hand_over()
    look(tomorrow())
    assert fresh(world.owner) == [1]
