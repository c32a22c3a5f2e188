"""Telling a hub (WebSub, W3C Recommendation of 2018) that a feed changed, so that readers hear of it in seconds.
Optional: without WEBSUB_HUB nothing is told to anybody. The hub learns the feed's public address and no more.

Any room with a public feed may `ping`; the worker tells the hub, and tries again, later each time, for a day.
"""

from __future__ import annotations

import logging
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import datetime, timedelta
from functools import cache
from urllib.parse import urlencode

import httpcore
from django.conf import settings
from django.db.models import F

from smartbooth.core import clock
from smartbooth.registry.egress import egress
from smartbooth.updates.models import Ping

logger = logging.getLogger(__name__)

WAY = "websub"
GIVEN_UP = timedelta(days=1)
FIRST, LONGEST = 30, 3600  # seconds until the second try; doubled each time, up to this
SECONDS = 10  # for a connection, and for each wait of an answer
CLAIMED = timedelta(seconds=60)  # a try takes less; one whose worker died is tried again after it
AT_ONCE = 4  # tries under way: a hub that hangs holds no more


def ping(feed_url: str) -> None:
    """Have the hub told that the feed at `feed_url` changed. In the caller's transaction; does nothing without a hub.
    Asked again before the hub has heard, it is told once."""
    if not settings.WEBSUB_HUB:
        return
    now = clock.now()
    again = {"asked": F("asked") + 1, "asked_at": now, "tries": 0, "next_at": now}
    if not Ping.objects.filter(topic=feed_url).update(**again):
        Ping.objects.get_or_create(topic=feed_url, defaults={"asked_at": now, "next_at": now})


def forget(beginning: str) -> None:
    """Tell the hub nothing more of feeds whose addresses begin so."""
    Ping.objects.filter(topic__startswith=beginning).delete()


class Herald:
    """The worker's: its tries under way, by row and by how often it had been asked."""

    def __init__(self) -> None:
        self.pool = ThreadPoolExecutor(AT_ONCE, thread_name_prefix="websub")
        self.under_way: dict[tuple[int, int], Future[bool]] = {}

    def round(self) -> int:
        """Note what came back, begin what is due; how many. Waits for nobody."""
        return self.harvest() + self.begin()

    def harvest(self) -> int:
        done = [key for key, future in self.under_way.items() if future.done()]
        for key in done:
            pk, asked = key
            if self.under_way.pop(key).result():
                Ping.objects.filter(pk=pk, asked=asked).delete()  # not, where it changed again meanwhile
            else:
                _later(pk, asked, clock.now())
        return len(done)

    def begin(self) -> int:
        now, begun = clock.now(), 0
        if not settings.WEBSUB_HUB:
            return 0
        due = Ping.objects.filter(next_at__lte=now).order_by("next_at")[: AT_ONCE - len(self.under_way)]
        for one in due:
            mine = Ping.objects.filter(pk=one.pk, asked=one.asked, next_at=one.next_at)
            if mine.update(next_at=now + CLAIMED):
                self.under_way[one.pk, one.asked] = self.pool.submit(tell, settings.WEBSUB_HUB, one.topic)
                begun += 1
        return begun


def _later(pk: int, asked: int, now: datetime) -> None:
    one = Ping.objects.filter(pk=pk, asked=asked).first()
    if one is None:
        return
    if now - one.asked_at > GIVEN_UP:
        logger.warning("The hub did not take a feed's change for a day: given up")
        one.delete()
        return
    pause = timedelta(seconds=min(LONGEST, FIRST * 2 ** min(one.tries, 10)))
    Ping.objects.filter(pk=pk, asked=asked).update(tries=one.tries + 1, next_at=now + pause)


def tell(hub: str, topic: str) -> bool:
    """One POST, in a thread without a database; whether the hub took it (any 2xx)."""
    body = urlencode({"hub.mode": "publish", "hub.url": topic}).encode()
    waits = dict.fromkeys(("connect", "read", "write", "pool"), SECONDS)
    try:
        with egress(WAY):
            answer = httpcore.request(
                "POST", hub, content=body, extensions={"timeout": waits},
                headers={"content-type": "application/x-www-form-urlencoded", "content-length": str(len(body))},
            )  # fmt: skip
    except (httpcore.NetworkError, httpcore.ProtocolError, httpcore.TimeoutException):
        return False
    return 200 <= answer.status < 300


@cache
def herald() -> Herald:
    return Herald()


def round() -> int:
    """The worker's duty."""
    return herald().round()
