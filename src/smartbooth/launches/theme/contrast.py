"""What of a theme would be hard to read or to see, in plain sentences (WCAG 2.2: 1.4.3, 1.4.11)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from smartbooth.launches.theme import colour as c
from smartbooth.launches.theme.form import parse

TEXT, PART = 4.5, 3.0  # least ratio: running text; a button's or field's shape


def contrast(theme: Mapping[str, Any]) -> list[str]:
    """Problems, worst first; empty when all reads well. Text on the accent, links, secondary text and the dark
    variant are chosen by us to read, so only what the owner chose can fail."""
    chosen = parse(theme)
    pairs = [
        (chosen["text"], chosen["background"], TEXT, _("The text is hard to read on the background")),
        (chosen["text"], chosen["surface"], TEXT, _("The text is hard to read on the tinted background")),
        (chosen["accent"], chosen["background"], PART, _("Buttons are hard to see on the background")),
        (chosen["accent"], chosen["surface"], PART, _("Buttons are hard to see on the tinted background")),
    ]
    found = sorted(
        (c.ratio(one, other) / least, sentence, c.ratio(one, other), least)
        for one, other, least, sentence in pairs
        if c.ratio(one, other) < least
    )
    told = _(
        "%(sentence)s: contrast %(ratio)s, at least %(least)s is needed. Make one darker or the other lighter."
    )
    return [
        told % {"sentence": sentence, "ratio": _written(ratio), "least": _written(least)}
        for _share, sentence, ratio, least in found
    ]


def _written(ratio: float) -> str:
    """One decimal in the reader's language; cut, not rounded: 4.46 must not read as the 4.5 it misses."""
    return str(number_format(int(ratio * 10) / 10, 1))
