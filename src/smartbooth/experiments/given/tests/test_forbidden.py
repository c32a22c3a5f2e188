"""Names may hold characters that XML forbids: the picture is drawn without them."""

from xml.etree.ElementTree import fromstring

import pytest

from smartbooth.accounts.tenancy import within
from smartbooth.experiments.given import png
from smartbooth.experiments.given.sheet import sheet
from smartbooth.experiments.given.standalone import INSIDE, standalone
from smartbooth.experiments.given.tests.scene import shown
from smartbooth.experiments.rounds.standing import standing

pytestmark = pytest.mark.django_db


def test_a_picture_of_a_name_with_control_characters(world):
    round_ = shown(world)
    round_.launch.name = "Au\x00ro\x0bra\x1f\ufffe\ud800 été 🚀"
    with within(world.workspace):
        drawn = standalone(sheet(standing(round_), [INSIDE]))
    assert "Aurora été 🚀" in "".join(fromstring(drawn).itertext())
    assert png.draw(drawn).startswith(b"\x89PNG")
