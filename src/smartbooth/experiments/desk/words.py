"""A test in words: who competes, for what, since when, what came of it, and what happens next."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext_lazy

from smartbooth.core import clock
from smartbooth.experiments import moments, names
from smartbooth.experiments.models import Round
from smartbooth.experiments.shown import arms, goals
from smartbooth.experiments.shown.sizes import size
from smartbooth.experiments.verdict.states import State
from smartbooth.launches.studio.when import mark

PLAIN: dict[str, str | Promise] = {
    Round.LEAD: pgettext_lazy("what a test counts", "sign-ups"),
    Round.CONFIRMED: pgettext_lazy("what a test counts", "confirmed sign-ups"),
    Round.CLICK: pgettext_lazy("what a test counts", "clicks"),
}
ENDED: dict[str, str | Promise] = {
    Round.WINNER: gettext_lazy("By itself, as you had asked."),
    Round.CHOSEN: gettext_lazy("By hand, once it had an answer."),
    Round.STOPPED: gettext_lazy("Stopped by hand."),
    Round.RESTARTED: gettext_lazy("A new test took its place."),
    Round.ALONE: gettext_lazy("One version was left."),
}


HELD = "\N{NON-BREAKING HYPHEN}"


def listed(letters: Sequence[str]) -> str:
    """ "A", "A and B", "A, B and C"."""
    shown = [letter.upper() for letter in letters]
    if len(shown) < 2:
        return "".join(shown)
    return _("%(some)s and %(last)s") % {"some": ", ".join(shown[:-1]), "last": shown[-1]}


def goal(round_: Round, buttons: Mapping[str, str]) -> str:
    """What it counts, as in "for sign-ups". `buttons`: {block's id: words} (experiments/buttons.py)."""
    if round_.goal == Round.BUTTON:
        return _("clicks on “%(button)s”") % {"button": buttons.get(round_.button, round_.button)}
    return str(PLAIN[round_.goal])


def column(round_: Round, label: str) -> str:
    """The goal as a column's head, which is narrow: "Sign-ups" is not broken."""
    return goals.heading(round_.goal, label).replace("-", HELD)


def day(number: int) -> str:
    """The day on which hour `number` begins, as in a sentence: "3 November"."""
    return moments.spoken(timezone.localtime(clock.hour_start(number)).date())


def under_way(round_: Round, visitors: int, buttons: Mapping[str, str]) -> SafeString:
    """ "A and B have competed for sign-ups since 3 November. C joins at 15:00. 1,204 visitors." """
    who = {"letters": listed(arms.present(round_)), "goal": goal(round_, buttons)}
    if round_.begun_hour > clock.hour():
        text: str = _("From {hour} on, {letters} compete for {goal}.")
        return format_html(text, hour=mark(round_.begun_hour), **who)
    compete = _("%(letters)s have competed for %(goal)s since %(day)s.") % {**who, "day": day(round_.begun_hour)}
    seen = _("No visitors in this test yet.")
    if visitors:
        seen = ngettext("%(n)s visitor so far.", "%(n)s visitors so far.", visitors) % {"n": names.count(visitors)}
    parts = [compete, *changes(round_).values(), seen]
    return format_html_join(" ", "{}", ((part,) for part in parts))


def changes(round_: Round) -> dict[str, SafeString]:
    """{letter: "C joins at 15:00."} of those that come or go at the next full hour."""
    joins, leaves = _("{letter} joins at {hour}."), _("{letter} leaves at {hour}.")
    told = {x: format_html(joins, letter=x.upper(), hour=mark(at)) for x, at in arms.joining(round_).items()}
    gone = {x: format_html(leaves, letter=x.upper(), hour=mark(at)) for x, at in arms.leaving(round_).items()}
    return dict(sorted((told | gone).items()))


def outcome(round_: Round, label: str) -> str:
    """What came out, in a sentence. Only what was recorded is said: a win that nobody recorded is none. `label`: the
    chosen button's words."""
    best = round_.best.upper()
    if round_.verdict == State.SAME:
        return _("No difference that matters: less than %(margin)s.") % {"margin": percent(round_.margin / 100)}
    if round_.verdict == State.WINNER:
        gained = gain(recorded(round_, round_.best), goals.noun(round_.goal, label))
        return _("%(letter)s won: %(gain)s.") % {"letter": best, "gain": gained} if gained else (
            _("%(letter)s won.") % {"letter": best}
        )  # fmt: skip
    if round_.verdict == State.CONTROL:
        return _("%(letter)s, the control, won.") % {"letter": best}
    if round_.open:
        return _("Too early to say.")
    if (round_.found or {}).get("problem"):
        return _("Its numbers could not be trusted, so it has no answer.")
    if round_.ended_why == Round.STOPPED:
        return _("It was stopped before there was an answer.")
    return _("It ended before there was an answer.")


def recorded(round_: Round, letter: str) -> tuple[float, float, float] | None:
    """(low end, high end, the one that is said) of the relative lift of `letter` against the control as it was recorded
    last, or when it won if it would not win any more; an open end as -1 or infinity. None for none."""
    found = [(record.get("pairs") or {}).get(letter) for record in (round_.newest, round_.found or {})]
    told = [_ends(pair) for pair in found if pair is not None and pair["told"] is not None]
    return next((ends for ends in told if ends[0] > 0), told[0] if told else None)


def _ends(pair: Mapping[str, Any]) -> tuple[float, float, float]:
    low, high = pair["lift"]
    return (-1.0 if low is None else low, math.inf if high is None else high, pair["told"])


def gain(ends: tuple[float, float, float] | None, what: str) -> str:
    """ "23% to 109% more sign-ups", "at least 23% more sign-ups": the interval of a version that won; "" where none was
    recorded or it is no gain. The low end is rounded down, the high end up."""
    if ends is None or ends[0] <= 0:
        return ""
    told = {"low": size(ends[0], down=True), "what": what}
    if math.isinf(ends[1]):
        return _("at least %(low)s more %(what)s") % told
    return _("%(low)s to %(high)s more %(what)s") % {**told, "high": size(ends[1], down=False)}


def percent(share: float) -> str:
    """ "23%", as the language writes it."""
    return names.axis_percent(share)


def shown(round_: Round, shares: Mapping[str, int], still: bool) -> SafeString | str:
    """What new visitors got when a test had ended, or will get from its hour on; "" where another test followed.
    `shares`: {letter: weight} then; `still`: they get it to this day."""
    letter = round_.shown
    if not letter:
        return stays(round_, still) if round_.stays else ""
    others = [one for one in sorted(shares) if one != letter]
    told = {"letter": letter.upper(), "others": listed(others)}
    if others:
        told["part"] = percent(round(sum(shares[one] for one in others) / sum(shares.values()), 2))
    if round_.ended_hour is not None and round_.ended_hour > clock.hour():
        return coming(round_.ended_hour, told, bool(others))
    if not others:
        text = _("Everybody gets %(letter)s now.") if still else _("Everybody then got %(letter)s.")
        return text % told
    if still:
        return _("Everybody gets %(letter)s now, but for %(part)s who get %(others)s.") % told
    return _("Everybody then got %(letter)s, but for %(part)s who got %(others)s.") % told


def stays(round_: Round, still: bool) -> SafeString | str:
    """That new visitors go on getting all versions of a stopped test; "" once they do not."""
    told = {"letters": listed([x for x in round_.letters if round_.arms[x]["until"] is None])}
    if round_.ended_hour is not None and round_.ended_hour > clock.hour():
        said: str = _("The test ends at {hour}. New visitors still get {letters}, in the shares of now.")
        return format_html(said, hour=mark(round_.ended_hour), **told)
    return _("New visitors still get %(letters)s, in the shares they had.") % told if still else ""


def coming(number: int, told: Mapping[str, str], others: bool) -> SafeString:
    """What new visitors get from hour `number` on. `told`: "letter" and, with `others`, who get another one, "part" and
    "others"."""
    if others:
        said: str = _("From {hour} on new visitors get {letter}, but for {part} who still get {others}.")
    else:
        said = _("From {hour} on every new visitor gets {letter}.")
    return format_html(said, hour=mark(number), **told)
