"""Did anything else get worse? The test's other goals, judged like the first. None of them decides."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from smartbooth.experiments.rounds.standing import Standing
from smartbooth.experiments.shown import goals
from smartbooth.experiments.shown.compare import judged
from smartbooth.experiments.shown.facts import Facts
from smartbooth.experiments.shown.sizes import range_
from smartbooth.experiments.verdict.judge import Pair
from smartbooth.experiments.verdict.states import State


def guards(now: Standing, known: Facts) -> list[dict[str, Any]]:
    """[{"goal": heading, "cells": [{"letter", "state": worse/better/open, "word", "range"}]}]: each other goal that
    somebody reached, each version that may still win against the control. [] where numbers cannot be trusted."""
    if now.state == State.UNTRUSTED:
        return []
    rows = []
    for goal, verdict in now.guards().items():
        cells = [_cell(letter, verdict.pairs[letter]) for letter in judged(now) if letter in verdict.pairs]
        if cells:
            rows.append({"goal": goals.heading(goal, known.label), "cells": cells})
    return rows


def worst(rows: list[dict[str, Any]]) -> str:
    """The fold's headline: what the rows amount to."""
    worse = [row["goal"] for row in rows if any(cell["state"] == "worse" for cell in row["cells"])]
    if worse:
        return _("Worse: %(what)s.") % {"what": ", ".join(worse)}
    return _("Nothing so far.")


def nothing_else(now: Standing) -> str:
    """One line where no other goal can be compared; "" where numbers cannot be trusted."""
    if now.state == State.UNTRUSTED:
        return ""
    return _("Nothing else to compare yet: no other goal has numbers of its own.")


def _cell(letter: str, pair: Pair) -> dict[str, Any]:
    low, high = pair.lift
    state = "worse" if high < 0 else "better" if low > 0 else "open"
    words = {"worse": _("worse"), "better": _("better"), "open": _("not worse so far")}
    return {"letter": letter, "state": state, "word": words[state], "range": range_(pair.lift)}
