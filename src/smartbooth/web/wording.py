"""Every text the product says, found where it is said (templates and Python), and what its French still lacks."""

import ast
import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import polib
from django.utils.translation.template import templatize

from smartbooth.web.translations import HOUSE

TEMPLATES = ("*.html", "*.mjml", "*.txt", "*.xml")
# name of the function -> which arguments are context, singular, plural
CALLS = {
    "gettext": (None, 0, None), "ngettext": (None, 0, 1), "pgettext": (0, 1, None), "npgettext": (0, 1, 2),
}  # fmt: skip
NAMED = re.compile(r"%\((\w+)\)[sd]|\{(\w*)\}|(%[sd])")
# French sets a narrow no-break space before ; ! ? and a no-break space before : and inside « »
LOOSE = re.compile(
    r"(?:^|[^\u202f\u00a0 ])[!?](?:\s|$)|[^\S\u202f\u00a0][;:!?»](?:\s|$)|«[^\u202f\u00a0]|[^\u202f\u00a0]»"
)


@dataclass(frozen=True, order=True)
class Text:
    """One text: its English, the plural or "", the context or ""."""

    english: str
    plural: str = ""
    context: str = ""


def rooms(house: Path = HOUSE) -> list[str]:
    return sorted(path.name for path in house.iterdir() if (path / "__init__.py").exists())


def used(room: str, house: Path = HOUSE) -> dict[Text, str]:
    """Each text the room says, and the file (below the house) that says it first. Tests say nothing to people."""
    found: dict[Text, str] = {}
    for pattern in (*TEMPLATES, "*.py"):
        for path in sorted((house / room).rglob(pattern)):
            if "tests" in path.relative_to(house).parts or "migrations" in path.parts:
                continue
            source = path.read_text(encoding="utf-8")
            texts = _in_python(source) if path.suffix == ".py" else _in_template(source)
            for text in texts:
                found.setdefault(text, str(path.relative_to(house)))
    return found


def french(room: str, house: Path = HOUSE) -> polib.POFile:
    path = house / room / "locale/fr/LC_MESSAGES/django.po"
    return polib.pofile(str(path), encoding="utf-8") if path.exists() else polib.POFile()


def key(entry: polib.POEntry) -> Text:
    return Text(entry.msgid, entry.msgid_plural or "", entry.msgctxt or "")


def missing(house: Path = HOUSE) -> dict[str, dict[Text, str]]:
    """Room -> texts it says that no room's catalogue has in French, with the file that says each."""
    known = {key(entry) for room in rooms(house) for entry in french(room, house) if not entry.obsolete}
    lacking = {
        room: {text: where for text, where in used(room, house).items() if text not in known}
        for room in rooms(house)
    }
    return {room: texts for room, texts in lacking.items() if texts}


def faults(house: Path = HOUSE) -> Iterator[str]:
    """What is wrong in the catalogues, one line each: fuzzy, empty, no longer said, other placeholders, spacing,
    and one English text with two French ones (whichever app came first would win)."""
    seen: dict[Text, tuple[str, list[str]]] = {}
    for room in rooms(house):
        said = used(room, house)
        for entry in french(room, house):
            name, answers = f"{room}: {entry.msgid!r}", french_of(entry)
            if entry.obsolete or key(entry) not in said:
                yield f"{name} is no longer said in this room"
            if entry.fuzzy or not all(answers):
                yield f"{name} has no French, or a fuzzy one"
            yield from (f"{name}: {fault}" for answer in answers for fault in _faults(entry, answer))
            other, theirs = seen.setdefault(key(entry), (room, answers))
            if theirs != answers:
                yield f"{name} is said otherwise in {other}: give one of them a context"


def french_of(entry: polib.POEntry) -> list[str]:
    """Its French: one text, or one a plural form."""
    return [entry.msgstr_plural[n] for n in sorted(entry.msgstr_plural)] if entry.msgid_plural else [entry.msgstr]


def _faults(entry: polib.POEntry, answer: str) -> Iterator[str]:
    wanted, given = _placeholders(entry.msgid_plural or entry.msgid), _placeholders(answer)
    one = entry.msgid_plural and answer == entry.msgstr_plural.get(0)  # « une personne » needs no number
    if given - wanted or (wanted - given and not one):
        yield f"placeholders {sorted(wanted)} became {sorted(given)}"
    if LOOSE.search(answer):
        yield f"spacing before ; : ! ? or inside « » in {answer!r}"


def _placeholders(text: str) -> set[str]:
    return {next(filter(None, match.groups()), "") for match in NAMED.finditer(text.replace("%%", ""))}


def _in_template(source: str) -> Iterator[Text]:
    text = templatize(source)
    for match in re.finditer(r"\b(n?p?gettext|_)\((?=u?['\"])", text):
        call = _call_at(text, match.start())
        if call is not None:
            yield from _texts_of(call, {"_": "gettext"})


def _call_at(text: str, start: int) -> ast.Call | None:
    """The call that begins at `start`: templatize writes each on its own, closed by the first `)` that parses."""
    end = text.find(")", start)
    while end != -1:
        try:
            node = ast.parse(text[start : end + 1].replace("\n", "\\n"), mode="eval").body
        except SyntaxError:
            end = text.find(")", end + 1)
        else:
            return node if isinstance(node, ast.Call) else None
    return None


def _in_python(source: str) -> Iterator[Text]:
    tree, names = ast.parse(source), {}
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module == "django.utils.translation":
            names.update({alias.asname or alias.name: alias.name for alias in node.names})
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            yield from _texts_of(node, names)


def _texts_of(call: ast.Call, names: dict[str, str]) -> Iterator[Text]:
    name = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
    places = CALLS.get(names.get(name, name).removesuffix("_lazy").removesuffix("_noop"))
    if places is None:
        return
    parts = [
        "" if at is None else argument.value
        for at in places
        for argument in [call.args[at] if at is not None and at < len(call.args) else ast.Constant("")]
        if isinstance(argument, ast.Constant) and isinstance(argument.value, str)
    ]
    if len(parts) == 3 and parts[1]:
        context, english, plural = parts
        yield Text(english, plural, context)


def report(arguments: list[str]) -> int:
    """Print what lacks French, as entries to paste, and what is wrong; for the rooms named, or all. 1 if any."""
    lines: dict[str, list[str]] = defaultdict(list)
    for room, texts in missing().items():
        for text, where in sorted(texts.items()):
            entry = polib.POEntry(msgid=text.english, msgctxt=text.context or None, occurrences=[(where, "")])
            if text.plural:
                entry.msgid_plural, entry.msgstr_plural = text.plural, {0: "", 1: ""}
            lines[room].append(str(entry))
    for fault in faults():
        lines[fault.split(":")[0]].append(f"# FAULT {fault}")
    chosen = [room for room in sorted(lines) if not arguments or room in arguments or "--missing" in arguments]
    for room in chosen:
        print(f"# --- {room} ---\n" + "\n".join(lines[room]))
    return 1 if chosen else 0
