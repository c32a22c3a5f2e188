"""Shared by all tests: fast passwords, and the little world. The var folder is tests/place.py's."""

import pytest
from hypothesis import settings as hypothesis_settings

# A busy machine is no failure: nothing here is timed.
hypothesis_settings.register_profile("untimed", deadline=None)
hypothesis_settings.load_profile("untimed")

pytest_plugins = ["tests.browser"]

WITH_DATABASE = {"db", "transactional_db", "live_server"}  # fixtures


def pytest_collection_modifyitems(items):
    """Whoever uses the database uses both: the main one and the key store."""
    for item in items:
        marker = item.get_closest_marker("django_db")
        if marker or WITH_DATABASE & set(getattr(item, "fixturenames", ())):
            arguments, more = (marker.args, marker.kwargs) if marker else ((), {})
            item.add_marker(pytest.mark.django_db(*arguments, **{**more, "databases": "__all__"}), append=False)


@pytest.fixture(autouse=True)
def _quick_passwords(settings):
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture(autouse=True)
def _only_declared_cookies(monkeypatch):
    """Whatever test it is in: a cookie that no room declares fails it (promise G6)."""
    from django.http.response import HttpResponseBase

    from smartbooth.registry.cookies import declaration

    set_cookie = HttpResponseBase.set_cookie

    def only_declared(self, key, *args, **kwargs):
        assert declaration(key), f"The cookie {key!r} is set and declared by no room's cookies.py."
        return set_cookie(self, key, *args, **kwargs)

    monkeypatch.setattr(HttpResponseBase, "set_cookie", only_declared)


@pytest.fixture(autouse=True)
def _fresh_limits():
    """Rate limits live in the cache: no test meets those another one used up."""
    from django.core.cache import cache

    cache.clear()


@pytest.fixture(autouse=True)
def _fresh_ring():
    """The key ring is remembered by the process, and each test's key store has another."""
    from smartbooth.people import ring

    ring.clear()


@pytest.fixture(autouse=True)
def _guard_goes(monkeypatch):
    """A worker that a test runs guards the process for good (promise D2): the next test begins without."""
    from smartbooth.registry import egress

    monkeypatch.setattr(egress, "_armed", egress._armed)


@pytest.fixture(autouse=True)
def _english():
    """A request leaves its language in the thread: no test begins in the one before's."""
    from django.utils import translation

    translation.activate("en")


@pytest.fixture(autouse=True, scope="session")
def _swift_pages():
    """Pages published in tests are compressed as annexes are: the best takes ten times as long, a tenth of all."""
    from smartbooth.launches.compile.compress import compress

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(compress, "__defaults__", (True,))
        yield


@pytest.fixture(autouse=True, scope="session")
def _ledger_lets_go():
    """After a test with transactions of its own every table is emptied: the ledger's rows before the others, since
    its guard lets go of them only where the head says so."""
    from django.db.models import F
    from django.test import TransactionTestCase

    from smartbooth.disclosures.models import Entry, Head

    teardown = TransactionTestCase._fixture_teardown

    def emptied(case):
        Head.objects.update(base_seq=F("seq"))
        Entry.objects.all().delete()
        teardown(case)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TransactionTestCase, "_fixture_teardown", emptied)
        yield


@pytest.fixture
def world(db):
    from tests.world import build

    return build()
