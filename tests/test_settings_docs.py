"""docs/settings.md lists every setting the code reads, and no other."""

import ast
import re
from pathlib import Path

from django.conf import settings

ROOT = Path(__file__).resolve().parents[1]
SOURCE = ROOT / "src" / "smartbooth"
ROW = re.compile(r"^\| `(SMARTBOOTH_[A-Z_]+)` \| ([^|]*) \|", re.M)
READERS = {"text", "whole", "flag", "words", "secret", "key", "one_of"}


def read_by_the_code() -> set[str]:
    found: set[str] = set()
    for path in SOURCE.rglob("*.py"):
        if "tests" in path.parts:
            continue
        tree = ast.parse(path.read_text(encoding="utf-8"))
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in READERS:
                owner, first = node.func.value, node.args[0] if node.args else None
                if isinstance(owner, ast.Name) and owner.id == "env" and isinstance(first, ast.Constant):
                    found.add(f"SMARTBOOTH_{first.value}")
            elif isinstance(node, ast.Constant) and isinstance(node.value, str):
                found.update((re.fullmatch(r"SMARTBOOTH_[A-Z_]+[A-Z]", node.value) and [node.value]) or [])
    return found


def documented() -> dict[str, str]:
    return dict(ROW.findall((ROOT / "docs/settings.md").read_text(encoding="utf-8")))


def test_every_setting_is_documented():
    assert read_by_the_code() - set(documented()) == set()


def test_no_documented_setting_is_gone():
    assert set(documented()) - read_by_the_code() == set()


def test_numbers_in_the_page_are_the_defaults():
    for name, default in documented().items():
        if default.isdigit() and name not in {"SMARTBOOTH_PORT", "SMARTBOOTH_POSTGRES_PORT"}:
            assert getattr(settings, name.removeprefix("SMARTBOOTH_")) == int(default), name
