"""How a test ended, and what everybody gets since."""

from __future__ import annotations

from django.utils.translation import gettext as _

from smartbooth.core import clock
from smartbooth.experiments import names
from smartbooth.experiments.models import Round
from smartbooth.experiments.shown.facts import Facts
from smartbooth.experiments.shown.moments import at
from smartbooth.experiments.shown.words import listed, together


def after(round_: Round, known: Facts) -> str:
    """ "From 15:00 on everybody gets B." before that hour, "Everybody has got B since 15:00." from it on; "" while the
    test is open."""
    if round_.ended_hour is None:
        return ""
    moment, coming = {"moment": at(round_.ended_hour)}, round_.ended_hour > clock.hour()
    if round_.stays:
        return _stays(round_, known, moment, coming)
    if not round_.shown:
        text = _("Another test begins at %(moment)s.") if coming else _("Another test began at %(moment)s.")
        return text % moment
    facts = {**moment, "letter": round_.shown.upper(), "back": _kept_back(round_, known)}
    if known.changed:
        return _("From %(moment)s on everybody got %(letter)s. The shares were changed since.") % facts
    if facts["back"]:
        facts |= {"control": listed([x for x in known.since if x != round_.shown])}
        if coming:
            return _("From %(moment)s on everybody gets %(letter)s, except %(back)s who get %(control)s.") % facts
        return _("Everybody has got %(letter)s since %(moment)s, except %(back)s who get %(control)s.") % facts
    if coming:
        return _("From %(moment)s on everybody gets %(letter)s.") % facts
    return _("Everybody has got %(letter)s since %(moment)s.") % facts


def _stays(round_: Round, known: Facts, moment: dict[str, str], coming: bool) -> str:
    told = moment | {"letters": together([x for x in round_.letters if round_.arms[x]["until"] is None])}
    if known.changed:
        return _("At %(moment)s it ended, and all versions stayed. The shares were changed since.") % told
    if coming:
        return _("It ends at %(moment)s. New visitors still get %(letters)s, in the shares of now.") % told
    return _("It ended at %(moment)s. New visitors still get %(letters)s, in the shares they had.") % told


def _kept_back(round_: Round, known: Facts) -> str:
    """The share of visitors who do not get what the rest gets, "" for none."""
    rest = sum(weight for letter, weight in known.since.items() if letter != round_.shown)
    return names.axis_percent(rest / sum(known.since.values())) if rest else ""


def how(round_: Round, known: Facts) -> str:
    """By what or by whom it ended, "" while it is open. Who stops a test and leaves the shares as they are is not
    kept."""
    if round_.open:
        return ""
    if known.by and not known.mine and round_.ended_why in (Round.CHOSEN, Round.STOPPED, Round.RESTARTED):
        return _("%(name)s decided that.") % {"name": known.by}
    return {
        Round.WINNER: _("That happened by itself, as you had asked."),
        Round.CHOSEN: _("You decided that.") if known.mine else _("That was decided by hand."),
        Round.STOPPED: _("You stopped the test.") if known.mine else _("It was stopped by hand."),
        Round.RESTARTED: _("You began it anew.") if known.mine else _("It was begun anew."),
        Round.ALONE: _("One version was left."),
    }.get(round_.ended_why, "")
