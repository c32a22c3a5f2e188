"""What acts on a test lock: the launch first, then what is of it, and nothing that another launch needs.

SQLite locks the whole file and knows no FOR UPDATE; here it writes what PostgreSQL would do as a remark.
"""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from smartbooth.accounts.tenancy import within
from smartbooth.core import clock
from smartbooth.experiments.models import Round
from smartbooth.experiments.rounds import restart, send, watch
from smartbooth.experiments.rounds.options import choose
from smartbooth.experiments.tests.rounds import SHAPE, asked
from smartbooth.experiments.tests.seeds import NOW, publish
from smartbooth.launches.models import Split
from smartbooth.launches.publish import split, unpublish
from tests.world import launch as made

pytestmark = pytest.mark.django_db
OF_A_LAUNCH = {"launches_launch", "experiments_round", "launches_variant"}


@pytest.fixture
def test(world, monkeypatch):
    """A test under way, inside its workspace, at NOW."""
    for feature in ("has_select_for_update", "has_select_for_update_of", "has_select_for_no_key_update"):
        monkeypatch.setattr(connection.features, feature, True)
    monkeypatch.setattr(
        connection.ops,
        "for_update_sql",
        lambda nowait, skip_locked, of, no_key: f"/* {'row' if no_key else 'key'} {' '.join(of)} */",
    )
    with clock.at(NOW), within(world.workspace):
        three = made(world.workspace, "Three", "three", "abc")
        publish(three)
        yield asked(three, {**SHAPE["winner"], "c": SHAPE["winner"]["a"]}, by_itself=True)


def locked(act) -> list[str]:
    """The tables that `act` locks rows of with FOR UPDATE, in order; those joined too, unless `of` names one."""
    with CaptureQueriesContext(
        connection,
    ) as queries:
        act()
    found = []
    for sql in (one["sql"] for one in queries):
        mark = re.search(r"/\* (row|key) (.*?) ?\*/", sql)
        if mark:
            strength, of = mark.groups()
            tables = re.findall(r'(?:FROM|JOIN) "(\w+)"', sql)
            tables = tables[:1] if of else tables
            assert strength == "row" or "launches_launch" not in tables, "who points at the launch would wait"
            found += tables
    return found


def acts(test, client):
    address = f"/launches/{test.launch_id}/variants/c/"
    return {
        "weigh": lambda: split.weigh(test.launch, {"a": 2}, Split.OWNER),
        "retire": lambda: client.post(address + "retirement"),
        "undo": lambda: client.post(address + "removal?back=1"),
        "choose": lambda: choose(test, by_itself=True, adaptive=False, keep_back=0),
        "look": lambda: watch.consider(test),
        "take back": lambda: send.take_back(Round.objects.get(pk=test.pk)),
        "stop": lambda: send.stop(test),
        "restart": lambda: restart.restart(test.launch, ["a", "b"], {}),
        "undo the restart": lambda: restart.take_back(Round.objects.latest("number")),
        "down": lambda: unpublish(test.launch),
    }


def test_the_launch_is_locked_first_and_no_workspace_ever(test, world, client):
    client.force_login(world.owner)
    for name, act in acts(test, client).items():
        order = locked(act)
        assert order[:1] == ["launches_launch"] and set(order) <= OF_A_LAUNCH, (name, order)
