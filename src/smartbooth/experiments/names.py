"""What the stored short names are called on the page."""

from __future__ import annotations

from decimal import Decimal
from functools import cache
from pathlib import Path

from django.utils.formats import number_format
from django.utils.functional import Promise
from django.utils.translation import get_language, pgettext, pgettext_lazy
from django.utils.translation import gettext_lazy as lazy

HEADINGS: dict[str, str | Promise] = {
    "variant": lazy("Version"),
    "source": lazy("Source"),
    "campaign": lazy("Campaign"),
    "country": lazy("Country"),
    "device": lazy("Device"),
}
SPECIAL: dict[tuple[str, str], str | Promise] = {
    ("source", "direct"): lazy("Direct, or not told"),
    ("source", "-"): pgettext_lazy("a source", "Not known"),  # a browser that keeps no cookie
    ("source", "other"): lazy("All other sites"),
    ("campaign", "-"): lazy("No campaign"),
    ("campaign", "other"): lazy("All other campaigns"),
    ("country", "ZZ"): lazy("Unknown country"),
    ("device", "p"): lazy("Phone"),
    ("device", "t"): lazy("Tablet"),
    ("device", "d"): lazy("Computer"),
    ("device", "-"): lazy("Unknown device"),
}
# How sites spell themselves (edge/origins.py has the short names); all others stand as they are.
SITES = {
    "google": "Google", "bing": "Bing", "duckduckgo": "DuckDuckGo", "ecosia": "Ecosia", "qwant": "Qwant",
    "yahoo": "Yahoo", "yandex": "Yandex", "baidu": "Baidu", "startpage": "Startpage",
    "facebook": "Facebook", "instagram": "Instagram",
    "threads": "Threads", "x": "X", "linkedin": "LinkedIn", "pinterest": "Pinterest", "reddit": "Reddit",
    "tiktok": "TikTok", "youtube": "YouTube", "whatsapp": "WhatsApp", "snapchat": "Snapchat", "bluesky": "Bluesky",
    "mastodon": "Mastodon", "discord": "Discord", "telegram": "Telegram", "github": "GitHub", "gmail": "Gmail",
    "producthunt": "Product Hunt", "medium": "Medium", "substack": "Substack", "chatgpt": "ChatGPT",
    "perplexity": "Perplexity", "kickstarter": "Kickstarter", "ulule": "Ulule", "hackernews": "Hacker News",
    "outlook": "Outlook", "gemini": "Gemini",
}  # fmt: skip


@cache
def countries() -> dict[str, tuple[str, str]]:
    """{ISO 3166-1 alpha-2: (English, French)}."""
    lines = (Path(__file__).parent / "countries.txt").read_text("utf-8").splitlines()
    rows = (line.split("|") for line in lines if line and not line.startswith("#"))
    return {code: (english, french) for code, english, french in rows}


def name(dimension: str, value: str) -> str:
    """The value as people say it: "France", "Phone"; a source's or campaign's name as it is."""
    if (dimension, value) in SPECIAL:
        return str(SPECIAL[dimension, value])
    if dimension == "country" and value in countries():
        return countries()[value][(get_language() or "en").startswith("fr")]
    if dimension == "source":
        return SITES.get(value, value)
    return value.upper() if dimension == "variant" else value


def count(number: float) -> str:
    """ "12,345" or "12 345"."""
    return number_format(round(number), use_l10n=True, force_grouping=True)


def decimal(number: float, decimals: int) -> str:
    """ "3.4" or "3,4"."""
    return number_format(
        Decimal(f"{number:.{decimals}f}"), decimal_pos=decimals, use_l10n=True, force_grouping=True
    )


def percent(share: float | None) -> str:
    """A rate with as many decimals as it is worth: "0.42%", "3.2%", "31%"; a dash for none."""
    if share is None:
        return "–"
    return percentage(share, 0 if share in (0, 1) or share >= 0.1995 else 1 if share >= 0.00995 else 2)


def axis_percent(share: float) -> str:
    """A rate at a tick: no more decimals than needed."""
    written = f"{share * 100:.4f}".rstrip("0").rstrip(".")
    return percentage(share, len(written.partition(".")[2]))


def percentage(share: float, decimals: int) -> str:
    """A fraction with so many decimals: "3.20%"."""
    rounded = Decimal(f"{share * 100:.{decimals}f}")  # number_format would cut, not round
    return pgettext("a percentage", "%s%%") % number_format(rounded, decimal_pos=decimals, use_l10n=True)
