from pathlib import Path

from smartbooth.registry import cookies
from smartbooth.registry.cookies import Cookie
from smartbooth.registry.sheet import markdown

PAGE = Path(__file__).resolve().parents[4] / "docs/cookies.md"


def test_the_page_of_the_documentation_is_what_the_rooms_declare():
    assert PAGE.read_text(encoding="utf-8") == markdown(), "python scripts/cookies.py writes it anew"


def test_every_declaration_is_a_row(declared):
    cookies.declare(Cookie("extra", "here", "now", "nothing", "a day", kind="localStorage"))
    rows = [line for line in markdown().splitlines() if line.startswith("| `")]
    assert len(rows) == len(cookies.declared())
    assert "| `extra` (localStorage) | here | now | nothing | a day |" in rows
    assert "Nothing else is kept in localStorage" in markdown()
