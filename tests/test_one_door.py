"""Contact data leaves by one door (disclosures/door.py). Whoever else opens a person's seal is listed here, with whom
they open it for: an owner, a processor or a program is never among them."""

import ast
from pathlib import Path

SOURCE = Path(__file__).parents[1] / "src" / "smartbooth"
OPENS = {"open", "unseal", "keys", "contact", "read"}  # of people.vault
MODULE = "smartbooth.people.vault"
OPENING = {MODULE: OPENS, "smartbooth.people.models": {"Key", "Ring"}}  # or the keys themselves

MAY = {
    "disclosures/door.py": "the door",
    "disclosures/ledger.py": "a person's own rows are found by their key; nothing is opened",
    "accounts/reading.py": "whoever is signed in reads their own address",
    "mail/admit.py": "a letter of ours goes to the person it is for, by whoever carries our mail and nobody else",
    "mail/reading.py": "a letter is addressed to the person it is for",
    "rights/queue.py": "the operator's queue: who asks, for the operator who answers them",
    "rights/letter.py": "My data: the person reads their own",
    "rights/acts.py": "a person's own request, seen by themselves and by the operator who answers it",
    "rights/words.py": "what a person wrote to the operator, for the operator who answers it",
    "handover/promises.py": "a check: finds rows by keys, opens nothing",
    "handover/recalls/promises.py": "a check: finds rows by keys, opens nothing",
    "leads/given.py": "for My data; owners' lists and files read through leads/items.py and the door",
    "support/letters.py": "what a person wrote to us, sealed and opened again for who answers, and for My data",
    "support/people.py": "My data: what they wrote to us, to themselves",
    "support/reading.py": "the operator's cases: who wrote, for the operator who answers them",
    "cli/doctor/ground.py": "counts keys",
    "cli/backup.py": "copies the key store as it is",
    "cli/keys.py": "rewraps keys",
}


def opened(path: Path) -> set[str]:
    """What of the vault's opening functions the module names."""
    found: set[str] = set()
    vaults: set[str] = set()
    tree = ast.parse(path.read_text())
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom):
            for name in node.names:
                if node.module == "smartbooth.people" and name.name == "vault":
                    vaults.add(name.asname or name.name)
                found |= {name.name} & OPENING.get(node.module or "", set())
        elif isinstance(node, ast.Import):
            found |= {"*" for name in node.names if name.name.startswith(MODULE)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id in vaults:
            found |= {node.attr} & OPENS
    return found


def modules():
    for path in sorted(SOURCE.rglob("*.py")):
        name = str(path.relative_to(SOURCE))
        if "/tests/" not in f"/{name}" and not name.startswith("people/"):
            yield name, path


def test_nobody_else_opens_a_persons_seal():
    found = {name: what for name, path in modules() if (what := opened(path))}
    assert {name: what for name, what in found.items() if name not in MAY} == {}
    assert "disclosures/door.py" in found  # the search sees what it looks for


def test_the_search_finds_every_way_in(tmp_path):
    for number, text in enumerate(
        [
            "from smartbooth.people import vault\nvault.open(person)",
            "from smartbooth.people import vault as v\nf = v.keys",
            "from smartbooth.people.vault import unseal",
            "import smartbooth.people.vault",
            "from smartbooth.people.models import Key",
        ]
    ):
        path = tmp_path / f"m{number}.py"
        path.write_text(text)
        assert opened(path), text
    path.write_text("from smartbooth.people import vault\nvault.find(address)")
    assert not opened(path)
