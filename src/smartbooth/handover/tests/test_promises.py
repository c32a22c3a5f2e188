"""Each check shows what it is for: green, then sabotaged, then red."""

import pytest

from smartbooth.accounts.tenancy import everywhere
from smartbooth.core import clock
from smartbooth.disclosures.tests.rows import sql, unguarded
from smartbooth.handover import list as owners_list
from smartbooth.handover import promises
from smartbooth.handover.tests.handed import lead
from smartbooth.leads.models import Lead

pytestmark = pytest.mark.django_db


@pytest.mark.sabotage("D1", "handed")
def test_handed(world, monkeypatch):
    lead(world.launch)
    result = promises.handed()
    assert (result.kept, result.looked) == (True, 1)
    # the hand-over marks the lead and goes round the door
    monkeypatch.setattr(owners_list, "disclose", lambda items, **_how: items)
    lead(world.launch, "kim@example.org", "Kim")
    with everywhere():
        assert Lead.objects.filter(handed_at__isnull=False).count() == 2
    assert not promises.handed().kept


@pytest.mark.sabotage("D1", "handed")
def test_handed_to_another(world):
    """A row that names somebody else is not this lead's."""
    lead(world.launch)
    unguarded()
    sql("UPDATE disclosures_entry SET recipient = %s", world.elsewhere.pk)
    assert not promises.handed().kept


@pytest.mark.sabotage("D1", "handed")
def test_shown_without_being_given(world):
    """Somebody marks leads as handed over by hand."""
    one = lead(world.launch)
    with everywhere():
        Lead.objects.filter(pk=one.pk).update(handed_at=None)
    assert promises.handed().kept
    unguarded()
    sql("DELETE FROM disclosures_entry")
    assert promises.handed().kept
    with everywhere():
        Lead.objects.filter(pk=one.pk).update(handed_at=clock.now())
    assert not promises.handed().kept
