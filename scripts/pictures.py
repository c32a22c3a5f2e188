"""Make the pictures of the documentation from the demonstration: `make pictures`. Needs Chromium.

Each is a real screen of a fresh installation, at twice the pixels, as WebP.
"""

import io
import tempfile
from pathlib import Path

from PIL import Image
from playwright.sync_api import Page, sync_playwright

from smartbooth.cli import server
from smartbooth.cli.demo import NAME, PASSWORD

TARGET = Path(__file__).parents[1] / "docs" / "pictures"
CHROMIUM = "/usr/bin/chromium"
WIDE = {"width": 1280, "height": 860}
LIMIT = 200 * 1024  # bytes: a README opens on a train too


def keep(page: Page, name: str) -> None:
    raw = Image.open(io.BytesIO(page.screenshot()))
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
            chromium.close()


if __name__ == "__main__":
    main()
