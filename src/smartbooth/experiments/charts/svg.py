"""The smallest SVG writer: escapes everything that is not its own, writes numbers short."""

from __future__ import annotations

import math

from django.utils.html import conditional_escape, escape
from django.utils.safestring import SafeString, mark_safe


def short(value: float) -> str:
    """A coordinate with at most one decimal. Raises ValueError for what is no number: a chart never draws NaN."""
    if not math.isfinite(value):
        raise ValueError(f"not a coordinate: {value}")
    written = f"{value:.1f}".removesuffix(".0")
    return "0" if written == "-0" else written


def tag(name: str, *children: str, **attributes: str | float | None) -> SafeString:
    """An element. `class_` is class, `stroke_width` is stroke-width; None leaves an attribute out; text is escaped."""
    written = []
    for key, value in attributes.items():
        if value is None:
            continue
        text = value if isinstance(value, str) else short(value)
        written.append(f' {key.rstrip("_").replace("_", "-")}="{escape(text)}"')
    inside = "".join(conditional_escape(child) for child in children)
    body = f">{inside}</{name}>" if children else "/>"
    return mark_safe(f"<{name}{''.join(written)}{body}")  # noqa: S308 - every part was escaped above


def picture(width: float, height: float, title: str, description: str, *children: str, class_: str) -> SafeString:
    """The root: an image to assistive technology, named by `title` and `description`."""
    return tag(
        "svg", tag("title", title), tag("desc", description), *children,
        xmlns="http://www.w3.org/2000/svg", viewBox=f"0 0 {short(width)} {short(height)}", width=width, height=height,
        role="img", aria_label=f"{title}. {description}", class_=class_,
    )  # fmt: skip


def path(points: list[tuple[float, float]]) -> str:
    """Path data through `points`."""
    return "".join(f"{'L' if i else 'M'}{short(x)} {short(y)}" for i, (x, y) in enumerate(points))
