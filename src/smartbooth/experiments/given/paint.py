"""A chart that leaves the page takes its looks along: what the page's style sheet says by class stands in each element.

As presentation attributes, not as a `<style>`: word processors and slides read those and no more.
"""

from __future__ import annotations

from xml.etree.ElementTree import Element, fromstring, register_namespace

SVG = "http://www.w3.org/2000/svg"
register_namespace("", SVG)

# On white paper, whatever theme the page has: the light values of web/tokens.css (a test compares them).
PAPER, SURFACE, INK, MUTED = "#ffffff", "#fffefb", "#1c1a17", "#5f584c"
LINE, EDGE, SUNKEN, ACCENT = "#ddd7ca", "#867e6e", "#edeadf", "#2438b3"
GOOD, BAD, WARN = "#1d6b3c", "#b3221c", "#7f4c00"
VARIANTS = {"a": "#1f3aae", "b": "#de1f4b", "c": "#0b827a", "d": "#7d1a69", "e": "#6a6c00", "f": "#3a2b2a"}
DASHES = {"b": "7 4", "c": "2 4", "d": "10 3 2 3", "e": "12 6", "f": "4 2 1 2"}
SANS = "Helvetica, Arial, sans-serif"
SERIF = "Georgia, serif"

Looks = dict[str, str]
TEXT: Looks = {"font-family": SANS, "font-size": "13", "fill": MUTED}
# By class, or by a group's class and that of what is in it. {v} is the colour of the version an element belongs to,
# {dash} its dash.
PAINT: dict[str, Looks] = {
    "rule": {"stroke": LINE, "stroke-width": "1"},
    "base": {"stroke": EDGE, "stroke-width": "1"},
    "stroke": {
        "fill": "none", "stroke": "{v}", "stroke-width": "2.25", "stroke-linejoin": "round",
        "stroke-linecap": "round", "stroke-dasharray": "{dash}",
    },
    "so-far": {"fill": "none", "stroke": "{v}", "stroke-width": "2.25", "stroke-dasharray": "1 5"},
    "solid": {"fill": "{v}", "stroke": PAPER, "stroke-width": "1"},
    "hollow": {"fill": PAPER, "stroke": "{v}", "stroke-width": "2"},
    "band": {"fill": "{v}", "fill-opacity": "0.16"},
    "name": {"font-family": SERIF, "font-weight": "700", "font-size": "16", "fill": "{v}"},
    "value": {"font-size": "13", "font-weight": "600", "fill": INK},
    # charts/spans.py: what could be true, as it narrows
    "heading": {"font-size": "14", "font-weight": "600", "fill": INK},
    "idle": {"fill": SUNKEN, "fill-opacity": "0.6"},
    "zero": {"stroke": INK, "stroke-width": "1.25"},
    "same": {"fill": INK, "font-weight": "600"},
    "bar": {"stroke": "{v}", "stroke-width": "2", "stroke-linecap": "round"},
    "tick": {"stroke": "{v}", "stroke-width": "2"},
    "cap": {"stroke": "{v}", "stroke-width": "3", "stroke-linecap": "round"},
    "beyond": {"fill": "none", "stroke": "{v}", "stroke-width": "2", "stroke-linejoin": "round"},
    "end": {"font-size": "13", "fill": MUTED},
    "past": {"opacity": "0.5"},
    "newest bar": {"stroke-width": "5"},
    "newest end": {"font-weight": "600"},
    # shown/shares.py: visitors, planned and seen
    "plan": {"stroke": INK, "stroke-width": "2", "stroke-dasharray": "4 3"},
}  # fmt: skip
GROUPS = frozenset(
    {"axis", "line", "names", "newest", "chart", "lines", "ranges", "spans", "shares"}
)  # say what is in them, and look like nothing
NESTING = frozenset({"newest"})  # groups that what is in them looks otherwise for
POINTED = frozenset({"slots"})  # is seen while one points at it: paper has no pointer


def painted(chart: str) -> Element:
    """`chart`, an SVG of ours (charts/svg.py), with its looks in its elements and without classes. Raises
    xml.etree.ElementTree.ParseError for what is no XML."""
    root = fromstring(chart)  # noqa: S314 - our own writer made it, a moment ago
    _paint(root, INK, None, frozenset())
    return root


def _paint(element: Element, colour: str, dash: str | None, groups: frozenset[str]) -> None:
    names = element.attrib.pop("class", "").split()
    for name in names:
        if name.startswith("v-"):
            colour, dash = VARIANTS.get(name[2:], INK), DASHES.get(name[2:])
    looks: Looks = dict(TEXT) if element.tag == f"{{{SVG}}}text" else {}
    for key in (*names, *(f"{group} {name}" for group in groups & NESTING for name in names)):
        looks |= PAINT.get(key, {})
    for key, value in looks.items():
        written = value.format(v=colour, dash=dash or "")
        if written and key not in element.attrib:
            element.set(key, written)
    for child in list(element):
        if POINTED & set(child.attrib.get("class", "").split()):
            element.remove(child)
        else:
            _paint(child, colour, dash, groups | set(names))
