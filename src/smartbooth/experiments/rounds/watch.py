"""The worker looks at every open test again and again, and what a test has come to is recorded once: a verdict that was
reached stays, whatever the next hour brings.

How often it looks, inside hours too, changes nothing that could be measured about how often it is wrong (the gate
`within` of bench/statistics): only how soon it says so.
"""

from __future__ import annotations

import logging
from datetime import timedelta

from django.db import transaction

from smartbooth.accounts.tenancy import everywhere, within
from smartbooth.core import clock
from smartbooth.experiments.models import Round
from smartbooth.experiments.rounds import adapt, record, tell
from smartbooth.experiments.rounds.begin import again, usual_goal
from smartbooth.experiments.rounds.close import NotRunning, close
from smartbooth.experiments.rounds.send import send_all
from smartbooth.experiments.rounds.standing import Standing, standing
from smartbooth.experiments.verdict.states import REACHED, State
from smartbooth.launches.models import Publication
from smartbooth.launches.publish import split

logger = logging.getLogger(__name__)
LOOK = 2.0  # seconds between two turns
BATCH = 20  # tests a turn, some 5 ms each: the worker's other duties come in between
REST = timedelta(
    seconds=20
)  # between two looks at one test: a verdict that hours of counts lead to can wait as long


def look() -> int:
    """Look at those that were not looked at for longest; how many. One test's failure stops no other."""
    now = clock.now()
    with everywhere():
        due = Round.objects.filter(ended_hour__isnull=True, looked_at__lte=now - REST)
        rounds = list(due.select_related("launch__workspace").order_by("looked_at")[:BATCH])
        Round.objects.filter(pk__in=[one.pk for one in rounds]).update(looked_at=now)
    for one in rounds:
        try:
            with within(one.workspace_id):
                consider(one)
        except Exception:
            logger.exception("The look at test %s of launch %s failed", one.number, one.launch_id)
    return len(rounds)


def consider(round_: Round) -> None:
    """All that time and counts bring about by themselves, while the page is live. Runs inside the workspace."""
    live = Publication.objects.filter(launch=round_.launch_id, ended_at=None).first()
    if live is None or _alone(round_) or _gone(round_) or _other_button(round_, live):
        return
    now = standing(round_)
    if now.state == State.UNTRUSTED:
        _alarm(round_, now)
        return
    if not round_.reached and now.verdict is not None and now.verdict.state in REACHED:
        reach(round_, now)
    if round_.reached and round_.newest.get("hour") != clock.hour():
        Round.objects.filter(pk=round_.pk, ended_hour=None).update(found=record.renewed(round_.found, now))
    if round_.best and round_.by_itself:
        try:
            send_all(round_, round_.best, Round.WINNER)
        except NotRunning:
            logger.info(
                "Test %s of launch %s ended meanwhile, or its owner decides", round_.number, round_.launch_id
            )
    elif round_.adaptive and not round_.reached:
        adapt.share(round_, now)


def reach(round_: Round, now: Standing) -> bool:
    """Record what the test has come to, once, and tell the owners; whether it could be."""
    verdict = now.verdict
    assert verdict is not None
    with transaction.atomic():
        split.lock(round_.launch)
        mine = Round.objects.select_for_update().get(pk=round_.pk)
        if not mine.open or mine.reached or mine.arms != round_.arms:
            return False  # somebody was quicker, or another version joined, which is to be beaten too
        round_.verdict, round_.best, round_.reached_at = verdict.state, verdict.best or "", clock.now()
        round_.found = record.numbers(now)
        round_.save(update_fields=["verdict", "best", "found", "reached_at"])
        tell.decided(round_, now)
    return True


def _alone(round_: Round) -> bool:
    """End a test that is left with one version (or none) since an hour that has begun."""
    left = [arm["until"] for arm in round_.arms.values() if arm["until"] is not None]
    if len(round_.running) > 1 or not left or max(left) > clock.hour():
        return False
    with transaction.atomic():
        mine = Round.objects.select_for_update().get(pk=round_.pk)
        if mine.open and mine.arms == round_.arms:
            close(mine, max(left), Round.ALONE, (mine.running or [""])[0])
    return True


def _gone(round_: Round) -> bool:
    """The version that had won takes no visitors any more: those that stay are asked about anew."""
    if not round_.best or round_.best in round_.running:
        return False
    with transaction.atomic():
        split.lock(round_.launch)
        mine = Round.objects.select_for_update().get(pk=round_.pk)
        if mine.open and mine.best and mine.best not in mine.running:
            again(mine, mine.arms[mine.best]["until"], sorted(mine.staying))
    return True


def _other_button(round_: Round, live: Publication) -> bool:
    """The page was published with another button to count: clicks of the two are no one number."""
    if round_.goal != Round.BUTTON or live.manifest.get("goal_button", "") == round_.button:
        return False
    hour = int(live.made_at.timestamp() // clock.HOUR)
    with transaction.atomic():
        split.lock(round_.launch)
        mine = Round.objects.select_for_update(of=("self",)).select_related("launch").get(pk=round_.pk)
        if mine.open and mine.button == round_.button:
            asked = {"goal": usual_goal(mine.launch), "button": mine.launch.goal_button}
            again(mine, hour, sorted(mine.staying), begins=hour + 1, **asked)
    return True


def _alarm(round_: Round, now: Standing) -> None:
    with transaction.atomic():
        if Round.objects.filter(pk=round_.pk, alarmed_at=None).update(alarmed_at=clock.now()):
            tell.doubted(round_, now)
