"""The pictures of a test: what each version could be worth, as it became clear; for numbers that cannot be trusted, who
got how many visitors instead."""

from __future__ import annotations

import math
from collections.abc import Sequence
from datetime import datetime, time, timedelta

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from smartbooth.core import clock
from smartbooth.experiments import names
from smartbooth.experiments.charts import spans
from smartbooth.experiments.charts.spans import Chart, Panel, Span
from smartbooth.experiments.moments import day
from smartbooth.experiments.rounds.standing import Standing
from smartbooth.experiments.shown import shares
from smartbooth.experiments.shown.sizes import near, range_, signed, size
from smartbooth.experiments.shown.story import Story, story
from smartbooth.experiments.verdict.judge import Moment, Pair
from smartbooth.experiments.verdict.states import State

WIDE, MIDDLE, NARROW = 1070.0, 640.0, 340.0  # pixels
TABLET = 840.0  # between wide and middling, for a card that has the page's whole width
PANEL = 280.0  # a panel's height
READABLE = 420.0  # a panel's least width beside another
CLOSE = 330.0  # … and where they would else not stand in one row
BAR = 26.0  # pixels a bar needs with the air around it
MARK = 62.0  # … and the name of a moment
ROOM = 1.4  # how much further the picture reaches than the newest bar: where the older ones come from is seen
LEAST = math.log(1.12)  # … and at least: twelve per cent more
UNKNOWN = math.log(2.5)  # … where the newest bar has no end
FARTHEST = math.log(6)  # a picture that reached further would show nothing else
STEPS = (
    -0.9,
    -0.8,
    -0.7,
    -0.5,
    -0.3,
    -0.2,
    -0.1,
    -0.05,
    0.05,
    0.1,
    0.2,
    0.5,
    1.0,
    2.0,
    4.0,
)  # that an axis may name
SHORT = 48  # hours: up to so many moments are named by their hour
APART = 26.0  # pixels: between two of them


def over_time(now: Standing, width: float = WIDE, told: Story | None = None) -> SafeString:
    """The picture, `width` pixels wide; "" while there is nothing to draw. `told`: the story where one has it."""
    if now.state == State.UNTRUSTED:
        return shares.draw(now, width)
    told = told or story(now)
    if told is None:
        return SafeString("")
    columns = _columns(len(told.letters), width)
    return spans.draw(_chart(now, told, width, columns), width, PANEL, columns)


