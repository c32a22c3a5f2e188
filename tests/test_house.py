"""House rules as tests. Each says its reason and how to be excused."""

import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
LONGEST, LONGEST_TEST = 300, 400  # lines: past it a file holds two things; a test may list more cases
EXCUSED_LENGTH: dict[str, str] = {}  # path: why it is one thing all the same
# Split, so that this file does not find itself.
MACHINE = re.compile(r"(?<![\w.])/(?:work|farm|root)/|/tmp/" + "bash_jobs")
REGISTRIES = re.compile("python" + "hosted|pypi" + r"\.org|npm" + r"js\.org|deb\." + "debian|index-" + "url")
UNFINISHED = re.compile(
    r"(?:#|//|/\*|<!--).*\b(?:TO"
    + "DO|FIX"
    + "ME|XX"
    + r"X)\b|NotImplemented"
    + r"Error|mark\.(?:skip|x"
    + r"fail)\b"
)


def tracked(*patterns):
    """Files git knows or would add, as paths from the root."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "--", *patterns],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    if listed.returncode:  # an exported tree without git: look at the files themselves
        return sorted(
            str(path.relative_to(ROOT))
            for room in ("src", "tests", "docs", "requirements", "scripts")
            for path in (ROOT / room).rglob("*")
            if path.is_file() and "__pycache__" not in path.parts and ".egg-info" not in str(path)
        )
    return sorted(name for name in listed.stdout.splitlines() if (ROOT / name).is_file())


def text(name):
    raw = (ROOT / name).read_bytes()
    return "" if b"\0" in raw[:8000] or name.endswith(".gz") else raw.decode()


def found(pattern, names):
    return [
        f"{name}:{number}: {line.strip()[:100]}"
        for name in names
        for number, line in enumerate(text(name).splitlines(), 1)
        if pattern.search(line)
    ]


def test_no_paths_of_one_machine():
    """A path of the machine it was written on works nowhere else."""
    assert not found(MACHINE, [name for name in tracked() if not name.endswith(".lock")])


def test_no_registry_hosts():
    """Where packages come from is the installer's choice, so that a mirror or an offline folder serves."""
    assert not found(REGISTRIES, tracked())


@pytest.mark.parametrize("name", ["requirements/run.lock", "requirements/dev.lock", "requirements/gbstats.lock"])
def test_locks_hold_hashes_and_no_addresses(name):
    lock = text(name)
    assert "://" not in lock
    pins = re.findall(r"^([\w.-]+)==", lock, re.MULTILINE)
    assert len(pins) > 10
    assert lock.count("--hash=sha256:") >= len(pins)


def test_nothing_is_left_unfinished():
    """What is not done is said in the changelog or an issue; a test that cannot run says why where it is deselected."""
    assert not found(UNFINISHED, tracked("src", "tests", "scripts", "conftest.py"))


def test_files_are_one_thing_each():
    long = {
        name: count
        for name in tracked("src", "tests", "scripts")
        if name.endswith(".py")
        and "/migrations/" not in name
        and (count := len(text(name).splitlines())) > (LONGEST_TEST if "tests/" in name else LONGEST)
    }
    assert set(long) == set(EXCUSED_LENGTH), long


def test_silenced_checks_give_a_reason():
    """`noqa: CODE - why`, `type: ignore[code]  # why`: never a bare one."""
    bare = re.compile(
        r"#\s*(?:no"
        + r"qa\s*$|no"
        + r"qa:\s*[A-Z0-9, ]+$|type:\s*ig"
        + r"nore(?:\[[\w, -]+\])?\s*(?:$|#\s*$|# no"
        + "qa))"
    )
    names = [name for name in tracked("src", "scripts") if name.endswith(".py") and "/tests/" not in name]
    assert not found(bare, names)


def test_no_dumping_grounds():
    """A module is named after a verb or a thing."""
    names = {"utils.py", "helpers.py", "services.py", "misc.py", "common.py", "signals.py"}
    assert not [name for name in tracked("src") if Path(name).name in names]


def test_every_package_of_tests_is_one():
    """Without __init__.py two test modules of the same name hide each other."""
    folders = {str(Path(name).parent) for name in tracked("src") if Path(name).name.startswith("test_")}
    assert not [folder for folder in sorted(folders) if not (ROOT / folder / "__init__.py").exists()]
