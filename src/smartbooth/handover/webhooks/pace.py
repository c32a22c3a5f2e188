"""When to try again."""

from __future__ import annotations

import random
from datetime import datetime, timedelta

from django.conf import settings

FIRST = 30.0  # seconds after the first failure
MOST = 3600.0  # a server that is up again hears from us within the hour
JITTER = 0.2  # so that what failed together does not come back together
ASKED_MOST = 86400.0  # seconds: what Retry-After may ask for


def pause(failures: int, asked: float | None = None, chance: random.Random | None = None) -> timedelta:
    """How long to wait after the `failures`-th failure in a row (from 1); `asked`: what Retry-After said, honoured
    up to a day."""
    chance = chance or random.Random()  # noqa: S311 - spreads load, protects nothing
    usual = min(MOST, FIRST * 2 ** min(failures - 1, 20))
    wait = usual * (1 + chance.uniform(-JITTER, JITTER))
    return timedelta(seconds=max(wait, min(asked or 0.0, ASKED_MOST)))


def over(queued_at: datetime, now: datetime) -> bool:
    """Whether a message has been tried for long enough."""
    return now - queued_at >= timedelta(days=settings.WEBHOOK_DAYS)
