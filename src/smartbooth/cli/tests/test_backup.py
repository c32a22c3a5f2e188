"""A copy holds everything but what opens it; what was erased since stays erased after a restore."""

import os
import shutil
import sqlite3
import stat
import tarfile
import time
from pathlib import Path

import pytest

from smartbooth.people.tests import place
from smartbooth.people.tests.test_start import APART

ERASE = """
import django
django.setup()
from smartbooth.people import erasure, store, vault
from smartbooth.people.address import Address
person = vault.find(Address.parse("zaphira-7@example.org"))
assert erasure.erase(person.pk, "asked")
store.settle()
print(person.pk)
"""
DJANGO = {"DJANGO_SETTINGS_MODULE": "smartbooth.config.settings"}


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    var = tmp_path_factory.mktemp("made")
    done = place.run(var, str(APART), "make")
    assert done.returncode == 0, done.stderr
    (var / "files/pictures").mkdir(parents=True)
    (var / "files/pictures/aurora.webp").write_bytes(b"picture")
    (var / "journal").mkdir(exist_ok=True)
    (var / "journal/1.log").write_text("event\n")
    return var


@pytest.fixture
def var(made, tmp_path):
    shutil.copytree(made, tmp_path / "var")
    return tmp_path / "var"


def test_the_copy_is_whole_and_opens_nothing(var, tmp_path):
    wrapped = [
        row[0] for row in sqlite3.connect(var / "keys/keys.sqlite3").execute("SELECT wrapped FROM people_key")
    ]
    done = place.smartbooth(var, "backup", str(tmp_path / "copy.tar"))
    assert done.returncode == 0, done.stderr
    assert "The key store is not in it." in done.stdout
    with tarfile.open(tmp_path / "copy.tar") as tar:
        assert {"smartbooth.sqlite3", "files/pictures/aurora.webp", "journal/1.log"} <= set(tar.getnames())
        assert not [name for name in tar.getnames() if "key" in name or "secret" in name]
        tar.extractall(tmp_path / "out", filter="data")
    copy = sqlite3.connect(tmp_path / "out/smartbooth.sqlite3")
    assert copy.execute("SELECT count(*) FROM people_person").fetchone() == (400,)
    assert copy.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    content = (tmp_path / "copy.tar").read_bytes()
    for secret in (b"zaphira", (var / "secrets/master_key").read_bytes(), *wrapped):
        assert secret not in content
    assert stat.S_IMODE((tmp_path / "copy.tar").stat().st_mode) == 0o600
    assert not list(tmp_path.glob(".backup-*"))


def test_a_file_that_is_there_is_not_overwritten(var, tmp_path):
    (tmp_path / "copy.tar").write_text("last week's")
    done = place.smartbooth(var, "backup", str(tmp_path / "copy.tar"))
    assert done.returncode == 1
    assert "is there already" in done.stderr
    assert (tmp_path / "copy.tar").read_text() == "last week's"


def test_the_key_store_is_copied_apart_and_its_old_copies_go(var, tmp_path):
    folder = tmp_path / "copies"
    folder.mkdir()
    for name, days in (("smartbooth-keys-old", 8), ("smartbooth-keys-new", 6), ("holiday.jpg", 100)):
        (folder / name).touch()
        os.utime(folder / name, (time.time() - days * 86400,) * 2)
    done = place.smartbooth(var, "backup", "--keys", str(folder))
    assert done.returncode == 0, done.stderr
    assert "Copies older than 7 days deleted: 1." in done.stdout
    left = {path.name for path in folder.iterdir()}
    assert {"smartbooth-keys-new", "holiday.jpg"} < left
    copy = sqlite3.connect(next(folder.glob("smartbooth-keys-2*")))
    assert copy.execute("SELECT count(*) FROM people_key").fetchone() == (400,)
    assert copy.execute("SELECT count(*) FROM people_ring").fetchone() == (3,)


def test_who_was_erased_since_is_erased_again_after_a_restore(var, tmp_path):
    assert place.smartbooth(var, "backup", str(tmp_path / "copy.tar")).returncode == 0
    erased = place.run(var, "-c", ERASE, **DJANGO)
    assert erased.returncode == 0, erased.stderr
    for path in var.glob("smartbooth.sqlite3*"):
        path.unlink()
    with tarfile.open(tmp_path / "copy.tar") as tar:
        tar.extractall(var, filter="data")
    swept = [place.smartbooth(var, "keys", "sweep").stdout for _ in range(2)]
    assert swept == ["1 deleted.\n", "Every key has its person, and every person their key.\n"]
    with sqlite3.connect(var / "smartbooth.sqlite3") as database:
        assert database.execute("SELECT count(*) FROM people_person").fetchone() == (399,)
    assert "399 people’s keys for 399 people" in place.smartbooth(var, "keys").stdout


def test_a_copy_that_fails_leaves_nothing_behind(var, tmp_path):
    (var / "files/broken").symlink_to("/nowhere/at/all")
    target = tmp_path / "away/copy.tar"
    done = place.smartbooth(var, "backup", str(target))
    assert done.returncode == 1
    assert "No such file or directory" in done.stderr
    assert not Path(tmp_path / "away").exists()
