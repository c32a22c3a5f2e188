"""No cookie is set, and nothing is stored in a browser, that `<room>/cookies.py` does not declare (promise G6).

The source is read: each place that sets a cookie names it by a text, a setting or a constant. Where it cannot, or
where the header is written by hand, its line, or the one above, says which: `# sets: sb`. The tests also watch every
cookie that is really set (conftest.py), and a browser's.
"""

from __future__ import annotations

import ast
import importlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error

from smartbooth.registry.cookies import declaration, declared

HERE = Path(__file__).resolve()  # what looks for cookies names what it looks for
PACKAGE = HERE.parents[2]
SETTERS = {"set_cookie", "set_signed_cookie", "delete_cookie"}
NAMED = ("SESSION_COOKIE_NAME", "CSRF_COOKIE_NAME", "LANGUAGE_COOKIE_NAME")
MARK = re.compile(r"(?:#|//)\s*sets:\s*([\w*][\w*., -]*)")
HEADER = re.compile(r"set-cookie\s*:\s*([\w.-]+)=", re.IGNORECASE)
SCRIPT = re.compile(
    r"document\.cookie\s*=(?!=)|cookieStore\.set|(localStorage|sessionStorage)\s*(?:\.setItem|\[|\.\w+\s*=(?!=))|(indexedDB)\.open"
)


@dataclass(frozen=True)
class Setting:
    """A place that sets a cookie or stores something. No name: it cannot be told which."""

    file: str
    line: int
    names: tuple[str, ...]
    kind: str = "cookie"


def cookies(**kwargs: Any) -> list[CheckMessage]:
    found = [*_of_settings(), *scan(PACKAGE)]
    return [*(problem for one in found for problem in _problems(one)), *_empty()]


def scan(folder: Path) -> Iterator[Setting]:
    """Every place below `folder` that sets something in a browser. Tests are left out: they play the browser."""
    for path in sorted(folder.rglob("*")):
        if path.suffix not in (".py", ".js", ".html") or "tests" in path.relative_to(folder).parts or path == HERE:
            continue
        text, name = path.read_text(encoding="utf-8"), str(path.relative_to(folder.parent))
        if path.suffix != ".py":
            yield from _script(name, text)
        elif re.search(r"(?:set|delete)_(?:signed_)?cookie|set-cookie", text, re.IGNORECASE):
            yield from _python(name, text)


def _python(file: str, text: str) -> Iterator[Setting]:
    lines, tree = text.splitlines(), ast.parse(text)
    said = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}  # docstrings set nothing,
    for node in ast.walk(tree):
        if isinstance(node, ast.Compare):  # nor does what is compared with
            said |= {id(part) for part in (node.left, *node.comparators)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in SETTERS:
            yield Setting(file, node.lineno, _marked(lines, node) or _named(node, tree))
        elif isinstance(node, ast.Constant) and isinstance(node.value, str | bytes) and id(node) not in said:
            value = node.value if isinstance(node.value, str) else node.value.decode("latin-1")
            if re.search(r"(?<!\w)set-cookie", value, re.IGNORECASE):
                yield Setting(file, node.lineno, _marked(lines, node) or tuple(HEADER.findall(value)))


def _script(file: str, text: str) -> Iterator[Setting]:
    for number, line in enumerate(text.splitlines(), 1):
        if found := SCRIPT.search(line):
            marked = MARK.search(line)
            yield Setting(file, number, _split(marked[1]) if marked else (), found[1] or found[2] or "cookie")


def _marked(lines: list[str], node: ast.expr) -> tuple[str, ...]:
    for line in lines[max(0, node.lineno - 2) : node.end_lineno]:
        if marked := MARK.search(line):
            return _split(marked[1])
    return ()


def _split(names: str) -> tuple[str, ...]:
    return tuple(name.strip() for name in names.split(",") if name.strip())


def _named(call: ast.Call, tree: ast.Module) -> tuple[str, ...]:
    """The cookie's name where it is a text, `settings.X`, or a constant of the module or of the one it comes from."""
    given = call.args[0] if call.args else next((word.value for word in call.keywords if word.arg == "key"), None)
    if isinstance(given, ast.Constant) and isinstance(given.value, str):
        return (given.value,)
    if isinstance(given, ast.Attribute) and isinstance(given.value, ast.Name) and given.value.id == "settings":
        return (str(getattr(settings, given.attr)),)
    if isinstance(given, ast.Name):
        return _constant(given.id, tree)
    return ()


def _constant(name: str, tree: ast.Module) -> tuple[str, ...]:
    for node in tree.body:
        if isinstance(node, ast.Assign) and any(
            isinstance(one, ast.Name) and one.id == name for one in node.targets
        ):
            value = node.value.value if isinstance(node.value, ast.Constant) else None
            return (value,) if isinstance(value, str) else ()
        if (
            isinstance(node, ast.ImportFrom)
            and node.module
            and name in {one.asname or one.name for one in node.names}
        ):
            value = getattr(importlib.import_module(node.module), name, None)
            return (value,) if isinstance(value, str) else ()
    return ()


def _of_settings() -> Iterator[Setting]:
    """Cookies that the libraries set, by the names our settings give them."""
    for name in NAMED:
        yield Setting(f"smartbooth/config/settings.py ({name})", 0, (getattr(settings, name),))
    if "session" not in settings.MESSAGE_STORAGE:
        yield Setting("smartbooth/config/settings.py (MESSAGE_STORAGE)", 0, ("messages",))


def _problems(one: Setting) -> Iterator[CheckMessage]:
    where = f"src/{one.file}" + (f":{one.line}" if one.line else "")
    if not one.names:
        yield Error(
            f"{where} sets a {one.kind} whose name cannot be told.",
            hint="Name it by a text, a setting or a constant, or say on the line which: `sets: <name>`.",
            id="smartbooth.E142",
        )
    for name in one.names:
        if declaration(name, one.kind) is None:
            yield Error(
                f"{where} sets the {one.kind} {name!r}, which nobody declared.",
                hint="Declare it in the cookies.py of the room that sets it.",
                id="smartbooth.E141",
            )


def _empty() -> Iterator[CheckMessage]:
    for one in declared():
        for part in ("name", "where", "set_when", "holds", "life", "host", "kind"):
            if not str(getattr(one, part)).strip():
                yield Error(
                    f"The declaration of the {one.kind or 'cookie'} {one.name!r} has an empty {part}.",
                    hint="The cookie page shows it: fill it in, in the room’s cookies.py.",
                    id="smartbooth.E143",
                )
