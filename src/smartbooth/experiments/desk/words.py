"""A test in words: who competes, for what, since when, what came of it, and what happens next."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext, pgettext_lazy

from smartbooth.core import clock
from smartbooth.experiments import moments, names
from smartbooth.experiments.models import Round
from smartbooth.experiments.verdict.states import State

PLAIN: dict[str, str | Promise] = {
    Round.LEAD: pgettext_lazy("what a test counts", "sign-ups"),
    Round.CONFIRMED: pgettext_lazy("what a test counts", "confirmed sign-ups"),
    Round.CLICK: pgettext_lazy("what a test counts", "clicks"),
}
MORE: dict[str, str | Promise] = {
    Round.LEAD: pgettext_lazy("after “more” or “fewer”", "sign-ups"),
    Round.CONFIRMED: pgettext_lazy("after “more” or “fewer”", "confirmed sign-ups"),
    Round.CLICK: pgettext_lazy("after “more” or “fewer”", "clicks"),
}
ENDED: dict[str, str | Promise] = {
    Round.WINNER: gettext_lazy("By itself, as you had asked."),
    Round.CHOSEN: gettext_lazy("By hand, once it had an answer."),
    Round.STOPPED: gettext_lazy("Stopped by hand."),
    Round.RESTARTED: gettext_lazy("A new test took its place."),
    Round.ALONE: gettext_lazy("One version was left."),
}


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


def more(round_: Round) -> str:
    """The same after "23% more"."""
    return str(MORE[Round.CLICK if round_.goal == Round.BUTTON else round_.goal])


def hour(number: int) -> str:
    """The wall clock when hour `number` begins: "15:00"."""
    local = timezone.localtime(clock.hour_start(number))
    return date_format(local, pgettext("an hour, as Django's date format", "H:i"))


def day(number: int) -> str:
    """The day on which hour `number` begins, as in a sentence: "3 November"."""
    return moments.spoken(timezone.localtime(clock.hour_start(number)).date())


def under_way(round_: Round, visitors: int, buttons: Mapping[str, str]) -> str:
    """ "A, B and C compete since 3 November for sign-ups. 1,204 visitors asked." """
    who = {"letters": listed(round_.running), "goal": goal(round_, buttons)}
    if round_.begun_hour > clock.hour():
        begins = _("From %(hour)s on, %(letters)s compete for %(goal)s.")
        return begins % {**who, "hour": hour(round_.begun_hour)}
    compete = _("%(letters)s compete since %(day)s for %(goal)s.") % {**who, "day": day(round_.begun_hour)}
    if not visitors:
        return " ".join((compete, _("Nobody has been asked yet.")))
    asked = ngettext("%(n)s visitor asked.", "%(n)s visitors asked.", visitors) % {"n": names.count(visitors)}
    return " ".join((compete, asked))


def span(round_: Round) -> str:
    """ "3 – 17 Nov", "since 3 Nov"."""
    first = timezone.localtime(clock.hour_start(round_.begun_hour)).date()
    if round_.ended_hour is None or round_.ended_hour > clock.hour():
        return _("since %(day)s") % {"day": moments.day(first)}
    last = timezone.localtime(clock.hour_start(round_.ended_hour - 1)).date()
    return moments.day(first) if first == last else f"{moments.day(first)} – {moments.day(last)}"


def outcome(round_: Round) -> str:
    """What came out, in a sentence. Only what was recorded is said: a win that nobody recorded is none."""
    if round_.verdict == State.SAME:
        return _("No difference that matters: less than %(margin)s.") % {"margin": percent(round_.margin / 100)}
    if round_.verdict == State.WINNER:
        return _("%(letter)s won: %(gain)s.") % {"letter": round_.best.upper(), "gain": gain(round_, round_.best)}
    if round_.verdict == State.CONTROL:
        return _("%(letter)s, the control, won.") % {"letter": round_.best.upper()}
    if round_.open:
        return _("Too early to say.")
    if (round_.found or {}).get("problem"):
        return _("Its numbers could not be trusted, so it has no answer.")
    return _("It ended before there was an answer.")


def lift(round_: Round, letter: str) -> tuple[float, float] | None:
    """The interval that was recorded for `letter` against the control, an open end as infinity; None for none."""
    pair: dict[str, Any] | None = ((round_.found or {}).get("pairs") or {}).get(letter)
    if pair is None:
        return None
    low, high = pair["lift"]
    return (-1.0 if low is None else low, math.inf if high is None else high)


def gain(round_: Round, letter: str) -> str:
    """ "23% to 109% more sign-ups", of what was recorded. The low end is rounded down, the high end up."""
    return between(lift(round_, letter) or (-1.0, math.inf), more(round_))


def between(ends: tuple[float, float], what: str) -> str:
    """An interval of relative lift as a phrase: all more, all fewer, or either."""
    low, high = math.floor(ends[0] * 100 + ROUNDING), ends[1] * 100
    if low <= -100 and math.isinf(high):
        return _("anything is possible")
    if math.isinf(high):
        return _("at least %(low)s more %(what)s") % {"low": percent(low / 100), "what": what} if low >= 0 else (
            _("%(low)s fewer to many times more %(what)s") % {"low": percent(-low / 100), "what": what}
        )  # fmt: skip
    top = math.ceil(high - ROUNDING)
    texts = {"low": percent(abs(low) / 100), "high": percent(abs(top) / 100), "what": what}
    if low >= 0:
        return _("%(low)s to %(high)s more %(what)s") % texts
    if top <= 0:
        return _("%(high)s to %(low)s fewer %(what)s") % texts
    return _("%(low)s fewer to %(high)s more %(what)s") % texts


ROUNDING = 1e-9  # 23% is stored as 0.23, a hundred times which is 23.000000000000004


def percent(share: float) -> str:
    """ "23%", as the language writes it."""
    return names.axis_percent(share)


def since_then(round_: Round, split: Mapping[str, int]) -> str:
    """What new visitors get since an ended test's hour. `split`: the shares then, by letter."""
    if round_.shown:
        back = split.get(round_.control, 0) if round_.shown != round_.control else 0
        if back and len(split) > 1:
            kept = {"letter": round_.control.upper(), "part": percent(back / sum(split.values()))}
            most = _("Everybody gets %(letter)s") % {"letter": round_.shown.upper()}
            return _("%(most)s, but for %(part)s who get %(letter)s.") % {"most": most, **kept}
        return _("Everybody gets %(letter)s.") % {"letter": round_.shown.upper()}
    return _("The next test decides.") if round_.ended_why == Round.RESTARTED else ""
