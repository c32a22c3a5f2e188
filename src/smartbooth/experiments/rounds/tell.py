"""Owners are told once what their test has come to, and once when its numbers cannot be trusted."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Any

from smartbooth.accounts.models import Membership
from smartbooth.accounts.owners import owners
from smartbooth.experiments.messages import OPEN, TestDecided, TestDoubted
from smartbooth.experiments.models import Round
from smartbooth.experiments.rounds.standing import Standing
from smartbooth.experiments.shown.compare import look, rival
from smartbooth.mail import basis, membership
from smartbooth.mail.messages import Message
from smartbooth.people import suppression
from smartbooth.people.models import Person


def decided(round_: Round, now: Standing) -> None:
    """In the transaction that records the verdict."""
    low, high, other = lift(round_, now)
    _tell(
        TestDecided, round_, verdict=round_.verdict, best=round_.best or "-", rival=other, low=low, high=high,
        goal=round_.goal, sent="yes" if round_.best and round_.by_itself else "no", margin=round_.margin,
    )  # fmt: skip


def doubted(round_: Round) -> None:
    """In the transaction that notes the alarm."""
    _tell(TestDoubted, round_)


def lift(round_: Round, now: Standing) -> tuple[int, int, str]:
    """By how many per cent at least and at most the best version beats the one it is compared with, and that one's
    letter: as the results page says it. OPEN for an end that is open."""
    if not round_.best or now.verdict is None:
        return OPEN, OPEN, "-"
    other = rival(now, round_.best)
    low, high = look(now.verdict, round_.best, other).lift
    return math.floor(low * 100), math.ceil(high * 100) if math.isfinite(high) else OPEN, other


def _tell(message: type[Message], round_: Round, **facts: Any) -> None:
    launch = round_.launch
    readers = {str(one.user.person_id): one for one in owners(launch.workspace_id)}
    for person in basis.wanted(message, list(readers)):
        membership.tell(
            message, readers[person], unique=f"{message.name}/{round_.pk}/{person}", launch=launch.name, key=launch.pk,
            workspace=launch.workspace.name, **facts,
        )  # fmt: skip


def offered(person: Person) -> Iterator[str]:
    """See mail.choices.offered_by."""
    if Membership.objects.filter(user__person=person, role=Membership.OWNER).exists():
        yield suppression.VERDICTS
