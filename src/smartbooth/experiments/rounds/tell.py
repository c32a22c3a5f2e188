"""Owners are told once what their test has come to, and once when its numbers cannot be trusted."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Any

from smartbooth.accounts.models import Membership
from smartbooth.accounts.owners import owners
from smartbooth.experiments.messages import OPEN, TestDecided, TestDoubted
from smartbooth.experiments.models import Round
from smartbooth.experiments.verdict.judge import Verdict
from smartbooth.mail import basis, membership
from smartbooth.mail.messages import Message
from smartbooth.people import suppression
from smartbooth.people.models import Person


def decided(round_: Round, verdict: Verdict) -> None:
    """In the transaction that records the verdict."""
    low, high = lift(round_, verdict)
    _tell(
        TestDecided, round_, verdict=round_.verdict, best=round_.best or "-", control=round_.control, low=low,
        high=high, goal=round_.goal, sent="yes" if round_.best and round_.by_itself else "no", margin=round_.margin,
    )  # fmt: skip


def doubted(round_: Round) -> None:
    """In the transaction that notes the alarm."""
    _tell(TestDoubted, round_)


def lift(round_: Round, verdict: Verdict) -> tuple[int, int]:
    """By how many per cent at least and at most the best version beats the one it is compared with: the control or,
    where the control is best, the best of the others. OPEN for an end that is open."""
    if not round_.best:
        return OPEN, OPEN
    if round_.best != round_.control:
        low, high = verdict.pairs[round_.best].lift
    else:
        rates = {x: goals / max(1, visitors) for x, (visitors, goals) in verdict.totals.items()}
        rival = max((x for x in round_.running if x != round_.best), key=lambda letter: rates[letter])
        less, more = verdict.pairs[rival].lift  # of the rival, compared with the control: turned round
        low, high = 1 / (1 + more) - 1, 1 / (1 + less) - 1 if less > -1 else math.inf
    return math.floor(low * 100), math.ceil(high * 100) if math.isfinite(high) else OPEN


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
