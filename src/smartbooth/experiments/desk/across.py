"""The tests of all launches of a workspace, and what they say together, honestly: how many came to something, and
which ideas did better."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q
from django.http import HttpResponseBase
from django.shortcuts import render
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from smartbooth.experiments import buttons, names
from smartbooth.experiments.desk import gains, words
from smartbooth.experiments.desk.present import ending, present
from smartbooth.experiments.models import Round
from smartbooth.experiments.shown.moments import span
from smartbooth.experiments.verdict.states import REACHED, State
from smartbooth.launches.models import Publication, Variant
from smartbooth.launches.studio.access import StudioRequest, number, studio

PAGE = 30  # tests listed at once
WON = 12  # ideas that won, drawn at once: the newest
FEW = 10  # decided tests below which a count of them says little


@dataclass(frozen=True)
class Tally:
    """How the decided tests of a workspace came out."""

    tests: int
    open: int
    challenger: int
    control: int
    same: int

    @property
    def decided(self) -> int:
        return self.challenger + self.control + self.same

    def parts(self) -> list[dict[str, Any]]:
        """Each outcome with its place in the strip of the decided ones, in per cent, and its words."""
        texts = [
            ("challenger", self.challenger, _("A challenger won")), ("control", self.control, _("The control won")),
            ("same", self.same, _("No difference that matters")),
        ]  # fmt: skip
        shown, start = [], 0.0
        for key, n, label in texts:
            width = 100 * n / max(1, self.decided)
            shown.append({"key": key, "count": names.count(n), "label": label, "from": start, "width": width})
            start += width
        return shown


@dataclass(frozen=True)
class Row:
    """A test in the list, in words."""

    round: Round
    span: str
    ideas: list[tuple[str, str]]
    goal: str
    outcome: str


@studio
@require_safe
def learnings(request: StudioRequest) -> HttpResponseBase:
    """Eight queries, whatever there is, and two for each test whose numbers cannot be trusted."""
    told = tally()
    skip = number(request.GET.get("from", "")) or 0
    found = list(Round.objects.select_related("launch").order_by("-begun_hour", "-pk")[skip : skip + PAGE + 1])
    won = list(Round.objects.filter(verdict=State.WINNER).select_related("launch").order_by("-reached_at")[:WON])
    ideas, labels = _ideas([*found, *won]), _labels([*found, *won])
    now = present(found[:PAGE])
    context = {
        "tally": told, "sentence": sentence(told), "parts": told.parts(), "few": told.decided < FEW,
        "warning": warning(told), "won": drawn(won, ideas),
        "rows": [row(one, ideas, labels, now.get(one.pk, "")) for one in found[:PAGE]],
        "older": skip + PAGE if len(found) > PAGE else 0, "begun": skip == 0,
    }  # fmt: skip
    return render(request, "experiments/desk/learnings.html", context)


def tally() -> Tally:
    counted = {
        "tests": Count("pk"), "open": Count("pk", filter=Q(ended_hour=None)),
        "challenger": Count("pk", filter=Q(verdict=State.WINNER)),
        "control": Count("pk", filter=Q(verdict=State.CONTROL)), "same": Count("pk", filter=Q(verdict=State.SAME)),
    }  # fmt: skip
    return Tally(**Round.objects.aggregate(**counted))


def sentence(told: Tally) -> str:
    """ "12 tests, 7 of them decided." """
    if not told.tests:
        return _("What works here? Tests will tell.")
    many = ngettext("%(n)s test", "%(n)s tests", told.tests) % {"n": names.count(told.tests)}
    if not told.decided:
        return _("%(many)s, none decided yet.") % {"many": many}
    some = ngettext("%(n)s of them decided", "%(n)s of them decided", told.decided) % {
        "n": names.count(told.decided)
    }
    return _("%(many)s, %(some)s.") % {"many": many, "some": some}


def warning(told: Tally) -> str:
    """What the numbers do not say."""
    if told.decided >= FEW:
        return _(
            "Of 20 tests between equal pages about one would name a winner too. And what won on one launch need not "
            "win on the next: try it there."
        )
    text = ngettext(
        "One decided test says nothing yet about what works in general: it is a story, not a rule.",
        "%(n)s decided tests say little about what works in general: they are stories, not rules.", told.decided,
    )  # fmt: skip
    return text % {"n": names.count(told.decided)}


def _ideas(rounds: list[Round]) -> dict[tuple[str, str], str]:
    launches = {one.launch_id for one in rounds}
    found = Variant.objects.filter(launch__in=launches).values_list("launch", "letter", "idea")
    return {(launch, letter): idea for launch, letter, idea in found}


def _labels(rounds: list[Round]) -> dict[str, dict[str, str]]:
    """{launch: {button: words}} of those whose tests counted one button."""
    launches = {one.launch_id for one in rounds if one.goal == Round.BUTTON}
    newest: dict[str, Publication] = {}
    for publication in Publication.objects.filter(launch__in=launches).order_by("number"):
        newest[publication.launch_id] = publication
    return {launch: buttons.labels(publication) for launch, publication in newest.items()}


def row(round_: Round, ideas: dict[tuple[str, str], str], labels: dict[str, dict[str, str]], now: str = "") -> Row:
    """`now`: what is to be said of it instead of what was recorded (present.py)."""
    own = labels.get(round_.launch_id, {})
    compared = [(letter, ideas.get((round_.launch_id, letter), "")) for letter in round_.letters]
    outcome = f"{now or words.outcome(round_, own.get(round_.button, ''))} {ending(round_)}".strip()
    return Row(round_, span(round_), compared, words.goal(round_, own), outcome)


def drawn(won: list[Round], ideas: dict[tuple[str, str], str]) -> list[SafeString]:
    """The ideas that won with the intervals they won by, for a wide and a narrow page; [] where there are none."""
    bars = []
    for one in won:
        ends = words.recorded(one, one.best)
        if ends is not None and ends[0] > 0:
            name = ideas.get((one.launch_id, one.best), "") or _("Version %(letter)s") % {
                "letter": one.best.upper()
            }
            bars.append(gains.Gain(one.best, name, one.launch.name, ends))
    return gains.draw(bars) if bars else []


assert {State.WINNER, State.CONTROL, State.SAME} == REACHED  # each has its place in a Tally
