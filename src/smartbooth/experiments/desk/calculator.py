"""How long a test would take: from the launch's own last days, or from what one types where there are none."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy

from smartbooth.experiments.desk import effort
from smartbooth.experiments.desk.at_hand import Desk
from smartbooth.experiments.desk.effort import Effort
from smartbooth.experiments.desk.forms import StartForm, TrafficForm
from smartbooth.experiments.desk.traffic import Recent, Traffic
from smartbooth.experiments.models import Round

DOING: dict[str, str | Promise] = {
    Round.LEAD: pgettext_lazy("3% of visitors …", "leave an address"),
    Round.CONFIRMED: pgettext_lazy("3% of visitors …", "confirm their address"),
    Round.CLICK: pgettext_lazy("3% of visitors …", "click a button"),
    Round.BUTTON: pgettext_lazy("3% of visitors …", "click the button"),
}


FEW = 10  # visitors a day


@dataclass(frozen=True)
class Panel:
    """What the calculator shows. `own`: that the numbers are the launch's; `rows`: empty until there are any."""

    form: TrafficForm
    sentence: str
    rows: list[Effort]
    own: bool

    @property
    def hopeless(self) -> bool:
        return bool(self.rows) and all(row.hopeless for row in self.rows)

    @property
    def slow(self) -> bool:
        """The difference that most hope for takes more than a year."""
        return any(row.hopeless for row in self.rows if row.difference == effort.USUAL)


def panel(query: Mapping[str, Any], found: Recent, goal: str, desk: Desk) -> Panel:
    """`query`: the address's; its fields, where it has any, go before the launch's own numbers."""
    if "visitors" in query or "rate" in query:
        return typed(TrafficForm(query, auto_id="traffic_%s", doing=str(DOING[goal])), goal)
    versions = max(2, sum(one.retired_at is None for one in desk.variants))
    return own(found, goal, versions)


def own(found: Recent, goal: str, versions: int) -> Panel:
    traffic = found.of(goal)
    known: dict[str, float] = {"versions": versions}
    if traffic is not None:
        known |= {"visitors": _daily(traffic.visitors), "rate": float(f"{traffic.rate * 100:.2g}")}
    elif found.visitors is not None:
        known |= {"visitors": _daily(found.visitors)}
    form = TrafficForm(initial=known, auto_id="traffic_%s", doing=str(DOING[goal]))
    if traffic is None:
        return Panel(form, unknown(found), [], own=False)
    rows = effort.efforts(traffic, versions)
    return Panel(form, effort.sentence(traffic, rows, str(DOING[goal])), rows, own=True)


def _daily(visitors: float) -> float:
    """As one would type it: "175"; a tenth counts only where there are few."""
    return round(visitors) if visitors >= FEW else round(visitors, 1)


def typed(form: TrafficForm, goal: str) -> Panel:
    if not form.is_valid():
        return Panel(form, " ".join([_asks(goal), *refused(form)]), [], own=False)
    data = form.cleaned_data
    rows = effort.efforts(Traffic(data["visitors"], data["rate"] / 100), data["versions"])
    return Panel(form, effort.supposed(rows), rows, own=False)


def refused(form: TrafficForm) -> list[str]:
    """Why what was typed cannot be; of fields that are still empty nothing is said."""
    return [f"{form[name].label} – {why[0]}" for name, why in form.errors.items() if form[name].data]


def _asks(goal: str) -> str:
    return _("How many visitors a day, and how many of 100 %(do)s?") % {"do": DOING[goal]}


def unknown(found: Recent) -> str:
    if found.visitors is None and found.begun:
        return _("Less than a day was counted yet: say what you expect.")
    if found.visitors is None:
        return _("Nothing was counted here yet: say what you expect.")
    return _("Too few have done it yet to tell a rate: say what you expect.")


def planned(found: Recent, goal: str, versions: int) -> int:
    """Which difference to plan for unless the owner says otherwise, in per cent."""
    traffic = found.of(goal) if goal in DOING else None
    best = effort.smallest(effort.efforts(traffic, versions)) if traffic else None
    return best.difference if best else effort.USUAL


def waits(form: StartForm, usual: str) -> list[Effort]:
    """For each difference the start form offers how long it takes, with what was chosen there; empty: not known."""
    goal = form["goal"].value() or usual
    traffic = form.recent.of(goal) if goal in DOING else None
    if traffic is None:
        return []
    return effort.efforts(traffic, max(2, len(form["letters"].value() or [])))
