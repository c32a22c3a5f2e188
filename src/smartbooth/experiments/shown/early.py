"""Too early to say: how it looks so far, and what may still be."""

from __future__ import annotations

import math

from django.utils.translation import gettext as _

from smartbooth.core import clock
from smartbooth.experiments.rounds.standing import Standing
from smartbooth.experiments.shown import goals
from smartbooth.experiments.shown.compare import Look, asked, judged, look, ranked
from smartbooth.experiments.shown.facts import Facts
from smartbooth.experiments.shown.moments import at
from smartbooth.experiments.shown.sizes import ALIKE, fits, near
from smartbooth.experiments.shown.time import left
from smartbooth.experiments.shown.words import Words, listed


def words(now: Standing, known: Facts) -> Words:
    begun = now.round.begun_hour <= clock.hour()
    return Words(_("Keep collecting") if begun else _("Not begun yet"), *_said(now, known))


def _said(now: Standing, known: Facts) -> tuple[str, str, tuple[str, ...]]:
    """Title, second sentence, notes."""
    verdict, round_ = now.verdict, now.round
    assert verdict is not None  # where there is none the state is another
    if round_.begun_hour > clock.hour():
        return _("The test begins at %(moment)s.") % {"moment": at(round_.begun_hour)}, "", ()
    there = asked(now)
    if not there and any(verdict.totals[letter][0] for letter in round_.letters):
        return _("Too early to say."), _("Those still in the test had no visitors yet."), ()
    if not there:
        return (
            _("No visitors in this test yet."),
            _("Each visitor who comes now sees one version, and is counted."),
            (),
        )
    early = _("Too early to say.")
    if len(there) == 1:
        return early, _alone(now, there[0]), ()
    if not any(verdict.totals[letter][1] for letter in there):
        return early, goals.nobody(round_.goal, known.label), ()
    how = _several(now) if len(judged(now)) > 2 else _two(look(verdict, there[1], there[0]))
    return early, f"{how} {left(now)}".strip(), _missing(now, there)


def _alone(now: Standing, letter: str) -> str:
    """That of those to be compared one had visitors; others may have had some before they left."""
    assert now.verdict is not None
    if any(visitors for x, (visitors, _goals) in now.verdict.totals.items() if x != letter):
        return _("Of those still in the test, only %(letter)s had visitors so far.") % {"letter": letter.upper()}
    return _("So far only %(letter)s had visitors.") % {"letter": letter.upper()}


def _two(one: Look) -> str:
    return fits(one.lift, _looks(one))


def _several(now: Standing) -> str:
    """The front-runner against the control; where the control leads or is gone, against whoever comes closest."""
    verdict, control = now.verdict, now.round.control
    assert verdict is not None
    first, second, *_rest = ranked(now)
    if first == control:
        one = look(verdict, second, first)
        ahead = _("%(letter)s looks best so far.") % {"letter": first.upper()}
        return ahead + " " + _two(one)
    one = look(verdict, first, control if control in asked(now) else second)
    return fits(one.lift, _best(one))


def _missing(now: Standing, there: list[str]) -> tuple[str, ...]:
    lacking = [letter for letter in judged(now) if letter not in there]
    return (_("No visitors yet: %(letters)s.") % {"letters": listed(lacking)},) if lacking else ()


def _looks(one: Look) -> str:
    """ "B looks 20% better", beside the other of two or the one just named."""
    facts = {"letter": one.letter.upper(), "rival": one.rival.upper(), "size": near(one.told)}
    if abs(one.told) < ALIKE:
        text = _("%(letter)s looks about as good as %(rival)s")
    elif math.isinf(one.told):
        return _("%(letter)s looks better") % facts
    else:
        text = _("%(letter)s looks %(size)s better") if one.told > 0 else _("%(letter)s looks %(size)s worse")
    return _hourly(text % facts, one)


def _best(one: Look) -> str:
    """Of the front-runner of several. (One that is a little behind the control in its pair cannot be first.)"""
    facts = {"letter": one.letter.upper(), "rival": one.rival.upper(), "size": near(one.told)}
    if one.told < ALIKE:
        return _looks(one)
    if math.isinf(one.told):
        return _("%(letter)s looks best so far") % facts
    return _hourly(_("%(letter)s looks best so far, %(size)s better than %(rival)s") % facts, one)


def _hourly(said: str, one: Look) -> str:
    """With the reason why it is another number than the rates beside it give."""
    if one.agrees or math.isnan(one.plain):
        return said
    return _("%(said)s, compared hour by hour") % {"said": said}
