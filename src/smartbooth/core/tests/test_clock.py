from datetime import UTC, datetime

import pytest

from smartbooth.core import clock, ids, keyed


def test_stops_and_goes_on():
    moment = datetime(2026, 5, 3, 14, 30, tzinfo=UTC)
    before = clock.seconds()
    with clock.at(moment):
        assert clock.now() == moment
        assert clock.hour_start(clock.hour()) == datetime(2026, 5, 3, 14, tzinfo=UTC)
        assert clock.day() * 24 + 14 == clock.hour()
    assert clock.seconds() >= before


def test_goes_on_after_an_error():
    with pytest.raises(ValueError, match="inside"), clock.at(lambda: 0.0):
        assert clock.hour() == 0
        raise ValueError("inside")
    assert clock.hour() > 0


def test_ids_are_random_and_readable():
    made = {ids.token() for _ in range(1000)}
    assert len(made) == 1000
    assert all(len(one) == ids.LENGTH and set(one) <= set(ids.ALPHABET) for one in made)


def test_each_use_has_its_own_key(settings):
    assert keyed.key("a") != keyed.key("b") and len(keyed.key("a")) == 32
    before = keyed.digest("a", b"x")
    settings.MASTER_KEY = bytes(32)
    assert keyed.digest("a", b"x") != before
