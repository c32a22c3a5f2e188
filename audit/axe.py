"""axe on a page as people have it: a phone and a desktop, by day and by night; and that it does not scroll sideways."""

from __future__ import annotations

from pathlib import Path
from typing import Any

SOURCE = Path(__file__).parents[1] / "node_modules" / "axe-core" / "axe.min.js"
WIDTHS = (360, 1440)
SCHEMES = ("light", "dark")
RUN = "() => axe.run(document, {resultTypes: ['violations']}).then(found => found.violations)"


def violations(browser: Any, url: str) -> list[str]:
    """What is wrong, one sentence each; empty when nothing is."""
    found: list[str] = []
    for width in WIDTHS:
        for scheme in SCHEMES:
            context = browser.new_context(viewport={"width": width, "height": 800}, color_scheme=scheme)
            page = context.new_page()
            said: list[str] = []
            page.on(
                "console",
                lambda message, said=said: said.append(message.text) if message.type == "error" else None,
            )
            page.on("pageerror", lambda error, said=said: said.append(str(error)))
            page.goto(url, wait_until="load")
            where = f"{width} px, {scheme}"
            found += [f"{where}: {text}" for text in said]
            if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
                found.append(f"{where}: scrolls sideways")
            page.evaluate(SOURCE.read_text())
            found += [_told(where, violation) for violation in page.evaluate(RUN)]
            context.close()
    return found


def _hear(said: list[str], message: Any) -> None:
    """Keep errors of the page's scripts and of the browser (policy violations among them)."""
    if getattr(message, "type", "error") == "error":
        said.append(getattr(message, "text", str(message)))


def _told(where: str, violation: dict[str, Any]) -> str:
    nodes = ", ".join(" ".join(node["target"]) for node in violation["nodes"][:3])
    return f"{where}: {violation['id']}: {violation['help']} ({nodes})"
