"""Who got how many visitors, beside how they were to be shared out: what is shown of numbers that cannot be trusted."""

from __future__ import annotations

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from smartbooth.experiments import names
from smartbooth.experiments.charts.marks import marker
from smartbooth.experiments.charts.scale import Linear, ticks
from smartbooth.experiments.charts.svg import picture, tag
from smartbooth.experiments.rounds.standing import Standing

WORD = 8.8  # pixels: a letter of the bold words at a bar's end
ROW = 46.0  # pixels a version
ABOVE = 20.0  # … and more where its words stand on a line of their own
FOOT = 28.0  # … and the axis below


def title() -> str:
    return _("Visitors, planned and seen")


def draw(now: Standing, width: float) -> SafeString:
    """A bar a version as wide as its share of the visitors, and a line where it was to end. "" where the plan is not
    known."""
    verdict = now.verdict
    if verdict is None or not verdict.planned:
        return SafeString("")
    steps = ticks(max(*verdict.planned.values(), *verdict.seen.values()), 4, whole=False)
    texts = {x: said(verdict.seen[x], plan) for x, plan in verdict.planned.items()}
    tail = WORD * max(map(len, texts.values())) + 20
    above = ABOVE if tail > width / 2 else 0.0
    row = ROW + above
    x = Linear(0, steps[-1], 34, width - (20 if above else tail))
    height = row * len(texts) + FOOT
    rules = [tag("line", x1=x(s), x2=x(s), y1=4.0, y2=height - 26, class_="rule" if s else "base") for s in steps]
    words = [
        tag("text", names.axis_percent(s), x=x(s), y=height - 8, text_anchor="middle") for s in steps if s <= 1
    ]
    rows = [
        tag(
            "g",
            _bar(letter, row * (i + 1) - ROW / 2 + 2, x, verdict.seen[letter], verdict.planned[letter]),
            _words(text, row * (i + 1) - ROW / 2 + 2, x, bool(above)),
            class_=f"v-{letter}",
        )
        for i, (letter, text) in enumerate(texts.items())
    ]
    description = "; ".join(f"{letter.upper()}: {text}" for letter, text in texts.items())
    return picture(
        width, height, title(), description, tag("g", *rules, *words, class_="axis"), *rows, class_="chart shares"
    )


def said(seen: float, planned: float) -> str:
    """ "56.0% seen, 50.0% planned"."""
    return _("%(seen)s seen, %(planned)s planned") % {
        "seen": names.percentage(seen, 1),
        "planned": names.percentage(planned, 1),
    }


def _bar(letter: str, y: float, x: Linear, seen: float, planned: float) -> SafeString:
    return tag(
        "g",
        tag("text", letter.upper(), x=8.0, y=y + 5, class_="name"),
        tag("rect", x=x.start, y=y - 9, width=max(1.0, x(seen) - x.start), height=18.0, class_="band"),
        tag("line", x1=x(planned), x2=x(planned), y1=y - 15, y2=y + 15, class_="plan"),
        marker(letter, x(seen), y, size=6, class_="solid"),
    )


def _words(said: str, y: float, x: Linear, above: bool) -> SafeString:
    place = (x.start, y - 22) if above else (x.end + 12, y + 5)
    return tag("text", said, x=place[0], y=place[1], class_="value")
