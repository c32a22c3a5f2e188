"""Voices of type, from the faces that systems already have: no font is ever loaded, from us or anyone else."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

SANS = 'system-ui,"Segoe UI",Roboto,"Helvetica Neue",Arial,sans-serif'
GROTESQUE = '"Helvetica Neue",Helvetica,"Nimbus Sans",Arial,"Liberation Sans",sans-serif'
HUMANIST = 'Seravek,"Gill Sans Nova","Gill Sans",Ubuntu,Calibri,"Segoe UI","DejaVu Sans",sans-serif'
OLD_STYLE = '"Iowan Old Style","Palatino Linotype",Palatino,"URW Palladio L",P052,"Liberation Serif",Georgia,serif'
TRANSITIONAL = 'Charter,"Bitstream Charter",Georgia,Cambria,"Liberation Serif",serif'
SLAB = 'Rockwell,"Rockwell Nova","Roboto Slab","DejaVu Serif","Sitka Small",Georgia,serif'
GEOMETRIC = '"Avenir Next",Avenir,Montserrat,Corbel,"URW Gothic",Verdana,"DejaVu Sans",sans-serif'
CONDENSED = (
    '"Avenir Next Condensed","HelveticaNeue-CondensedBold","Roboto Condensed","Arial Narrow","Liberation Sans Narrow",'
    '"DejaVu Sans Condensed",Impact,sans-serif'
)
MONO = 'ui-monospace,"Cascadia Code","SF Mono",Menlo,Consolas,"DejaVu Sans Mono",monospace'


@dataclass(frozen=True)
class Voice:
    label: str | Promise
    display: str
    text: str
    weight: int  # of headings
    tracking: str  # letter-spacing of headings
    leading: float  # line height of the large sizes


VOICES = {
    "grotesque": Voice(_("Plain and exact"), GROTESQUE, GROTESQUE, 700, "-.025em", 1.02),
    "humanist": Voice(_("Friendly"), HUMANIST, SANS, 600, "-.015em", 1.08),
    "geometric": Voice(_("Round and modern"), GEOMETRIC, GEOMETRIC, 600, "-.03em", 1.08),
    "condensed": Voice(_("Tall, like a poster"), CONDENSED, GROTESQUE, 700, "-.005em", 0.94),
    "slab": Voice(_("Sturdy"), SLAB, SANS, 700, "-.02em", 1.08),
    "old-style": Voice(_("Bookish"), OLD_STYLE, OLD_STYLE, 400, "-.01em", 1.1),
    "editorial": Voice(_("Magazine"), TRANSITIONAL, SANS, 400, "-.022em", 1.06),
    "mono": Voice(_("Typewriter"), MONO, MONO, 600, "-.04em", 1.15),
}
