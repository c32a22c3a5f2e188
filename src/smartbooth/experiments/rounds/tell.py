"""Owners are told once what their test has come to, and once when its numbers cannot be trusted."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Any

from smartbooth.accounts.models import Membership
from smartbooth.accounts.owners import owners
from smartbooth.experiments.messages import OPEN, PARTS, TestDecided, TestDoubted
from smartbooth.experiments.models import Round
from smartbooth.experiments.rounds.standing import Standing
from smartbooth.experiments.shown.compare import judged, look, rival
from smartbooth.launches.models import Variant
from smartbooth.mail import basis, membership
from smartbooth.mail.messages import Message
from smartbooth.people import suppression
from smartbooth.people.models import Person


def decided(round_: Round, now: Standing) -> None:
    """In the transaction that records the verdict."""
    low, high, other = lift(round_, now)
    first = [round_.best, other]
    _tell(
        TestDecided, round_, verdict=round_.verdict, best=round_.best or "-", rival=other, low=low, high=high,
        goal=round_.goal, sent="yes" if round_.best and round_.by_itself else "no", margin=round_.margin,
        control=round_.control, keep_back=kept_back(round_), versions=versions(round_, now, first),
    )  # fmt: skip


def doubted(round_: Round, now: Standing) -> None:
    """In the transaction that notes the alarm."""
    _tell(TestDoubted, round_, shares=shares(now))


def kept_back(round_: Round) -> int:
    """Per cent who go on getting the control once everybody else gets the best (as rounds/send.py has it)."""
    both = round_.best != round_.control and round_.control in round_.running
    return round_.keep_back if both else 0


def shares(now: Standing) -> list[dict[str, Any]]:
    """Of each version the share of visitors that came and that was planned, in PARTS; [] where it is not the shares
    that are wrong."""
    verdict = now.verdict
    if verdict is None:
        return []
    return [
        {"letter": x, "seen": round(verdict.seen[x] * PARTS), "planned": round(plan * PARTS)}
        for x, plan in sorted(verdict.planned.items())
    ]


def lift(round_: Round, now: Standing) -> tuple[int, int, str]:
    """By how much at least and at most the best version beats the one it is compared with, and that one's letter; of
    two between which there is nothing that matters where the second is. See messages.TestDecided."""
    if now.verdict is None:
        return OPEN, OPEN, "-"
    others = [letter for letter in judged(now) if letter != round_.control]
    if round_.best:
        other = rival(now, round_.best)
        low, high = look(now.verdict, round_.best, other).lift
    elif len(others) == 1:
        other = others[0]
        low, high = look(now.verdict, other, round_.control).lift
    else:
        return OPEN, OPEN, "-"
    return math.floor(low * PARTS), math.ceil(high * PARTS) if math.isfinite(high) else OPEN, other


def versions(round_: Round, now: Standing, first: list[str]) -> list[dict[str, Any]]:
    """What was tried and what it brought, those of `first` first. One query."""
    ideas = dict(Variant.objects.filter(launch=round_.launch_id).values_list("letter", "idea"))
    totals = now.table(round_.goal).totals
    letters = sorted(judged(now), key=lambda x: (first.index(x) if x in first else len(first), x))
    return [
        {"letter": x, "idea": ideas.get(x, ""), "visitors": totals[x][0], "goals": totals[x][1]} for x in letters
    ]


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
