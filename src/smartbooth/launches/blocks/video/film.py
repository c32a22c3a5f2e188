"""What may be played: YouTube and Vimeo through their players that set no cookie before playing, or a file."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import parse_qs, urlsplit

YOUTUBE = {"youtube.com", "www.youtube.com", "m.youtube.com", "youtu.be", "www.youtube-nocookie.com"}
VIMEO = {"vimeo.com", "www.vimeo.com", "player.vimeo.com"}
YOUTUBE_ID = re.compile(r"[A-Za-z0-9_-]{11}")
VIMEO_ID = re.compile(r"[0-9]{4,14}")
FILE = re.compile(r"\.(mp4|webm)$", re.IGNORECASE)


@dataclass(frozen=True)
class Film:
    provider: str  # whom the visitor's browser will ask, as people know it
    embed: str  # what is loaded after the click
    page: str  # what a link leads to, without JavaScript
    origin: str
    directive: str  # the CSP directive that has to allow the origin: "frame-src" or "media-src"

    @property
    def is_file(self) -> bool:
        return self.directive == "media-src"


def film(url: str) -> Film | None:
    """The film at `url`, or None where it is none of the kinds we play."""
    try:
        parts = urlsplit(url)
        host = (parts.hostname or "").lower()
    except ValueError:
        return None
    steps = [step for step in parts.path.split("/") if step]
    if host in YOUTUBE:
        queried = parse_qs(parts.query).get("v", [""])[0]
        key = queried if steps[:1] == ["watch"] else steps[-1] if steps else ""
        return _youtube(key) if YOUTUBE_ID.fullmatch(key) else None
    if host in VIMEO:
        key = next((step for step in steps if VIMEO_ID.fullmatch(step)), "")
        return _vimeo(key) if key else None
    if parts.scheme == "https" and host and FILE.search(parts.path):
        return Film(host, url, url, f"https://{parts.netloc}", "media-src")
    return None


def _youtube(key: str) -> Film:
    origin = "https://www.youtube-nocookie.com"
    return Film(
        "YouTube",
        f"{origin}/embed/{key}?autoplay=1&rel=0",
        f"https://www.youtube.com/watch?v={key}",
        origin,
        "frame-src",
    )


def _vimeo(key: str) -> Film:
    origin = "https://player.vimeo.com"
    return Film("Vimeo", f"{origin}/video/{key}?autoplay=1&dnt=1", f"https://vimeo.com/{key}", origin, "frame-src")
