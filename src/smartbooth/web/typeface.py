"""The display face, cut to the letters English and French set: 219 KB of TrueType become some 20 KB of WOFF2.

Made once in an installation's folder, not kept in the repository. It is Source Serif Pro under the SIL Open Font
License, which reserves the name for the unchanged face: ours carries another, and keeps copyright and licence inside.
"""

import os
import tempfile
from pathlib import Path

import font_source_serif_pro
from django.core.exceptions import ImproperlyConfigured

SOURCE = Path(font_source_serif_pro.__file__).parent / "files" / "SourceSerifPro-Semibold.ttf"
# Latin-1, what French adds to it, dashes, quotes, ellipsis, spaces that do not break, euro, arrows, minus
LETTERS = [
    *range(0x20, 0x7F), *range(0xA0, 0x100), *map(ord, "ŒœŸ–—‘’‚“”„†•…‰‹›€™←→−≈≠≤≥"), 0x2009, 0x202F,
]  # fmt: skip
NAME = "Booth Serif"
NAMING = {1: NAME, 2: "Regular", 3: f"{NAME} 600", 4: NAME, 6: NAME.replace(" ", ""), 16: NAME, 17: "Semibold"}
FEATURES = ["kern", "liga", "tnum", "lnum", "pnum", "onum", "ccmp", "locl", "mark", "frac"]


def make(folder: Path) -> Path:
    """`folder`/source-serif.woff2, made when it is not there. Two processes at once write the same file."""
    target = folder / "source-serif.woff2"
    if not target.exists():
        folder.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=folder, suffix=".part")
        os.close(handle)
        _cut(Path(name))
        Path(name).chmod(0o644)
        Path(name).replace(target)
    return target


def _cut(target: Path) -> None:
    from fontTools import subset  # a fifth of a second to import, wanted once in an installation's life

    options = subset.Options(
        flavor="woff2", layout_features=FEATURES, hinting=False, name_IDs=[0, 1, 2, 3, 4, 5, 6, 7, 13, 14]
    )
    font = subset.load_font(str(SOURCE), options)
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=LETTERS)
    cutter.subset(font)
    if not set(LETTERS) - {0x2009, 0x202F} <= set(font.getBestCmap()):
        raise ImproperlyConfigured(f"The face in {SOURCE} lacks letters that French needs.")
    for record in font["name"].names:
        record.string = NAMING.get(record.nameID, record.string)
    subset.save_font(font, str(target), options)
    font.close()
