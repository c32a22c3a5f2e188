"""Make the pictures of the documentation from the demonstration: `make pictures`. Needs Chromium.

Each is a real screen of a fresh installation, at twice the pixels, as WebP.
"""

import io
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from PIL import Image
from playwright.sync_api import Page, sync_playwright

from smartbooth.cli import server
from smartbooth.cli.demo import NAME, PASSWORD

ROOT = Path(__file__).parents[1]
TARGET = ROOT / "docs" / "pictures"
CHROMIUM = "/usr/bin/chromium"
WIDE = {"width": 1280, "height": 860}
CARD = {"width": 960, "height": 1200}
LIMIT = 200 * 1024  # bytes: a README opens on a train too


def keep(page: Page, name: str, part: str = "") -> None:
    """The window, or the element that the selector `part` names."""
    raw = Image.open(io.BytesIO(page.locator(part).screenshot() if part else page.screenshot()))
    path = TARGET / f"{name}.webp"
    raw.resize((raw.width * 3 // 4, raw.height * 3 // 4), Image.Resampling.LANCZOS).save(
        path, quality=80, method=6
    )
    size = path.stat().st_size
    print(f"{path.name}: {size // 1024} KB")
    assert size < LIMIT, f"{path.name} is too heavy"


def sign_in(page: Page, base: str) -> None:
    page.goto(f"{base}/accounts/login/")
    page.fill("[name=login]", NAME)
    page.fill("[name=password]", PASSWORD)
    page.click("main form button.primary")
    page.wait_for_url("**/launches/**")


def take(page: Page, base: str) -> None:
    sign_in(page, base)
    page.goto(f"{base}/launches/")
    page.click("main a:has-text('Evening lamp')")
    page.wait_for_load_state("networkidle")
    keep(page, "results")
    launch = page.url.split("/launches/")[1].split("/")[0]
    page.goto(f"{base}/launches/{launch}/page/b/")
    page.wait_for_selector("[data-editor][data-ready]")
    page.click(".block-list [data-open] >> nth=0")
    page.wait_for_selector(".settings [name=headline]")
    page.wait_for_load_state("networkidle")
    keep(page, "editor")


def take_states(page: Page, base: str, launches: dict[str, str]) -> None:
    """What a test's answer looks like in each of its five states."""
    page.set_viewport_size(CARD)
    for state, launch in launches.items():
        page.goto(f"{base}/launches/{launch}/results/")
        page.wait_for_load_state("networkidle")
        assert page.locator("#answer").is_visible(), state
        keep(page, f"verdict-{state}", "#answer")


def made_states(environment: dict[str, str]) -> dict[str, str]:
    """{state: launch}; see states.py."""
    run = "from scripts.states import main; main()"
    command = [sys.executable, "-m", "smartbooth", "manage", "shell", "-c", run]
    answer = subprocess.run(
        command, cwd=ROOT, env={**os.environ, **environment}, check=True, capture_output=True, text=True
    )
    launches: dict[str, str] = json.loads(answer.stdout.splitlines()[-1])
    return launches


def main() -> None:
    TARGET.mkdir(exist_ok=True)
    port = server.free_port()
    with tempfile.TemporaryDirectory(prefix="smartbooth-pictures-") as folder, sync_playwright() as playwright:
        own = {"SMARTBOOTH_VAR": folder}
        with server.running(port, Path(folder) / "serve.log", own, "--demo"):
            chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
            page = chromium.new_context(viewport=WIDE, device_scale_factor=2).new_page()
            page.set_default_timeout(60_000)
            take(page, f"http://localhost:{port}")
            take_states(page, f"http://localhost:{port}", made_states(own))
            chromium.close()


if __name__ == "__main__":
    main()
