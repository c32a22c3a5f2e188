"""Every check has a sabotage: a test that shows it green, breaks what it looks at, and shows it red."""

import ast
from pathlib import Path

import pytest

from smartbooth.registry.promised import PROMISES
from smartbooth.registry.promises import checks

SOURCE = Path(__file__).parents[1] / "src" / "smartbooth"
KEPT = (
    "A1", "A2", "B2", "B3", "B4", "B5", "C1", "C2", "D1", "D2", "G1", "G2", "G3", "G4", "G5", "G6", "H1", "H2",
    "J1", "K1",
)  # fmt: skip


def marked(function: ast.FunctionDef) -> list[tuple[str, ...]]:
    """The arguments of a function's `@pytest.mark.sabotage(…)`."""
    return [
        tuple(argument.value for argument in one.args if isinstance(argument, ast.Constant))
        for one in function.decorator_list
        if isinstance(one, ast.Call) and ast.unparse(one.func) == "pytest.mark.sabotage"
    ]


def sabotages() -> dict[tuple[str, ...], list[tuple[str, ast.FunctionDef]]]:
    """(promise, check) -> where, and the tests."""
    found: dict[tuple[str, ...], list[tuple[str, ast.FunctionDef]]] = {}
    for path in sorted(SOURCE.rglob("tests/test_*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef):
                for name in marked(node):
                    found.setdefault(name, []).append((f"{path.relative_to(SOURCE)}:{node.lineno}", node))
    return found


def test_every_check_has_its_sabotage():
    assert {(one.promise, one.name) for one in checks()} - set(sabotages()) == set()


def test_no_sabotage_is_of_a_check_that_is_gone():
    assert set(sabotages()) - {(one.promise, one.name) for one in checks()} == set()


@pytest.mark.parametrize("promise", KEPT)
def test_what_is_said_to_be_kept_is_checked(promise):
    assert PROMISES[promise].built
    assert checks(promise)


def test_no_check_is_of_a_promise_nobody_made():
    assert {one.promise for one in checks()} <= set(PROMISES)
