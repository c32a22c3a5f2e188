"""The catalogues: each room keeps its French in `<room>/locale/fr/LC_MESSAGES/django.po`, written by hand.

`compile_all()` makes the .mo files gettext reads; it runs whenever Django starts (web/apps.py), so there is no step
to forget. `python -m smartbooth.web.translations` lists what is missing, room by room, ready to paste.
"""

import os
import sys
import tempfile
from pathlib import Path

import polib

HOUSE: Path = Path(__file__).resolve().parents[1]


def compile_all(house: Path = HOUSE) -> list[Path]:
    """Compile every catalogue whose .mo is missing or older than its .po; the .mo files written.

    Each is replaced in one step, so two processes starting at once read either the old or the new one whole.
    Raises OSError with polib's words (file and line) when a catalogue cannot be parsed.
    """
    return [_compile(po) for po in sorted(house.glob("*/locale/*/LC_MESSAGES/django.po")) if _stale(po)]


def _stale(po: Path) -> bool:
    mo = po.with_suffix(".mo")
    return not mo.exists() or mo.stat().st_mtime_ns < po.stat().st_mtime_ns


def _compile(po: Path) -> Path:
    written = po.stat().st_mtime_ns
    catalogue = polib.pofile(str(po), encoding="utf-8")
    # gettext takes a catalogue without these for ASCII, and counts plurals the English way
    catalogue.metadata.setdefault("Content-Type", "text/plain; charset=UTF-8")
    if po.parts[-3] == "fr":
        catalogue.metadata.setdefault("Plural-Forms", "nplurals=2; plural=(n > 1);")
    handle, name = tempfile.mkstemp(dir=po.parent, suffix=".tmp")
    with os.fdopen(handle, "wb") as out:
        out.write(catalogue.to_binary())
    os.utime(name, ns=(written, written))  # the time of what was read: a later edit of the .po is newer
    mo = po.with_suffix(".mo")
    Path(name).replace(mo)
    return mo


if __name__ == "__main__":
    from smartbooth.web.wording import report

    sys.exit(report(sys.argv[1:]))
