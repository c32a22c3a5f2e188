"""Numbers that cannot be trusted: what is wrong with them, and what it can come from. No version is named."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from smartbooth.experiments import names
from smartbooth.experiments.rounds.standing import Standing
from smartbooth.experiments.shown.facts import Facts
from smartbooth.experiments.shown.words import Words

CLOSE = 0.02  # of shares: below it whole per cents would look like no difference
CAUSES: tuple[str | Promise, ...] = (  # of visitors in other shares than planned, the likeliest first
    lazy("A link or a redirect of yours that leads to one version only, or loses visitors of one."),
    lazy("A cache or a protection in front of the pages, which keeps one version for everybody."),
    lazy("A version that does not load in some browsers: its visitors are gone before they are counted."),
    lazy("A program that opens one version again and again."),
)
IMPOSSIBLE: dict[str, str | Promise] = {  # Impossible.code -> what it means to an owner
    "goals": lazy("In some hour more visitors reached the goal than came."),
    "negative": lazy("Some hour has fewer visitors than none."),
    "shares": lazy("For some hour it is not known how visitors were to be shared out."),
    "letters": lazy("Only one version has ever taken part."),
}


def words(now: Standing, known: Facts) -> Words:
    title, more, notes = _ratio(now) if now.verdict is not None else _impossible(now)
    return Words(_("These numbers cannot be trusted"), title, more, notes)


def _ratio(now: Standing) -> tuple[str, str, tuple[str, ...]]:
    """The version whose share is furthest from the plan, relative to it."""
    verdict = now.verdict
    assert verdict is not None
    off = {x: abs(verdict.seen[x] - plan) / (plan or 1.0) for x, plan in verdict.planned.items()}
    letter = max(off, key=lambda x: (off[x], x))
    places = 0 if abs(verdict.seen[letter] - verdict.planned[letter]) > CLOSE else 1
    title = _("%(letter)s got %(seen)s of the visitors, where %(planned)s were planned.") % {
        "letter": letter.upper(),
        "seen": names.percentage(verdict.seen[letter], places),
        "planned": names.percentage(verdict.planned[letter], places),
    }
    more = _(
        "By chance alone this happens in fewer than one test in 100. Something treats the versions differently, so "
        "none is named."
    )
    return title, more, tuple(map(str, CAUSES))


def _impossible(now: Standing) -> tuple[str, str, tuple[str, ...]]:
    title = str(IMPOSSIBLE.get(now.problem) or _("The counts of some hour contradict each other."))
    more = _("That cannot be, so no version is named. Nothing you did is wrong: please write to us.")
    return title, more, ()