def _columns(panels: int, width: float) -> int:
    """As many as are readable; or one more where all then stand in one row, hardly narrower."""
    fit = min(panels, max(1, int((width + spans.GAP) // (READABLE + spans.GAP))))
    return panels if panels == fit + 1 and width >= panels * CLOSE + fit * spans.GAP else fit


def sizes(now: Standing, *more: float) -> list[SafeString]:
    """For a wide, a middling and a narrow page, then of `more` widths; [] while there is nothing to draw."""
    told = None if now.state == State.UNTRUSTED else story(now)
    drawn = [over_time(now, width, told) for width in (WIDE, MIDDLE, NARROW, *more)]
    return drawn if drawn[0] else []


def title(now: Standing) -> str:
    if now.state == State.UNTRUSTED:
        return shares.title()
    return _("What could be true, as visitors came in")


def _chart(now: Standing, told: Story, width: float, columns: int) -> Chart:
    wide = width / columns - 130  # the axis' words and the newest bar's take the rest
    moments = told.thinned(max(4, int(wide // BAR)))
    margin = now.round.margin / 100
    edges = _edges(told, margin)
    return Chart(
        title=title(now),
        description=description(told),
        panels=[_panel(told, letter, moments) for letter in told.letters],
        edges=edges,
        steps=_steps(edges, _same(told, width / columns)),
        marks=marks([one.hour for one in moments], max(2, int(wide // MARK))),
        idle=(scale(-margin), scale(margin)),
    )


def _panel(told: Story, letter: str, moments: Sequence[Moment]) -> Panel:
    spans_ = [
        Span(one.hour, scale(pair.lift[0]), scale(pair.lift[1]), scale(pair.estimate))
        for one in moments
        for pair in [one.pairs[letter]]
    ]
    name = _("%(letter)s compared with %(control)s") % {"letter": letter.upper(), "control": told.control.upper()}
    return Panel(letter, name, spans_, _ends(letter, moments[-1].pairs[letter]))


def _ends(letter: str, pair: Pair) -> tuple[str, str, str]:
    low, high = pair.lift
    at = signed(pair.estimate, near(pair.estimate)) if -1 < pair.estimate < math.inf else ""
    return (
        "" if math.isinf(high) else signed(high, size(high, down=False)),
        f"{letter.upper()} {at}".rstrip(),
        "" if low <= -1 else signed(low, size(low, down=True)),
    )


def scale(lift: float) -> float:
    """Where a lift lies in the picture: twice as many is as far from no difference as half as many, which is how far
    each is from being explained by chance."""
    return math.log1p(lift) if lift > -1 else -math.inf


def _edges(told: Story, margin: float) -> tuple[float, float]:
    pairs = [told.moments[-1].pairs[letter] for letter in told.letters]
    least = max(LEAST, scale(margin) * ROOM)
    low = max(least, *(_reach(-scale(pair.lift[0])) for pair in pairs))
    return -low, max(least, *(_reach(scale(pair.lift[1])) for pair in pairs))


def _reach(end: float) -> float:
    """How far the picture goes for one end of a newest bar, positive on its own side of no difference."""
    return UNKNOWN if math.isinf(end) else min(FARTHEST, end * ROOM)


def _same(told: Story, width: float) -> str:
    """What the line of no difference is called in a panel `width` wide: in a narrow one words would take its room."""
    if width < READABLE:
        return f"= {told.control.upper()}"
    return _("as good as %(letter)s") % {"letter": told.control.upper()}


def _steps(edges: tuple[float, float], same: str) -> list[tuple[float, str]]:
    """The axis: no difference, and from there on either way round numbers that leave each other room."""
    pixel = (edges[1] - edges[0]) / (PANEL - spans.TOP - spans.BOTTOM)
    chosen = [(0.0, same)]
    for way in (1, -1):
        last = 0.0
        for step in sorted((x for x in STEPS if x * way > 0), key=abs):
            at = scale(step)
            if abs(at - last) >= APART * pixel and edges[0] <= at <= edges[1]:
                chosen.append((at, signed(step, names.axis_percent(abs(step)))))
                last = at
    return chosen


def marks(hours: Sequence[int], most: int) -> list[tuple[float, str]]:
    """At most `most` names under the bars that stand for `hours`: of days, evenly and where each begins; of moments, as
    the bars', where it is no more than SHORT."""
    zone = timezone.get_current_timezone()
    first, last = (min(clock.hour_start(one + 1), clock.now()).astimezone(zone) for one in (hours[0], hours[-1]))
    if hours[-1] - hours[0] <= SHORT:
        return _moments(hours, most)
    begins = [
        datetime.combine(first.date() + timedelta(days=n), time(), zone)
        for n in range((last.date() - first.date()).days + 1)
    ]
    step = math.ceil((last - first) / timedelta(days=most))
    return [_beginning(one) for one in begins[::-1][::step][::-1] if one >= first]


def _beginning(moment: datetime) -> tuple[float, str]:
    """A bar stands at its hour and says what was known by the end of it."""
    return moment.timestamp() / clock.HOUR - 1, day(moment)


def _moments(hours: Sequence[int], most: int) -> list[tuple[float, str]]:
    """Each named by its day, or by the hour where the one before is of the same day."""
    zone = timezone.get_current_timezone()
    chosen: list[tuple[float, str]] = []
    last = None
    for hour in hours[::-1][:: -(-len(hours) // most)][::-1]:
        moment = min(clock.hour_start(hour + 1), clock.now()).astimezone(zone)  # it is what was known by then
        chosen.append((float(hour), _clock(moment) if moment.date() == last else day(moment)))
        last = moment.date()
    return chosen


def _clock(moment: datetime) -> str:
    return date_format(moment, pgettext("an hour, as Django's date format", "H:i"))


def caption(now: Standing) -> str:
    """What the picture's bars and strip are, for the line under it."""
    if now.state == State.UNTRUSTED:
        return _("The bar is what came, the dashed line what was planned.")
    text = _(
        "Each bar is all that the visitors until then leave possible; an arrow says that it goes on. The strip "
        "along the line: less than %(margin)s, which was not to matter."
    )
    return text % {"margin": names.percentage(now.round.margin / 100, 0)}


def description(told: Story) -> str:
    """The picture in words: for each version the first, the middle and the newest range."""
    parts = []
    for letter in told.letters:
        pairs = [one.pairs[letter] for one in told.moments]
        chosen = {0: pairs[0], len(pairs) // 2: pairs[len(pairs) // 2], len(pairs) - 1: pairs[-1]}
        ranges = "; ".join(f"{_when(told.moments[i].hour)}: {range_(pair.lift)}" for i, pair in chosen.items())
        parts.append(f"{letter.upper()}: {ranges}")
    return ". ".join(parts)


def _when(hour: int) -> str:
    return day(min(clock.hour_start(hour + 1), clock.now()).astimezone(timezone.get_current_timezone()))
