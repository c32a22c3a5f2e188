"""Checks of promise B4: what can be stopped stays stopped, and what cannot is rare."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from django.db.models import Count, QuerySet
from django.utils.translation import gettext_lazy as _

from smartbooth.core import clock
from smartbooth.mail.budgets import YEAR
from smartbooth.mail.messages import PROMOTING, Kind, Message, messages
from smartbooth.mail.models import Outbox
from smartbooth.people import gate, past, suppression
from smartbooth.people.models import Person
from smartbooth.people.purpose import Use
from smartbooth.registry.promises import Result, check, says

MONTH = timedelta(days=30)
MOST = 20_000  # letters at a time, some two seconds; of more, another part is read each day
# A letter on its way to another server cannot be called back: this long after a stop it may still be noted as sent.
GRACE = timedelta(minutes=5)


class Sent(NamedTuple):
    message: str
    person: str
    at: datetime


@check("B4", _("No letter went to who had stopped such letters, and none that advertises without a ground"))
def stops_hold() -> Result:
    """Of 30 days, against the day on which somebody stopped it and the consents of then. Who was erased is nobody."""
    looked = 0
    for sent in parts(month().filter(message__in=[name for name, kind in messages().items() if kind.leaves])):
        looked += len(sent)
        for name in {one.message for one in sent}:
            kind, mine = messages()[name], [one for one in sent if one.message == name]
            if _after_a_stop(kind, mine):
                return Result(
                    False, says(_("“%(name)s” was sent to somebody who had stopped it."), name=name), looked
                )
            if kind.kind == Kind.MARKETING and without_ground(kind, mine):
                return Result(
                    False, says(_("“%(name)s” was sent to somebody without a ground."), name=name), looked
                )
    text = _("Letters of 30 days that can be stopped: %(count)d. Nobody who got one had stopped it.")
    return Result(True, says(text, count=looked), looked)


def _after_a_stop(kind: type[Message], sent: Sequence[Sent]) -> bool:
    known = {
        key: bytes(index)
        for key, index in Person.objects.filter(pk__in={one.person for one in sent}).values_list("pk", "index")
    }
    since = suppression.since(known.values(), kind.leaves)
    return any(one.person in known and since.get(known[one.person], one.at) < one.at - GRACE for one in sent)


def without_ground(kind: type[Message], sent: Sequence[Sent]) -> list[past.Moment]:
    """Those of `sent` that went to somebody who had not agreed, or had objected. Who was erased since is nobody."""
    living = set(Person.objects.filter(pk__in={one.person for one in sent}).values_list("pk", flat=True))
    moments = [(one.person, one.at) for one in sent if one.person in living]
    return past.without_ground(moments, Use(kind.purpose, kind.of), GRACE)


@check(
    "B4", _("Messages about the service are few: each has a yearly limit, nobody got more, and none advertises")
)
def few() -> Result:
    for name, kind in messages().items():
        if kind.kind == Kind.SERVICE and (kind.purpose in PROMOTING or kind.budget < 1):
            return Result(
                False, says(_("“%(name)s” cannot be stopped, and advertises or has no limit."), name=name), 0
            )
    limits = {name: kind.budget for name, kind in messages().items() if kind.budget}
    looked = 0
    for sent in parts(month().filter(message__in=limits)):
        looked += len(sent)
        over = _over({one.person for one in sent}, limits)
        if over:
            return Result(
                False, says(_("Somebody got more of “%(name)s” in a year than there may be."), name=over), looked
            )
    by_hand = month().filter(free=True).count()
    text = _(
        "Letters of 30 days: %(count)d, each within its reader’s year. Let go by an operator all the same: %(hand)d."
    )
    return Result(True, says(text, count=looked, hand=by_hand), looked)


def _over(persons: set[str], limits: dict[str, int]) -> str:
    """A message that one of `persons` got more of within a year than its limit; "" for none. What an operator let go by
    hand is on the operator, and said apart."""
    year = Outbox.objects.filter(person_id__in=persons, message__in=limits, state__in=Outbox.WENT, free=False)
    counted = (
        year.filter(sent_at__gt=clock.now() - YEAR).values_list("message", "person_id").annotate(n=Count("pk"))
    )
    return next((name for name, _person, count in counted if count > limits[name]), "")


def month() -> QuerySet[Outbox]:
    """What went in 30 days, to people who are still there."""
    recent = Outbox.objects.filter(
        created_at__gt=clock.now() - MONTH, state__in=Outbox.WENT, sent_at__isnull=False
    )
    return recent.exclude(person_id="")


def parts(rows: QuerySet[Outbox]) -> Iterator[list[Sent]]:
    """All of `rows`, or, of more than MOST, another part each day."""
    total = rows.count()
    begin = clock.day() * MOST % total if total > MOST else 0
    found = [
        Sent(name, person, at)
        for name, person, at in rows.order_by("created_at", "pk").values_list("message", "person_id", "sent_at")[
            begin : begin + MOST
        ]
        if at is not None
    ]
    for start in range(0, len(found), gate.AT_ONCE):
        yield found[start : start + gate.AT_ONCE]
