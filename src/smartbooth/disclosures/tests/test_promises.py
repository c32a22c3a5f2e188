"""Each check shows what it is for: green, then sabotaged, then red."""

import pytest

from smartbooth.core import clock
from smartbooth.disclosures import promises, seals, verify
from smartbooth.disclosures.models import Entry
from smartbooth.disclosures.tests.people import give, item, person
from smartbooth.disclosures.tests.rows import fill, sql, unguarded
from smartbooth.registry import bases
from smartbooth.registry.bases import Basis
from smartbooth.registry.purposes import Purpose
from smartbooth.registry.subjects import Subject

pytestmark = pytest.mark.django_db


@pytest.mark.sabotage("D1", "chain")
def test_chain():
    fill(5)
    result = promises.chain()
    assert (result.kept, result.looked) == (True, 5)
    unguarded()
    sql("UPDATE disclosures_entry SET recipient_name = 'Somebody else' WHERE seq = 3")
    result = promises.chain()
    assert not result.kept
    assert "3" in str(result.says)


@pytest.mark.parametrize("broken", [2, 6, 9])
@pytest.mark.sabotage("D1", "chain")
def test_a_long_chain_is_looked_at_by_parts(broken, monkeypatch):
    """Within some days every part; the newest each day."""
    monkeypatch.setattr(verify, "ENOUGH", 4)
    for day in range(3):
        with clock.at(clock.hour_start(496_000 + 24 * day)):
            seals.daily()
            fill(3, start=3 * day)
    assert promises.chain().kept
    assert promises.chain().looked < 9
    unguarded()
    sql("UPDATE disclosures_entry SET how = 'csv' WHERE seq = %s", broken)
    red = []
    for day in (20_000, 20_001):
        monkeypatch.setattr(verify.clock, "day", lambda day=day: day)
        red.append(not promises.chain().kept)
    assert any(red)
    assert all(red) or broken < 7


@pytest.mark.sabotage("D1", "grounded")
def test_grounded(world, monkeypatch):
    ada = person("ada@example.org", world.workspace)
    give([item(ada)], world.workspace)
    result = promises.grounded()
    assert (result.kept, result.looked) == (True, 1)
    # someone lets the door take any ground
    monkeypatch.setitem(bases._BASES, (Purpose.SERVICE, Subject.LEAD), Basis.OPT_OUT)
    give([item(ada)], world.workspace, ground=Basis.OPT_OUT)
    monkeypatch.undo()
    result = promises.grounded()
    assert not result.kept
    assert "opt-out" in str(result.says)


@pytest.mark.parametrize(
    "changes", [{"kinds": ""}, {"kinds": "user.shoe_size"}, {"purpose": "curiosity"}, {"recipient_name": ""}]
)
@pytest.mark.sabotage("D1", "grounded")
def test_a_row_that_does_not_say_enough(changes):
    fill(2)
    assert promises.grounded().kept
    unguarded()
    Entry.objects.filter(seq=2).update(**changes)
    assert not promises.grounded().kept
