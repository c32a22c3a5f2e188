"""Six starting pages with six characters, each in English and in French."""

from smartbooth.launches.starters.app import APP
from smartbooth.launches.starters.base import Starter
from smartbooth.launches.starters.book import BOOK
from smartbooth.launches.starters.cause import CAUSE
from smartbooth.launches.starters.event import EVENT
from smartbooth.launches.starters.product import PRODUCT
from smartbooth.launches.starters.soon import SOON

STARTERS: dict[str, Starter] = {starter.key: starter for starter in (SOON, PRODUCT, EVENT, APP, BOOK, CAUSE)}

__all__ = ["STARTERS", "Starter"]
