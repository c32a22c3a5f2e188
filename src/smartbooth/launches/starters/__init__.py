"""Six starting pages, each in English and in French."""

from smartbooth.launches.starters.base import Starter

STARTERS: dict[str, Starter] = {}

__all__ = ["STARTERS", "Starter"]
