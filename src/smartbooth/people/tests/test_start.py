"""A wrong master key, a key store missing or another's: nothing starts, one sentence says why, nothing is lost."""

import json
import shutil
import sqlite3
from datetime import timedelta
from pathlib import Path

import pytest

from smartbooth.cli.server import free_port
from smartbooth.core import clock
from smartbooth.people import ring, start, strays, vault
from smartbooth.people.address import Address
from smartbooth.people.models import Key, Person
from smartbooth.people.tests import place

APART = Path(__file__).parent / "apart.py"
OTHER_KEY = {"SMARTBOOTH_MASTER_KEY": "ab" * 32}


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    var = tmp_path_factory.mktemp("made")
    done = place.run(var, str(APART), "make")
    assert done.returncode == 0, done.stderr
    return var


@pytest.fixture
def var(made, tmp_path):
    shutil.copytree(made, tmp_path / "var")
    return tmp_path / "var"


def wrong_key(var):
    return OTHER_KEY


def missing(var):
    shutil.rmtree(var / "keys")
    return {}


def emptied(var):
    for table in ("people_key", "people_ring"):
        with sqlite3.connect(var / "keys/keys.sqlite3") as database:
            database.execute(f"DELETE FROM {table}")
    return {}


def without_tables(var):
    for path in (var / "keys").iterdir():
        path.unlink()
    (var / "keys/keys.sqlite3").touch()
    return {}


def another(var):
    """A ring that opens, and hardly any keys: an old copy."""
    with sqlite3.connect(var / "keys/keys.sqlite3") as database:
        database.execute("DELETE FROM people_key WHERE person > '1'")
    return {}


REASONS = [
    (wrong_key, "does not open the key store"), (missing, "is missing or empty"), (emptied, "is missing or empty"),
    (without_tables, "is missing or empty"), (another, "Most people in the database have no key"),
]  # fmt: skip


def state(var):
    """Everything that is stored, row by row."""
    found = {}
    for path in var.rglob("*.sqlite3"):
        with sqlite3.connect(path) as database:
            found[path.name] = list(database.iterdump())
    return found


@pytest.mark.parametrize(("damage", "why"), REASONS)
def test_serve_refuses_and_touches_nothing(var, damage, why):
    more = damage(var)
    before = state(var)
    done = place.smartbooth(var, "serve", "--port", str(free_port()), **more)
    assert done.returncode == 1
    said = done.stderr.strip().splitlines()
    assert len(said) == 1, said
    assert why in said[0]
    assert "nothing was changed" in said[0]
    assert state(var) == before


@pytest.mark.parametrize(("damage", "why"), [REASONS[0], REASONS[1]])
@pytest.mark.parametrize(
    "program",
    [["-m", "smartbooth", "work"], ["-c", "import smartbooth.config.asgi"], ["-m", "smartbooth", "backup", "."]],
)
def test_so_do_the_worker_the_web_server_and_a_backup(var, program, damage, why):
    done = place.run(var, *program, DJANGO_SETTINGS_MODULE="smartbooth.config.settings", **damage(var))
    assert done.returncode == 1
    assert why in done.stderr.strip().splitlines()[-1]


@pytest.mark.parametrize(("damage", "why"), REASONS[:2])
def test_the_doctor_says_the_same(var, damage, why):
    done = place.smartbooth(var, "doctor", "--json", **damage(var))
    findings = {one["name"]: one for one in json.loads(done.stdout)["checks"]}
    assert findings["Keys"]["state"] == "bad"
    assert why in findings["Keys"]["says"]


def test_with_the_right_key_everybody_is_still_there(var):
    assert place.smartbooth(var, "keys", **OTHER_KEY).returncode == 1
    assert place.run(var, str(APART), "look").stdout == "{1: 400}\n"


def test_the_master_key_is_changed_on_purpose(var):
    old = (var / "secrets/master_key").read_text()
    assert (
        "SMARTBOOTH_MASTER_KEY_OLD is not set"
        in place.smartbooth(var, "keys", "rotate-master", **OTHER_KEY).stderr
    )
    wrong = place.smartbooth(var, "keys", "rotate-master", SMARTBOOTH_MASTER_KEY_OLD="cd" * 32, **OTHER_KEY)
    assert "Neither" in wrong.stderr
    for said in ("3 keys rewrapped", "opens everything already"):
        done = place.smartbooth(var, "keys", "rotate-master", SMARTBOOTH_MASTER_KEY_OLD=old, **OTHER_KEY)
        assert done.returncode == 0
        assert said in done.stdout
    assert place.run(var, str(APART), "look", **OTHER_KEY).stdout == "{1: 400}\n"
    assert place.run(var, str(APART), "look").returncode == 1


@pytest.mark.django_db
def test_an_installation_without_anybody_is_fit():
    start.check()
    ring.current(ring.WRAP)
    start.check()


@pytest.mark.django_db
def test_a_few_persons_without_a_key_are_what_a_restore_brings_back():
    for number in range(start.FEW):
        vault.find_or_make(Address.parse(f"sam{number}@example.org"))
    Key.objects.all().delete()
    start.check()
    vault.find_or_make(Address.parse("kim@example.org"))
    with pytest.raises(start.Unfit):
        start.check()


@pytest.mark.django_db
def test_an_older_copy_of_the_key_store_starts_nothing_and_erases_nobody(monkeypatch):
    """Its newest key is from before many people came: they would be taken for erased."""
    monkeypatch.setattr(start, "FEW", 3)
    monkeypatch.setattr("smartbooth.people.erasure._needed", [lambda ids: ids])
    for number in range(10):
        vault.find_or_make(Address.parse(f"sam{number}@example.org"))
    with clock.at(clock.now() + timedelta(days=7)):
        late = [vault.find_or_make(Address.parse(f"kim{number}@example.org"))[0].pk for number in range(4)]
        start.check()
        Key.objects.filter(pk__in=late).delete()
        with pytest.raises(start.Unfit, match="older copy"):
            start.check()
        with pytest.raises(strays.Mismatch):
            strays.some(clock.now())
        strays.walk()
        assert Person.objects.count() == 14
        Person.objects.filter(pk=late[0]).delete()
        start.check()  # as few as a restore may bring back
