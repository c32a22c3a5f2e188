"""Shared by all tests: a private var folder, fast passwords, and the little world."""

import atexit
import os
import shutil
import tempfile

import pytest

os.environ["SMARTBOOTH_VAR"] = tempfile.mkdtemp(prefix="smartbooth-test-")
atexit.register(shutil.rmtree, os.environ["SMARTBOOTH_VAR"], ignore_errors=True)
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "1")  # Playwright's sync API runs a loop in the test's thread

pytest_plugins = ["tests.browser"]


@pytest.fixture(autouse=True)
def _quick_passwords(settings):
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture
def world(db):
    from tests.world import build

    return build()
