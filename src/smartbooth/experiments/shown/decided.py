"""A test that has come to something: by how much one version beats another, or that nothing that matters is between
them.

The numbers said are today's. Should today's alone not bear the verdict any more (it was reached on an earlier day, and
stays: that is what its error rate is promised for), the ones it was reached on are said, with that day.
"""

from __future__ import annotations

import math

from django.utils import timezone
from django.utils.translation import gettext as _

from smartbooth.experiments import names
from smartbooth.experiments.moments import spoken
from smartbooth.experiments.rounds.standing import Standing
from smartbooth.experiments.shown import goals
from smartbooth.experiments.shown.compare import Lift, inverse, judged, look, rival
from smartbooth.experiments.shown.facts import Facts
from smartbooth.experiments.shown.sizes import high_end, low_end, range_, size
from smartbooth.experiments.shown.words import Words, listed


def winner(now: Standing, known: Facts) -> Words:
    best = now.round.best
    other = rival(now, best)
    lift, notes = standing_lift(now, best, other)
    beaten = [letter for letter in judged(now) if letter not in (best, other)]
    if beaten:
        notes += (_("It also does better than %(letters)s.") % {"letters": listed(beaten)},)
    return Words(_won(now, best), _gets_more(now, best, other, lift, known), how_sure(now), notes)


def control(now: Standing, known: Facts) -> Words:
    best = now.round.best
    others = [letter for letter in judged(now) if letter != best]
    first = rival(now, best)
    lift, notes = standing_lift(now, best, first)
    turned = (inverse(lift[1]), inverse(lift[0]))
    title = _gets_fewer(now, first, best, turned, known)
    if len(others) > 1:
        notes += (_("No other version does as well: %(letters)s.") % {"letters": listed(others)},)
    return Words(_won(now, best), title, how_sure(now), notes)


def same(now: Standing, known: Facts) -> Words:
    margin = names.percentage(now.round.margin / 100, 0)
    title = _("Whichever you keep, it makes less than %(margin)s difference to %(what)s.")
    settled = _("Less than %(margin)s was not to matter: that was settled when the test began.") % {
        "margin": margin
    }
    said, notes = _same_range(now)
    return Words(
        _("No difference that matters"),
        title % {"margin": margin, "what": goals.noun(now.round.goal, known.label)},
        f"{said} {settled}".strip(),
        notes,
    )


def _same_range(now: Standing) -> tuple[str, tuple[str, ...]]:
    """Of two versions, where the second one is; and the note where today's numbers alone would leave more open."""
    assert now.verdict is not None
    control_, *others = judged(now)
    if len(others) != 1:
        return "", ()
    low, high = look(now.verdict, others[0], control_).lift
    if low < -now.round.margin / 100 or high > now.round.margin / 100:
        return "", _then(now, (low, high))
    return between(others[0], (low, high)), ()


def _won(now: Standing, best: str) -> str:
    text = _("%(letter)s wins") if now.round.open else _("%(letter)s won")
    return text % {"letter": best.upper()}


def how_sure(now: Standing) -> str:
    """What the verdict's error rate means."""
    text = _(
        "Were the pages equal, a test like this would name a winner at most once in %(often)s, however often you look."
    )
    return text % {"often": names.count(1 / now.round.alpha)}


def standing_lift(now: Standing, best: str, other: str) -> tuple[Lift, tuple[str, ...]]:
    """The lift of `best` against `other` that bears the verdict: today's, or the one it was reached on, and then the
    note that says so."""
    assert now.verdict is not None
    today = look(now.verdict, best, other).lift
    then = _found(now, best, other)
    if today[0] > 0 or then is None:
        return today, ()
    return then, _then(now, today)


def _then(now: Standing, today: Lift) -> tuple[str, ...]:
    if now.round.reached_at is None:
        return ()
    day = spoken(now.round.reached_at.astimezone(timezone.get_current_timezone()))
    note = _("So it was on %(day)s, when this was decided. Today’s numbers alone would allow %(range)s.")
    return (note % {"day": day, "range": range_(today)},)


def _found(now: Standing, best: str, other: str) -> Lift | None:
    """From the record of that moment, which has the pairs with the control; None where it has no such pair or the pair
    did not bear it either."""
    pairs = (now.round.found or {}).get("pairs", {})
    control_ = now.round.control
    kept = pairs.get(best if other == control_ else other)
    if kept is None or control_ not in (best, other):
        return None
    low, high = (-1.0 if kept["lift"][0] is None else kept["lift"][0], kept["lift"][1])
    lift = (low, math.inf if high is None else high)
    lift = lift if other == control_ else (inverse(lift[1]), inverse(lift[0]))
    return lift if lift[0] > 0 else None


def _gets_more(now: Standing, best: str, other: str, lift: Lift, known: Facts) -> str:
    return more(best, _what(now, known), lift, _named(now, other))


def _gets_fewer(now: Standing, letter: str, best: str, lift: Lift, known: Facts) -> str:
    return fewer(letter, _what(now, known), lift, _named(now, best))


def _what(now: Standing, known: Facts) -> str:
    return goals.noun(now.round.goal, known.label)


def _named(now: Standing, other: str) -> str:
    """With two versions it is clear than whom."""
    return other if len(judged(now)) > 2 else ""


def more(letter: str, what: str, lift: Lift, rival: str = "") -> str:
    """ "B gets between 23% and 109% more sign-ups than A." `lift` is above 0."""
    facts = {"letter": letter.upper(), "what": what}
    low, high = lift
    if low <= 0:
        return _than(_("%(letter)s gets more %(what)s") % facts, rival)
    facts |= {"low": size(low, down=True)}
    if math.isinf(high):
        return _than(_("%(letter)s gets at least %(low)s more %(what)s") % facts, rival)
    facts |= {"high": size(high, down=False)}
    return _than(_("%(letter)s gets between %(low)s and %(high)s more %(what)s") % facts, rival)


def fewer(letter: str, what: str, lift: Lift, rival: str = "") -> str:
    """The same of a `lift` below 0."""
    facts = {"letter": letter.upper(), "what": what}
    low, high = lift
    if high >= 0:
        return _than(_("%(letter)s gets fewer %(what)s") % facts, rival)
    facts |= {"low": size(high, down=False)}
    if low <= -1:
        return _than(_("%(letter)s gets at least %(low)s fewer %(what)s") % facts, rival)
    facts |= {"high": size(low, down=True)}
    return _than(_("%(letter)s gets between %(low)s and %(high)s fewer %(what)s") % facts, rival)


def _than(clause: str, rival: str) -> str:
    return (_("%(clause)s than %(rival)s.") if rival else _("%(clause)s.")) % {
        "clause": clause,
        "rival": rival.upper(),
    }


def between(letter: str, lift: Lift) -> str:
    """Where the second of two versions is when nothing that matters is between them."""
    text = _("%(letter)s is somewhere from %(low)s to %(high)s.")
    return text % {"letter": letter.upper(), "low": low_end(lift[0]), "high": high_end(lift[1])}
