"""What the service imports is asked for by name: another package's need of it may end with that package."""

import ast
import re
import sys
from importlib.metadata import packages_distributions
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
CODE = ROOT / "src/smartbooth"
EXTRAS = {"httptools", "uvloop"}  # by uvicorn[standard], which promises them
NAME = re.compile(r"[A-Za-z0-9._-]+")


def imported() -> set[str]:
    """Top-level modules that the service's own code imports; its tests need more (requirements/dev.in)."""
    found: set[str] = set()
    for path in CODE.rglob("*.py"):
        if "tests" in path.parts or path.name == "conftest.py":
            continue
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Import):
                found |= {alias.name.partition(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and not node.level and node.module:
                found.add(node.module.partition(".")[0])
    return found - set(sys.stdlib_module_names) - EXTRAS - {"smartbooth", "tests"}


def folded(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def test_every_import_is_asked_for():
    lines = (ROOT / "requirements/run.in").read_text().splitlines()
    asked = {folded(found[0]) for line in lines if (found := NAME.match(line))}
    makers = packages_distributions()
    missing = {module for module in imported() if not {folded(one) for one in makers.get(module, [])} & asked}
    assert not missing
