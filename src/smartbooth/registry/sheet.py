"""docs/cookies.md, from the declarations (`python scripts/cookies.py` writes it, a test compares)."""

from __future__ import annotations

from django.utils import translation

from smartbooth.registry.cookies import Cookie, declared

OPENING = """# Cookies

Every cookie the service can set, written by `scripts/cookies.py` from what the rooms declare (`<room>/cookies.py`). A
system check reads the source, and each test watches what is really set: what is not declared fails. The same list, in
both languages, is the page `/cookies/` of an installation.
"""
HEAD = "| name | where | set when | holds | life |\n|---|---|---|---|---|"
PARTS = (
    ("Without asking", "Each is needed for what the person asked, or is the exempt audience measurement.", False),
    ("Only after consent", "Where an owner uses what sets them; without a yes nothing of it is loaded.", True),
)


def markdown() -> str:
    with translation.override("en"):
        return OPENING + "".join(_part(*part) for part in PARTS) + _stores()


def _part(title: str, why: str, needs_consent: bool) -> str:
    mine = sorted(
        (one for one in declared() if one.needs_consent is needs_consent), key=lambda one: (one.host, one.name)
    )
    return f"\n## {title}\n{why}\n\n{HEAD}\n" + "".join(map(_row, mine)) if mine else ""


def _row(one: Cookie) -> str:
    name = f"`{one.name}`" + ("" if one.kind == "cookie" else f" ({one.kind})")
    where = str(one.where) + ("" if one.host in ("studio", "launch") else f" ({one.host})")
    return f"| {name} | {where} | {one.set_when} | {one.holds} | {one.life} |\n"


def _stores() -> str:
    if all(one.kind == "cookie" for one in declared()):
        return "\nNothing is kept in localStorage, sessionStorage or IndexedDB.\n"
    return "\nNothing else is kept in localStorage, sessionStorage or IndexedDB.\n"
