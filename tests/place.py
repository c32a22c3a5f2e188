"""A var folder of the test process's own, before settings are read: pyproject.toml loads this first (`-p tests.place`).

A conftest.py comes too late: pytest-django has read the settings by then.
"""

import atexit
import os
import shutil
import tempfile

for name in [name for name in os.environ if name.startswith("SMARTBOOTH_")]:
    del os.environ[name]  # an installation's settings are none of the tests' business
os.environ["SMARTBOOTH_VAR"] = tempfile.mkdtemp(prefix="smartbooth-test-")
atexit.register(shutil.rmtree, os.environ["SMARTBOOTH_VAR"], ignore_errors=True)
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "1")  # Playwright's sync API runs a loop in the test's thread
