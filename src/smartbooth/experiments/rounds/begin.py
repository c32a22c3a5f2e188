"""A test begins when a second version takes visitors, and follows the split from then on."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db.models import Max

from smartbooth.core import clock
from smartbooth.experiments.models import MARGIN, Round
from smartbooth.experiments.rounds.close import close
from smartbooth.launches.models import Launch, Split
from smartbooth.launches.publish.split import in_force

KEPT = ("goal", "button", "margin", "by_itself", "adaptive", "keep_back")  # of a test that is asked again
ANSWERS = frozenset(
    {Split.WINNER, Split.STOP}
)  # causes after which several versions are no new question: a hold-out


def begin(launch: Launch, hour: int, letters: list[str], options: Mapping[str, Any] | None = None) -> Round:
    """A test of `letters` from `hour` on. `options`: fields of `Round` that differ from their defaults. Runs inside the
    workspace and in a transaction; the former test has ended (close.py)."""
    last = Round.objects.filter(launch=launch).aggregate(last=Max("number"))["last"] or 0
    chosen = {"goal": usual_goal(launch), "button": launch.goal_button, "margin": MARGIN, **(options or {})}
    if chosen["goal"] != Round.BUTTON:
        chosen["button"] = ""
    made: Round = Round.objects.create(
        workspace_id=launch.workspace_id, launch=launch, number=last + 1, begun_hour=hour,
        control=min(letters), arms={letter: {"from": hour, "until": None} for letter in sorted(letters)}, **chosen,
    )  # fmt: skip
    return made


def usual_goal(launch: Launch) -> str:
    """What a launch's test asks unless its owner says otherwise."""
    if launch.goal == Launch.CLICK:
        return Round.BUTTON if launch.goal_button else Round.CLICK
    return Round.CONFIRMED if launch.double_opt_in else Round.LEAD


def follow(launch: Launch, split: Split) -> None:
    """The split that a launch's new visitors will have has changed, or a change of it was taken back. In its
    transaction, inside the workspace. (A test that is left with one version is ended by the worker, watch.py, once the
    hour has come: until then it can be undone.)"""
    letters = sorted(split.shares)
    now = Round.objects.select_for_update().filter(launch=launch, ended_hour__isnull=True).first()
    if now is None:
        _begin_of_new(launch, split)
        return
    if now.begun_hour > clock.hour():  # nobody was asked yet: it begins with what is there then, or not at all
        back = split.hour <= clock.hour()
        if len(letters) < 2 or (back and _after_an_end(now)):
            close(now, now.begun_hour, Round.ALONE, letters[0])
            return
        now.control = now.control if now.control in letters else min(letters)
        now.arms = {letter: {"from": now.begun_hour, "until": None} for letter in letters}
        now.save(update_fields=["control", "arms"])
    elif now.reached and set(letters) - set(now.running):
        again(now, split.hour, letters)
    else:
        now.arms = moved(now.arms, letters, split.hour)
        now.save(update_fields=["arms"])


def _begin_of_new(launch: Launch, split: Split) -> None:
    """A test begins where a version joins others. A change that was taken back brings none: those of a test that still
    asks in the split's first hour are known, and what follows begins when that one has ended."""
    letters = sorted(split.shares)
    before = in_force(launch.pk, split.hour - 1)
    known, hour = set(before.shares if before else ()), split.hour
    last = Round.objects.filter(launch=launch, ended_hour__gt=split.hour).first()
    if last is not None:
        known |= {x for x, arm in last.arms.items() if arm["until"] is None or arm["until"] > split.hour}
        hour = last.ended_hour or hour
    if len(letters) > 1 and set(letters) - known and split.cause not in ANSWERS:
        begin(launch, hour, letters)


def _after_an_end(unbegun: Round) -> bool:
    """Whether the test begins by itself after one that was decided or stopped: a version joins then."""
    ends = (Round.WINNER, Round.CHOSEN, Round.STOPPED)
    return Round.objects.filter(
        launch=unbegun.launch_id, ended_hour=unbegun.begun_hour, ended_why__in=ends
    ).exists()


def again(old: Round, hour: int, letters: list[str], begins: int | None = None, **options: Any) -> None:
    """`old` ends with `hour`, and `letters` are asked about in a test of their own, like the old one but for `options`,
    from then or from `begins` on: an answer that was reached is of the versions it was reached on. Fewer than two are
    no test. In a transaction."""
    many = len(letters) > 1
    close(old, hour, Round.RESTARTED if many else Round.ALONE, "" if many else "".join(letters))
    if many:
        begin(old.launch, begins or hour, letters, {name: getattr(old, name) for name in KEPT} | options)


def moved(arms: Mapping[str, Any], letters: list[str], hour: int) -> dict[str, Any]:
    """`arms` as they are once only `letters` take new visitors, from `hour` on. One that comes back forgets its
    absence: pairs are compared in hours that had both."""
    after: dict[str, Any] = {}
    for letter in sorted({*arms, *letters}):
        old = arms.get(letter)
        if letter in letters:
            after[letter] = {"from": old["from"] if old else hour, "until": None}
        elif old is not None and old["from"] < hour:  # else nobody was ever given it
            after[letter] = old if old["until"] is not None else {**old, "until": hour}
    return after
