"""A split that follows the results: what a hand sets beside it, and that nothing is announced where nothing changes."""

import pytest

from smartbooth.accounts.tenancy import within
from smartbooth.experiments.desk.tests.small import running, text, url
from smartbooth.experiments.models import Round
from smartbooth.experiments.tests.rounds import asked
from smartbooth.launches.models import Variant
from smartbooth.launches.studio.weights import PARTS, readable

pytestmark = pytest.mark.django_db
SAID = "The split follows the results of test 1: what you set here holds for one hour, then it follows them again."


def test_beside_the_shares_stands_who_sets_them(owner, world):
    running(world.launch)
    assert SAID not in text(owner.get(url("launches:settings", world.launch)))
    with within(world.workspace):
        Round.objects.update(adaptive=True)
    page = owner.get(url("launches:settings", world.launch))
    assert SAID in text(page) and url("tests", world.launch) + "#options" in page.content.decode()


def test_shares_that_stay_are_not_said_to_change(owner, world):
    asked(world.launch, {"a": [(40, 4)] * 6, "b": [(40, 4)] * 6})
    page = text(
        owner.post(url("test-options", world.launch, 1), {"adaptive": "on", "keep_back": "0"}, follow=True)
    )
    assert "They stay A 50%, B 50% for now." in page and "the shares change" not in page


def test_fine_weights_are_shown_in_whole_per_cents_and_saved_as_they_were(owner, world):
    with within(world.workspace):
        Variant.objects.filter(launch=world.launch, letter="a").update(weight=6667)
        Variant.objects.filter(launch=world.launch, letter="b").update(weight=3333)
    page = owner.get(url("launches:settings", world.launch)).content.decode()
    assert 'value="67"' in page and 'value="33"' in page and "6667" not in page
    owner.post(url("launches:shares", world.launch), {"weight_a": "67", "weight_b": "33"})
    with within(world.workspace):
        assert Variant.objects.get(launch=world.launch, letter="a").weight == 6667


@pytest.mark.parametrize(
    ("weights", "shown"),
    [
        ((1, 1), (1, 1)),
        ((0, 0), (0, 0)),
        ((5000, 5000, 5000), (34, 33, 33)),
        ((9999, 1), (99, 1)),
        ((10_000, 1, 1, 0), (98, 1, 1, 0)),
    ],
)
def test_per_cents_sum_to_a_hundred(weights, shown):
    found = readable(dict(zip("abcd", weights, strict=False)))
    assert tuple(found.values()) == shown
    assert max(weights) <= PARTS or sum(shown) == PARTS
