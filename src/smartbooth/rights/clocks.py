"""How long an answer may take, by law. Pure: moments in, moments out, all in UTC.

Where a law lets a limit move on to the next working day, or leaves out public holidays, it does not move here: the
stricter count is the one nobody has to argue about.
"""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

SATURDAY = 5


class Law(StrEnum):
    """Whose clock runs."""

    GDPR = "gdpr"  # also wherever we do not know where somebody lives
    CCPA = "ccpa"
    CCPA_OPT_OUT = "ccpa-opt-out"
    SHINE_THE_LIGHT = "shine-the-light"
    CHILD = "child"


@dataclass(frozen=True)
class Limits:
    """When to have acknowledged (None: the law asks for no receipt) and answered."""

    acknowledge_by: datetime | None
    due_by: datetime


def limits(law: Law, received: datetime) -> Limits:
    """- GDPR: Art. 12(3), one month from receipt.
    - CCPA: 11 CCR 7021, receipt confirmed in 10 business days, answered in 45 calendar days.
    - CCPA opt-out: 11 CCR 7026(f), 15 business days at the latest.
    - Shine the Light: California Civil Code 1798.83(b)(1)(C), 30 days at the designated address.
    - Child: promise C2, 72 hours.
    """
    if law is Law.CCPA:
        return Limits(business_days(received, 10), received + timedelta(days=45))
    if law is Law.CCPA_OPT_OUT:
        return Limits(None, business_days(received, 15))
    if law is Law.SHINE_THE_LIGHT:
        return Limits(None, received + timedelta(days=30))
    if law is Law.CHILD:
        return Limits(None, received + timedelta(hours=72))
    return Limits(None, months(received, 1))


def extended(law: Law, received: datetime) -> datetime | None:
    """The last moment after the one extension the law knows; None where it knows none.

    GDPR Art. 12(3): two further months. CCPA (11 CCR 7021(b)): 90 days in all.
    """
    if law is Law.GDPR:
        return months(received, 3)
    if law is Law.CCPA:
        return received + timedelta(days=90)
    return None


def months(moment: datetime, count: int) -> datetime:
    """The same day `count` months on, or that month's last day where it has no such day (Regulation 1182/71, Art.
    3(2)(c)); the same time of day."""
    year, month = divmod(moment.year * 12 + moment.month - 1 + count, 12)
    last = calendar.monthrange(year, month + 1)[1]
    return moment.replace(year=year, month=month + 1, day=min(moment.day, last))


def business_days(moment: datetime, count: int) -> datetime:
    """`count` working days on, the day itself not counted; Monday to Friday are working days."""
    while count:
        moment += timedelta(days=1)
        count -= moment.weekday() < SATURDAY
    return moment


def year_before(moment: datetime) -> tuple[datetime, datetime]:
    """The calendar year before `moment`'s: from its first moment, to the first moment no longer in it."""
    start = moment.replace(month=1, day=1, hour=0, minute=0, second=0, microsecond=0)
    return start.replace(year=start.year - 1), start
