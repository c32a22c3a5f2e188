"""Shared by all tests: fast passwords, and the little world. The var folder is tests/place.py's."""

import pytest

pytest_plugins = ["tests.browser"]


@pytest.fixture(autouse=True)
def _quick_passwords(settings):
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture(autouse=True)
def _fresh_limits():
    """Rate limits live in the cache: no test meets those another one used up."""
    from django.core.cache import cache

    cache.clear()


@pytest.fixture(autouse=True)
def _english():
    """A request leaves its language in the thread: no test begins in the one before's."""
    from django.utils import translation

    translation.activate("en")


@pytest.fixture
def world(db):
    from tests.world import build

    return build()
