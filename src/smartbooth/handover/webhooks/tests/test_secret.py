"""An endpoint's secret outlives the master key it was made under."""

import pytest

from smartbooth.core import keyed
from smartbooth.handover.webhooks import secret
from smartbooth.people import cipher, ring, rotation

pytestmark = pytest.mark.django_db


def test_it_survives_a_change_of_the_master_key(endpoint, settings):
    known, old = secret.show(endpoint), settings.MASTER_KEY
    settings.MASTER_KEY = b"\x5a" * 32
    rotation.new_master(old)
    endpoint.refresh_from_db()
    assert secret.show(endpoint) == known
    assert keyed.key("handover/webhooks") != ring.key_for("handover/webhooks")
    secret.rotate(endpoint)
    endpoint.refresh_from_db()
    assert secret.overlaps(endpoint)


def test_it_opens_at_its_own_endpoint_alone(endpoint):
    endpoint.pk = "another000"
    with pytest.raises(cipher.Unreadable):
        secret.show(endpoint)
