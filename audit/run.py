"""`make audit`: a table of every template in both languages; exits 1 when one misses 100/100/100/100 or axe objects.

`python -m audit.run soon book` looks at some of them only.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright
from rich.console import Console
from rich.table import Table

from audit import axe, lighthouse
from smartbooth.cli import server
from tests.browser import ARGUMENTS, CHROMIUM

BUDGET = 14 * 1024  # bytes of a page without pictures, headers included
HEADS = ("template", "", "performance", "accessibility", "practices", "SEO", "axe", "bytes")


def main(names: list[str]) -> int:
    console = Console()
    with tempfile.TemporaryDirectory(prefix="smartbooth-audit-") as folder:
        port = server.free_port()
        own = {"SMARTBOOTH_VAR": folder, "SMARTBOOTH_PORT": str(port), "SMARTBOOTH_PUBLIC_PORT": f":{port}"}
        pages = [page for page in _prepared(own) if not names or page[0] in names]
        with server.running(port, Path(folder) / "serve.log", own), sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
            table, wrong = _judged(console, browser, pages)
            browser.close()
    console.print(table)
    for line in wrong:
        console.print(f"  {line}", markup=False, highlight=False)
    console.print(f"\n{len(wrong)} to mend." if wrong else "\nAll full marks, no violation.")
    return 1 if wrong or not pages else 0


def _judged(console: Console, browser: Browser, pages: list[list[str]]) -> tuple[Table, list[str]]:
    table = Table(*HEADS, box=None, pad_edge=False)
    wrong: list[str] = []
    for starter, language, url in pages:
        console.print(f"  {starter} {language}")
        scores = lighthouse.measure(url)
        objections = [
            f"{path or 'page'}: {text}"
            for path in ("", "thanks", "uncounted")
            for text in axe.violations(browser, f"{url}{path}")
        ]
        figures = [*map(str, scores.values), str(len(objections)), f"{scores.bytes:,}"]
        table.add_row(starter, language, *figures)
        if not scores.full:
            wrong += [f"{starter} {language}: {text}" for text in scores.lost or ("below 100",)]
        if scores.bytes > BUDGET:
            wrong.append(f"{starter} {language}: {scores.bytes:,} bytes, more than {BUDGET:,}")
        wrong += [f"{starter} {language}: {text}" for text in objections]
    return table, wrong


def _prepared(own: dict[str, str]) -> list[list[str]]:
    ran = subprocess.run(
        [sys.executable, "-m", "audit.prepare"],
        env={**os.environ, **own},
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    found: list[list[str]] = json.loads(ran.stdout.splitlines()[-1])
    return found


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
