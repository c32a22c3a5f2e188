"""Changing the wrapping key: everybody stays readable, at each moment, whatever is interrupted."""

import shutil
import signal
import subprocess
import sys
from datetime import timedelta

import pytest

from smartbooth.core import clock
from smartbooth.people import ring, rotation, vault
from smartbooth.people.address import Address
from smartbooth.people.models import Key, Person, Ring
from smartbooth.people.tests import place
from smartbooth.people.tests.conftest import answering
from smartbooth.people.tests.test_start import APART, made  # noqa: F401 - the fixture


def everybody():
    with answering():
        return {vault.open(person).address for person in Person.objects.all()}


def people(count, name="sam"):
    for number in range(count):
        vault.find_or_make(Address.parse(f"{name}{number}@example.org"))


def rotate():
    rotation.begin()
    ring.clear()
    while rotation.rewrap() or not rotation.finish():
        pass


@pytest.mark.django_db
def test_everybody_is_rewrapped_and_readable(monkeypatch):
    monkeypatch.setattr(rotation, "BATCH", 3)
    people(10)
    before, wrapped = everybody(), set(Key.objects.values_list("wrapped", flat=True))
    rotate()
    assert set(Key.objects.values_list("ring", flat=True)) == {2}
    assert not wrapped & set(Key.objects.values_list("wrapped", flat=True))
    assert everybody() == before
    assert [(one.generation, bool(one.retired_at), one.wraps) for one in rotation.state() if one.name == "wrap"] == [
        (1, True, 0), (2, False, 10),
    ]  # fmt: skip


@pytest.mark.django_db
def test_a_process_that_has_not_noticed_goes_on_and_its_keys_are_rewrapped_too():
    people(3)
    before = ring._state
    rotation.begin()
    ring._keep(before)  # this process opened the ring before there was a second generation
    before.uncommitted = False
    vault.find_or_make(Address.parse("kim@example.org"))
    assert Key.objects.filter(ring=1).count() == 4
    ring.clear()
    rotate()
    assert set(Key.objects.values_list("ring", flat=True)) == {2}
    ring._keep(before)
    assert len(everybody()) == 4  # a key of a generation it does not know: it looks again


@pytest.mark.django_db
def test_it_notices_within_a_minute():
    people(1)
    with clock.at(clock.now() + timedelta(seconds=1)):
        rotation.begin()
        ring._state.uncommitted = False
    with clock.at(clock.now() + timedelta(seconds=ring.FRESH + 2)):
        assert ring.current(ring.WRAP)[0] == 2


@pytest.mark.django_db
def test_the_old_key_is_destroyed_a_day_later():
    people(2)
    rotate()
    assert rotation.discard(clock.now()) == 0
    later = clock.now() + timedelta(days=1, minutes=1)
    Key.objects.filter(pk=Key.objects.first().pk).update(ring=1)
    assert rotation.discard(later) == 0  # something is still wrapped by it
    Key.objects.update(ring=2)
    assert rotation.discard(later) == 1
    assert not Ring.objects.filter(name="wrap", generation=1).exists()


@pytest.mark.django_db
def test_nothing_is_retired_while_something_is_wrapped_by_it():
    people(2)
    rotation.begin()
    assert rotation.finish() == 0
    assert rotation.begin() == (2, False)
    assert not Ring.objects.exclude(retired_at=None).exists()


@pytest.mark.usefixtures("made")
def test_killed_in_the_middle_it_goes_on_where_it_was(made, tmp_path):  # noqa: F811 - the fixture
    var = tmp_path / "var"
    shutil.copytree(made, var)
    process = subprocess.Popen(
        [sys.executable, str(APART), "rotate"],
        env=place.environment(var), stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    assert process.stdout.readline() == "in the middle\n"
    process.send_signal(signal.SIGKILL)
    process.wait()
    assert place.run(var, str(APART), "look").stdout == "{1: 340, 2: 60}\n"
    done = place.smartbooth(var, "keys", "rotate")
    assert (done.returncode, done.stdout.splitlines()[0]) == (0, "Going on with wrapping key 2.")
    assert "340 people" in done.stdout
    assert place.run(var, str(APART), "look").stdout == "{2: 400}\n"
    listed = place.smartbooth(var, "keys").stdout
    assert "400 people’s keys for 400 people" in listed
    assert "wrap/2" in listed
