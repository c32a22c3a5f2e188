"""A page's one style sheet and, where a block needs it, its one script; and what the head says of colours."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from functools import cache, lru_cache
from urllib.parse import quote

from django.conf import settings
from django.utils.html import escape

from smartbooth.launches import blocks, theme
from smartbooth.launches.compile import minify
from smartbooth.launches.compile.engine import BLOCKS, HERE

DEFAULT = {"paper": "#ffffff", "accent": "#1f4fd8", "accent-ink": "#ffffff"}


def sheet(
    choices: dict[str, object], kinds: list[str], colours: Iterable[str] = (), asks: bool = False, more: str = ""
) -> str:
    """The theme's tokens, what every page needs, then the blocks' own, each once, and `more`, minified. Remembered: a
    launch's many pages share one."""
    made = _sheet.__wrapped__ if settings.DEBUG else _sheet
    return made(json.dumps(choices, sort_keys=True), tuple(kinds), tuple(colours), asks, more)


@lru_cache(maxsize=32)
def _sheet(theme_as_json: str, kinds: tuple[str, ...], colours: tuple[str, ...], asks: bool, more: str) -> str:
    choices = json.loads(theme_as_json)
    parts = [theme.tokens(theme.parse(choices)), _file("page.css"), _file("shell.css")]
    if asks:
        parts.append(_file("remarketing.css"))
    parts += [_file(f"{kind}.style") for kind in kinds]
    parts.append(more)
    parts += [f".c-{colour.lstrip('#')}{{background:{colour}}}" for colour in colours]
    return minify.css("\n".join(parts))


def scripts(kinds: list[str], asks: bool = False) -> str:
    """The scripts of the blocks that cannot do without, as one module, and the question's; usually ""."""
    needed = [
        (blocks.KINDS[kind].folder() / "script.js").read_text() for kind in kinds if blocks.KINDS[kind].script
    ]
    if asks:
        needed.append(_file("remarketing.js"))
    return "\n".join(text.strip() for text in needed)


def token(css: str, name: str, dark: bool = False) -> str:
    """The value of the custom property `--name`, in light or in dark; "" when it is not set."""
    found = re.findall(rf"--{name}:\s*([^;}}]+)", css)
    if not found:
        return ""
    marker = css.find("prefers-color-scheme:dark")
    if dark and marker >= 0:
        later = re.search(rf"--{name}:\s*([^;}}]+)", css[marker:])
        return (later[1] if later else found[0]).strip()
    return str(found[0]).strip()


def paper(css: str) -> dict[str, str]:
    """The paper's colour in light and dark, for `theme-color`."""
    return {"light": token(css, "paper") or DEFAULT["paper"], "dark": token(css, "paper", dark=True)}


def icon(css: str, name: str) -> str:
    """A `data:` address: the name's initial on the accent colour, as SVG."""
    accent, ink = (token(css, part) or DEFAULT[part] for part in ("accent", "accent-ink"))
    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="7" '
        f'fill="{accent}"/><text x="16" y="23" font-family="Georgia,serif" font-size="20" text-anchor="middle" '
        f'fill="{ink}">{escape(name.strip()[:1].upper() or "·")}</text></svg>'
    )
    return "data:image/svg+xml," + quote(svg, safe=" =:/'<>\"".replace("<", "").replace(">", "").replace('"', ""))


@cache
def _cached(name: str) -> str:
    return _read(name)


def _file(name: str) -> str:
    return _read(name) if settings.DEBUG else _cached(name)


def _read(name: str) -> str:
    if name == "page.css":
        return (BLOCKS / name).read_text()
    if not name.endswith(".style"):
        return (HERE / name).read_text()
    path = blocks.KINDS[name.removesuffix(".style")].folder() / "style.css"
    return path.read_text() if path.exists() else ""
