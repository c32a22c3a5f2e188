"""Where each promise stands: its words, how it is kept, its checks and what they last found."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from smartbooth.policy import kept, looks
from smartbooth.policy.models import CheckRun
from smartbooth.registry.promised import PROMISES, Promise
from smartbooth.registry.promises import Check, checks

KEPT, BROKEN, NOT_BUILT, WAITING = "kept", "broken", "not built", "not looked at yet"


@dataclass
class Looked:
    """A check and its last run (None: not run yet)."""

    check: Check
    run: CheckRun | None

    @property
    def source(self) -> str:
        """The function, as the code names it."""
        return f"{self.check.run.__module__}.{self.check.name}"

    @property
    def file(self) -> str:
        return f"src/{self.check.run.__module__.replace('.', '/')}.py"

    @property
    def slow(self) -> bool:
        return self.run is not None and self.run.milliseconds > self.check.seconds * 1000


@dataclass
class Standing:
    promise: Promise
    told: kept.Kept
    looked: list[Looked] = field(default_factory=list)

    @property
    def state(self) -> str:
        """A promise without a check is not kept, whatever exists of it."""
        if not self.looked:
            return NOT_BUILT
        if any(one.run is not None and not one.run.kept for one in self.looked):
            return BROKEN
        return WAITING if any(one.run is None for one in self.looked) else KEPT


def standings() -> list[Standing]:
    """Every promise, in their order, as last looked at."""
    last = looks.latest()
    found = {key: Standing(promise, kept.KEPT[key]) for key, promise in PROMISES.items()}
    for check in looks.in_order(checks()):
        found[check.promise].looked.append(Looked(check, last.get((check.promise, check.name))))
    return list(found.values())


def as_json(found: list[Standing], language: str) -> list[dict[str, Any]]:
    """One object a check, one a promise without: id, state, check, kept, says, looked, at, milliseconds."""
    lines: list[dict[str, Any]] = []
    for standing in found:
        promise = standing.promise
        whole: dict[str, Any] = {"id": promise.id, "state": standing.state, "promise": str(promise.words)}
        for one in standing.looked:
            run = one.run
            line = whole | {"check": one.check.name, "looks_at": str(one.check.title)}
            if run is not None:
                line |= {
                    "kept": run.kept, "says": run.says(language), "looked": run.looked,
                    "at": run.at.isoformat(timespec="seconds"), "milliseconds": run.milliseconds,
                }  # fmt: skip
            lines.append(line)
        if not standing.looked:
            lines.append(whole | {"check": None, "missing": str(standing.told.missing)})
    return lines
