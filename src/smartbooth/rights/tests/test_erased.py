"""One of many is erased: nothing of them is found anywhere, in a backup neither, and everybody else reads back intact.

In full size: `ERASED_PERSONS=10000 pytest -k one_of_many -o timeout=1800 src/smartbooth/rights/tests/test_erased.py`.
"""

import json
import os
import threading
from pathlib import Path

import pytest
from click.testing import CliRunner
from django.conf import settings
from django.db import connection, connections

from smartbooth.accounts.tenancy import everywhere
from smartbooth.cli.backup import backup
from smartbooth.cli.erased import erased
from smartbooth.handover.list import hand_over
from smartbooth.handover.recalls.models import Recall
from smartbooth.leads import given as leads_given
from smartbooth.leads.given import Answer, Given
from smartbooth.leads.models import Lead
from smartbooth.people import suppression, vault
from smartbooth.people.address import Address
from smartbooth.people.purpose import purpose
from smartbooth.registry.purposes import Purpose
from smartbooth.registry.subjects import Subject
from smartbooth.rights import erase
from smartbooth.rights.tests.scene import browser, leave, url

pytestmark = pytest.mark.django_db(databases=["default", "keys"], transaction=True)
PERSONS = int(os.environ.get("ERASED_PERSONS", "300"))
GONE = "Zoé.O'Hara+launch@café.example.com"


def scan(address, *arguments):
    result = CliRunner().invoke(erased, [address, "--json", *map(str, arguments)])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.output
    return result.exit_code, json.loads(result.output)


@pytest.fixture
def place(tmp_path):
    return tmp_path


def address(number):
    return GONE if number == PERSONS // 2 else f"person.{number}@example.org"


def fill(world):
    for number in range(PERSONS):
        wrote = Given(f"Name {number}", (Answer("q_0", "Your address again?", address(number)),))
        leave(world.launch, address(number), given=wrote, handed=False)
    while hand_over():
        pass


def test_after_one_of_many_is_erased(world, place):
    fill(world)
    made = CliRunner().invoke(backup, [str(place / "before.tar")])
    assert made.exit_code == 0, made.output
    person = vault.find(Address.parse(GONE))
    browser().post(url(person, "copy"), {"as": "json"})
    assert browser().post(url(person, "erasure"), {"word": "erase"}).status_code == 200

    status, found = scan(GONE, "--backup", place / "before.tar")
    assert (status, found["found"], found["known"], found["unread"]) == (0, [], False, [])
    assert found["sealed_copies"], "the backup has the sealed record, which nobody can open"
    assert found["keys_that_open_them"] == []
    assert found["rows"] > PERSONS

    with purpose(Purpose.CLAIMS, of=Subject.LEAD), everywhere():
        leads = list(Lead.objects.select_related("person"))
        assert len(leads) == PERSONS - 1
        for lead in leads:
            number = int(leads_given.of(lead).name.split()[1])
            assert vault.open(lead.person).address == address(number)
            assert leads_given.of(lead).answers[0].text == address(number)


def test_what_is_left_anywhere_is_found(world, place):
    """The scan's own sabotage: an address in clear, in the database, a file, a log, a backup."""
    person = leave(world.launch, GONE)
    erase.erase(person)
    (place / "log").write_text(f"sent to {GONE}")
    (settings.VAR / "files").mkdir(exist_ok=True)
    left = settings.VAR / "files" / "note.txt"
    left.write_text(GONE)
    type(world.workspace).objects.filter(pk=world.workspace.pk).update(name=GONE)
    try:
        status, found = scan(GONE, "--log", place / "log")
    finally:
        left.unlink()
    where = " ".join(one["where"] for one in found["found"])
    assert status == 1
    assert str(place / "log") in where
    assert str(left) in where
    assert "accounts_workspace" in where
    assert GONE not in json.dumps(found)


def test_who_is_known_is_not_erased(world):
    leave(world.launch, GONE)
    status, found = scan(GONE)
    assert (status, found["known"], found["found"]) == (1, True, [])


def test_a_key_copy_that_still_opens_a_backup_is_told(world, place):
    person = leave(world.launch, GONE)
    for name, keys in (("data.tar", []), ("keys.sqlite3", ["--keys"])):
        assert CliRunner().invoke(backup, [str(place / name), *keys]).exit_code == 0
    erase.erase(person)
    status, found = scan(GONE, "--backup", place)
    assert (status, found["found"]) == (1, [])
    assert found["keys_that_open_them"] == [str(place / "keys.sqlite3")]


def test_a_stop_remains_as_a_hash(world):
    person = leave(world.launch, GONE)
    suppression.add(bytes(person.index), suppression.MARKETING)
    erase.erase(person)
    assert scan(GONE)[1]["kept_from"] == ["marketing"]


def test_what_cannot_be_looked_into_is_an_exit_of_its_own(world, place):
    (place / "torn.gz").write_bytes(b"\x1f\x8b" + b"torn" * 100)
    status, found = scan("nobody@example.org", "--backup", place)
    assert (status, found["clean"], found["complete"]) == (2, True, False)


def test_the_address_by_standard_input(world):
    result = CliRunner().invoke(erased, ["-"], input="nobody@example.org\n")
    assert result.exit_code == 0
    assert "nobody@" not in result.output
    assert CliRunner().invoke(erased, ["no address"]).exit_code == 1


def test_two_erasures_at_once(world):
    """One of them does it; the other finds nobody. Both end well."""
    person = leave(world.launch, GONE)
    ends, barrier = [], threading.Barrier(2)

    def go():
        barrier.wait()
        try:
            ends.append(erase.erase(person))
        except Exception as error:  # the test tells which
            ends.append(error)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=go) for _two in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(end is None for end in ends) == [False, True], ends
    assert not [end for end in ends if isinstance(end, Exception)]
    with everywhere():
        assert Recall.objects.filter(reason="erased").count() == 1


def test_erasure_during_an_export(world, monkeypatch):
    """The link was good when the copy began; the person goes before it is read: nothing goes out, and it says so."""
    from smartbooth.rights import links

    person = leave(world.launch, GONE)
    genuine = links.person

    def then_gone(token):
        found = genuine(token)
        erase.erase(found)
        return found

    monkeypatch.setattr(links, "person", then_gone)
    answer = browser().post(url(person, "copy"), {"as": "json"})
    assert answer.status_code == 410
    assert b"opens nothing" in answer.content
    assert connection.in_atomic_block is False


def test_nothing_of_the_var_folder_is_left_out():
    from smartbooth.rights.scan.search import own

    assert settings.VAR in own()
    assert Path(settings.KEYS) in own()
