"""Promise C1 at the form; promises B2 and B5 of each lead."""

import pytest

from smartbooth.accounts.tenancy import within
from smartbooth.core import age
from smartbooth.launches.publish import publish
from smartbooth.launches.tests.pages import form, hero, put
from smartbooth.leads.messages import RightsNotice
from smartbooth.leads.promises import every_lead_agreed, told_of_rights, young_are_not_taken
from smartbooth.leads.tests import scene
from smartbooth.mail.models import Outbox
from smartbooth.people import consents
from smartbooth.people.models import Consent

pytestmark = pytest.mark.django_db


@pytest.fixture
def asking(world, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    put(world.launch, hero(), form(age="yes"))
    with within(world.workspace):
        return publish(world.launch, world.owner)


def test_none_asks(db):
    assert young_are_not_taken().kept


@pytest.mark.sabotage("C1", "young_are_not_taken")
@pytest.mark.parametrize("broken", [lambda born, minimum=None: True, lambda born, minimum=None: born < 2020])
def test_a_form_that_takes_children_is_found(asking, monkeypatch, broken):
    result = young_are_not_taken()
    assert result.kept and result.looked == 2
    monkeypatch.setattr(age, "of_age", broken)
    assert not young_are_not_taken().kept


@pytest.mark.sabotage("B2", "every_lead_agreed")
def test_a_lead_without_a_consent_is_noticed(world, aurora):
    scene.publish(world.theirs)
    for launch in (aurora, world.theirs):
        scene.post(launch, email="sam@example.org")
    assert every_lead_agreed().kept
    assert every_lead_agreed().looked == 2
    consent = Consent.objects.get(launch=aurora.pk)
    consents.withdraw(consent, "my data")
    assert every_lead_agreed().kept
    consent.delete()
    assert not every_lead_agreed().kept


@pytest.mark.sabotage("B5", "told_of_rights")
def test_a_lead_who_was_not_told_is_found(aurora):
    scene.post(aurora)
    result = told_of_rights()
    assert result.kept and result.looked == 1
    Outbox.objects.all().delete()
    assert not told_of_rights().kept


def test_a_letter_about_another_launch_tells_nobody_of_this_one(world):
    world.launch.double_opt_in = True
    world.launch.save()
    for launch in (world.launch, world.theirs):
        scene.publish(launch)
        scene.post(launch)
    assert told_of_rights().kept and told_of_rights().looked == 2
    Outbox.objects.filter(message=RightsNotice.name).delete()
    assert not told_of_rights().kept
