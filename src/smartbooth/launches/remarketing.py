"""Google Ads remarketing on a launch's page (promises H1, H2): off unless the owner enters a tag, and then nothing of
it before the visitor agrees (Consent Mode v2, basic: no tag, no request, no cookie).

Here is all that the rest says of Google: the tag's form, the hosts a page may then ask, the links people get.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

# What Google Ads calls a conversion or tag id: "AW-" and the account's number.
TAG = re.compile(r"AW-[0-9]{6,16}")

LOADER = "https://www.googletagmanager.com"
ADS = "https://www.googleadservices.com"
LISTS = "https://googleads.g.doubleclick.net"
SEARCH = "https://www.google.com"
SYNDICATION = "https://pagead2.googlesyndication.com"
FRAMES = "https://td.doubleclick.net"
# By directive of the Content-Security-Policy, as Google lists them for Ads.
SOURCES: Mapping[str, tuple[str, ...]] = {
    "script-src": (LOADER, ADS, LISTS, SEARCH),
    "img-src": (LOADER, ADS, LISTS, SEARCH, SYNDICATION),
    "connect-src": (LOADER, ADS, LISTS, SEARCH, SYNDICATION),
    "frame-src": (LOADER, FRAMES),
}
HOSTS = frozenset(
    origin.removeprefix("https://") for origins in SOURCES.values() for origin in origins
)  # nobody else may be asked, with consent or without

SETTINGS = "https://adssettings.google.com/"  # Google's own preferences
OPT_OUT = "https://optout.networkadvertising.org/"  # and the way out of them altogether, Google's and others'


def tag(text: str) -> str:
    """The tag as Google writes it; "" for none. Raises ValueError for anything that is not one."""
    typed = "".join(text.split()).upper()
    if typed and not TAG.fullmatch(typed):
        raise ValueError(text)
    return typed
