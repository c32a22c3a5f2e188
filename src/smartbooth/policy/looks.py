"""Looking whether the promises are kept: every check once a day on live data, and whenever somebody asks."""

from __future__ import annotations

import logging
import time
from collections.abc import Iterable
from datetime import timedelta

from django.db.models import Max
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from smartbooth.core import clock
from smartbooth.policy.models import CheckRun
from smartbooth.registry.promises import Check, Result, checks

log = logging.getLogger(__name__)
EVERY = timedelta(days=1)
LOST = _("This could not be looked at (%(error)s), so it counts as broken.")


def look(check: Check) -> CheckRun:
    """Run it, and keep what it found. A check that fails is a broken promise: nobody knows that it is kept."""
    before = latest().get((check.promise, check.name))
    begin = time.monotonic()
    kept, looked, says = _run(check)
    milliseconds = round((time.monotonic() - begin) * 1000)
    if not kept and (before is None or before.kept):
        log.error("promise %s is not kept: %s", check.promise, check.name)
    return CheckRun.objects.create(
        promise=check.promise, name=check.name, kept=kept, looked=looked, at=clock.now(),
        milliseconds=milliseconds, says_en=says["en"], says_fr=says["fr"],
    )  # fmt: skip


def _run(check: Check) -> tuple[bool, int, dict[str, str]]:
    try:
        with override("en"):
            result = check.run()
        return result.kept, result.looked, {"en": _said(result, "en"), "fr": _in_french(check, result)}
    except Exception as error:
        log.exception("the check %s of promise %s failed", check.name, check.promise)
        says = {}
        for language in ("en", "fr"):
            with override(language):
                says[language] = str(LOST) % {"error": type(error).__name__}
        return False, 0, says


def _said(result: Result, language: str) -> str:
    with override(language):
        return str(result.says)


def _in_french(check: Check, result: Result) -> str:
    """A sentence that was put together already speaks English: it is asked for again. (`says` of registry/promises.py
    makes one that is put together where it is read.)"""
    if not isinstance(result.says, str):
        return _said(result, "fr")
    with override("fr"):
        again = check.run()
        return str(again.says) if again.kept == result.kept else str(result.says)


def all_now() -> list[CheckRun]:
    return [look(check) for check in in_order(checks())]


def again(promise: str) -> list[CheckRun]:
    """After something that a promise's checks would see, such as publishing."""
    return [look(check) for check in in_order(checks(promise))]


def one() -> int:
    """The worker's turn: the check that waits longest, if one is due. How many were run (0 or 1)."""
    rows = CheckRun.objects.values("promise", "name").annotate(last=Max("at"))
    seen = {(row["promise"], row["name"]): row["last"] for row in rows}
    now = clock.now()
    due = [
        check
        for check in in_order(checks())
        if (last := seen.get((check.promise, check.name))) is None or now - last >= EVERY
    ]
    if not due:
        return 0
    look(
        min(
            due,
            key=lambda check: (
                seen[check.promise, check.name].timestamp() if (check.promise, check.name) in seen else 0
            ),
        )
    )
    return 1


def latest() -> dict[tuple[str, str], CheckRun]:
    """The last look of each check that still exists."""
    newest = CheckRun.objects.values("promise", "name").annotate(newest=Max("pk")).values("newest")
    wanted = {(check.promise, check.name) for check in checks()}
    found = {(run.promise, run.name): run for run in CheckRun.objects.filter(pk__in=newest)}
    return {key: run for key, run in found.items() if key in wanted}


def in_order(found: Iterable[Check]) -> list[Check]:
    return sorted(found, key=lambda check: (check.promise, check.name))
