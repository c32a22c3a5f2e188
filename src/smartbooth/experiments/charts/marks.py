"""A mark a letter, so that variants are told apart without colour: circle, square, triangle, diamond, cross, ring."""

from __future__ import annotations

from django.utils.safestring import SafeString

from smartbooth.experiments.charts.svg import path, tag

ARM = 1.2  # a cross: how far its arms reach, and half their width
HALF = 0.45
CORNERS: dict[int, list[tuple[float, float]]] = {
    1: [(-0.9, -0.9), (0.9, -0.9), (0.9, 0.9), (-0.9, 0.9)],
    2: [(0, -1.2), (1.2, 1), (-1.2, 1)],
    3: [(0, -1.3), (1.3, 0), (0, 1.3), (-1.3, 0)],
    4: [
        (-HALF, -ARM), (HALF, -ARM), (HALF, -HALF), (ARM, -HALF), (ARM, HALF), (HALF, HALF),
        (HALF, ARM), (-HALF, ARM), (-HALF, HALF), (-ARM, HALF), (-ARM, -HALF), (-HALF, -HALF),
    ],
}  # fmt: skip


def marker(letter: str, x: float, y: float, size: float, class_: str) -> SafeString:
    """The mark of `letter` around (x, y), some 2 × `size` wide."""
    kind = (ord(letter) - ord("a")) % 6
    if kind == 0:
        return tag("circle", cx=x, cy=y, r=size, class_=class_)
    if kind == 5:
        return tag("circle", cx=x, cy=y, r=size, class_=class_, stroke_dasharray="2 2")
    return tag("path", d=path([(x + dx * size, y + dy * size) for dx, dy in CORNERS[kind]]) + "Z", class_=class_)
