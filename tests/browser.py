"""Fixtures for tests that need the whole product running, and a browser. A plugin: conftest.py names it.

`live` is one installation a test process (so that parallel workers never meet): `smartbooth serve` with a var folder
and a port of its own. `browser` is Chromium, opened for a file. `person()` opens a profile of its own: another person.
"""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from smartbooth.cli import server

CHROMIUM = "/usr/bin/chromium"
ARGUMENTS = [
    "--no-sandbox", "--disable-quic", "--disable-background-networking", "--disable-component-update",
    "--disable-sync", "--no-first-run", "--disable-gpu",
]  # fmt: skip
# Headless Chromium says that it is headless, and so a robot: these visitors are people.
AGENT = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36"
WAIT = 30_000  # milliseconds; two workers and their servers may share two busy processors


@dataclass(frozen=True)
class Live:
    """A running installation."""

    port: int
    var: Path
    environment: dict[str, str]

    @property
    def studio(self) -> str:
        return f"http://localhost:{self.port}"

    def url(self, slug: str) -> str:
        """The address of a launch's page."""
        return f"http://{slug}.localhost:{self.port}/"

    def run(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """`smartbooth <arguments>` on this installation."""
        command = [sys.executable, "-m", "smartbooth", *arguments]
        return subprocess.run(
            command, env=self.environment, capture_output=True, text=True, check=False, timeout=120
        )


@pytest.fixture(scope="session")
def live(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Live]:
    var = tmp_path_factory.mktemp("live")
    port = server.free_port()
    own = {"SMARTBOOTH_VAR": str(var), "SMARTBOOTH_PORT": str(port), "SMARTBOOTH_REPLAY_TOKEN": "replay-in-tests"}
    with server.running(port, var / "serve.log", own):
        yield Live(port, var, {**os.environ, **own})


@pytest.fixture(scope="module")
def browser():
    """Chromium, for one file: while it is open an event loop runs in this thread, where other files' asyncio.run
    would refuse to start another."""
    from playwright.sync_api import expect, sync_playwright

    expect.set_options(timeout=WAIT)
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield chromium
        chromium.close()


@pytest.fixture
def person(browser) -> Iterator[Callable[..., object]]:
    """`person(width=360, locale="fr-FR", …)`: a page in a fresh profile. Errors of its scripts fail the test."""
    contexts, broken = [], []

    def open_page(width: int = 1440, height: int = 900, **options):
        options.setdefault("user_agent", AGENT)
        context = browser.new_context(viewport={"width": width, "height": height}, **options)
        context.set_default_timeout(WAIT)
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: broken.append(f"{page.url}: {error}"))
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert not broken
