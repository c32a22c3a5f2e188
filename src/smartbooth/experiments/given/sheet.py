"""A test on one sheet of paper, as words and figures ready to print: for its owner, and for whoever has a link."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from xml.etree.ElementTree import tostring

from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from smartbooth.core import clock
from smartbooth.experiments import names
from smartbooth.experiments.given import method, moments
from smartbooth.experiments.given.paint import painted
from smartbooth.experiments.models import Round
from smartbooth.experiments.rates import rate
from smartbooth.experiments.rounds.standing import Standing
from smartbooth.experiments.shown import goals, picture
from smartbooth.experiments.shown.answer import Answer, answer
from smartbooth.experiments.shown.facts import facts
from smartbooth.experiments.shown.guards import guards
from smartbooth.experiments.shown.sizes import range_
from smartbooth.experiments.shown.story import story
from smartbooth.experiments.verdict.judge import Pair
from smartbooth.experiments.verdict.states import State
from smartbooth.launches.models import Variant

QUESTIONS: dict[str, str | Promise] = {
    Round.LEAD: lazy("Which version makes more visitors leave their address?"),
    Round.CONFIRMED: lazy("Which version makes more visitors leave their address, and confirm it?"),
    Round.CLICK: lazy("Which version makes more visitors click?"),
    Round.BUTTON: lazy("Which version makes more visitors click “%(label)s”?"),
}


@dataclass(frozen=True)
class Row:
    """A version. `note`: what sets it apart, "" for nothing. `against`: its range against the control, "" where none is
    said."""

    letter: str
    idea: str
    note: str
    visitors: str
    goals: str
    rate: str
    against: str


@dataclass(frozen=True)
class Sheet:
    """`notes` are the answer's, but for those that only its owner can do something about. `reading` says how to read
    the picture, `guards` what became of other goals (shown/guards.py); `pictures` is empty while there is none."""

    name: str
    question: str
    dated: str
    answer: Answer
    notes: tuple[str, ...]
    printed: str
    picture_title: str
    pictures: list[SafeString]
    reading: str
    goal: str
    control: str
    rows: list[Row]
    guards: list[dict[str, Any]]
    method: list[str]

    @property
    def drawn(self) -> list[SafeString]:
        """The pictures with their looks inside: on paper they are black on white, whatever theme the page has."""
        return [SafeString(tostring(painted(one), encoding="unicode")) for one in self.pictures]


# Pixels of the picture. On an A4 sheet its type is as large as the page's, and smaller where two comparisons stand side
# by side (shown/picture.py, READABLE); on a telephone it is as large as the page's.
PAGE, PAIRED, NARROW = 720.0, 880.0, 340.0
IN_A_ROW = 1050.0  # three comparisons on paper: in two rows they would take the sheet beyond its page
HIDDEN = "–"  # goals of numbers that cannot be trusted would be read as an answer
HELD = "\N{NON-BREAKING HYPHEN}"  # a narrow column would break "Sign-ups"


def sheet(now: Standing, widths: Sequence[float] = ()) -> Sheet:
    """Its picture in `widths`, pixels; without any, for the sheet, for a telephone, and for paper where that has its
    own. Five queries at most. Runs inside the workspace; nothing of it but the test is read."""
    round_, known = now.round, facts(now.round)
    doubted = now.state == State.UNTRUSTED
    told = None if doubted else story(now)
    paper = PAIRED if told and len(told.letters) > 1 else PAGE
    printed = (IN_A_ROW,) if told and len(told.letters) == 3 else ()
    drawn = [one for width in widths or (paper, NARROW, *printed) if (one := picture.over_time(now, width, told))]
    said = answer(now, known)
    return Sheet(
        name=_("%(launch)s · Test %(number)s") % {"launch": round_.launch.name, "number": round_.number},
        question=str(QUESTIONS[round_.goal]) % {"label": known.label or _("the button")},
        dated=moments.dated(round_),
        answer=said,
        notes=() if doubted else said.notes,
        printed=moments.moment(clock.now()),
        picture_title=picture.title(now) if drawn else "",
        pictures=drawn,
        reading=picture.caption(now) if drawn else "",
        goal=goals.heading(round_.goal, known.label).replace("-", HELD),
        control=round_.control,
        rows=_rows(now),
        guards=guards(now, known),
        method=[line for line in method.lines(now) if line != said.more],
    )


def _rows(now: Standing) -> list[Row]:
    doubted = now.state == State.UNTRUSTED
    ideas = dict(Variant.objects.filter(launch=now.round.launch_id).values_list("letter", "idea"))
    table = now.table(now.round.goal)
    pairs = now.verdict.pairs if now.verdict else {}
    sums = zip(table.visitors.sum(axis=0).tolist(), table.goals.sum(axis=0).tolist(), strict=True)
    return [
        Row(
            letter, ideas.get(letter, ""), _note(now.round, letter), names.count(visitors),
            HIDDEN if doubted else names.count(reached), HIDDEN if doubted else names.percent(rate(reached, visitors)),
            _range(pairs.get(letter)),
        )
        for letter, (visitors, reached) in zip(table.letters, sums, strict=True)
    ]  # fmt: skip


def _note(round_: Round, letter: str) -> str:
    arm: Mapping[str, int | None] = round_.arms[letter]
    since, until = arm["from"], arm["until"]
    parts = []
    if letter == round_.control:
        parts.append(_("the control"))
    if since is not None and since > round_.begun_hour:
        parts.append(_("since %(day)s") % {"day": moments.day(since)})
    if until is not None and round_.open:
        parts.append(_("new visitors until %(day)s") % {"day": moments.day(until)})
    return ", ".join(parts)


def _range(pair: Pair | None) -> str:
    return range_(pair.lift) if pair else ""
