import os
import time

import pytest

from smartbooth.cli.doctor import examine, ground, service
from smartbooth.cli.doctor.finding import Finding
from smartbooth.core import clock
from smartbooth.tallies.models import Pending


@pytest.fixture
def place(settings, tmp_path):
    settings.VAR = tmp_path
    settings.JOURNAL = tmp_path / "journal"
    settings.HEARTBEAT = tmp_path / "worker.beat"
    return tmp_path


def test_a_folder_that_cannot_be_written_is_named(place, settings):
    assert ground.folder().state == "good"
    settings.VAR = place / "gone"
    assert ground.folder().state == "bad"
    assert "gone" in ground.folder().says


def test_a_full_disk_is_told_before_it_hurts(place, monkeypatch):
    def free(megabytes):
        monkeypatch.setattr(ground.shutil, "disk_usage", lambda _: _Usage(megabytes))
        return ground.disk().state

    assert (free(50_000), free(500), free(50)) == ("good", "warn", "bad")


class _Usage:
    def __init__(self, megabytes):
        self.free = megabytes * ground.MEGABYTE


def test_secrets_that_others_can_read_are_trouble(place):
    assert ground.secrets().state == "good"  # none: the environment gives them
    folder = place / "secrets"
    folder.mkdir(mode=0o700)
    key = folder / "master_key"
    key.touch(mode=0o600)
    assert ground.secrets().state == "good"
    key.chmod(0o644)
    assert ground.secrets().state == "bad"
    assert "chmod" in ground.secrets().cure


@pytest.mark.django_db
def test_a_clock_before_its_own_counts_is_trouble(world):
    from smartbooth.tallies.models import Hourly

    assert ground.time().state == "good"
    Hourly(workspace="w", launch="l", variant="a", hour=clock.hour() + 3).save()
    assert "3 hours behind" in ground.time().says


@pytest.mark.django_db
def test_a_database_behind_the_program_says_what_to_run(monkeypatch):
    assert ground.database().state == "good"
    monkeypatch.setattr(ground.MigrationExecutor, "migration_plan", lambda *_: ["one", "two"])
    assert ground.database() == Finding(
        "Database", "bad", "SQLite, 2 migrations behind", "Run `smartbooth manage migrate`."
    )


def test_pictures_go_in_and_come_back(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    assert ground.pictures().state == "good"
    assert not [path for path in tmp_path.rglob("*") if path.is_file()]


def test_the_worker_is_heard_or_missed(place):
    assert service.worker().says == "has never run here"
    (place / "worker.beat").touch()
    assert service.worker().state == "good"
    silent = time.time() - 90
    os.utime(place / "worker.beat", (silent, silent))
    assert "silent for 9" in service.worker().says


@pytest.mark.django_db
def test_the_journal_says_how_much_waits(place, monkeypatch):
    place.joinpath("journal").mkdir()
    place.joinpath("journal", "node-1.log").write_bytes(b"x" * 1000)
    Pending.objects.create(line="x")
    assert service.journal().says == "1,000 bytes and 1 leads not counted yet"
    monkeypatch.setattr(service, "LONG", 10)
    assert service.journal().state == "warn"


def test_nothing_on_the_port_is_trouble(settings):
    from smartbooth.cli.server import free_port

    settings.PORT = free_port()
    assert service.server().cure == "Run `smartbooth serve`."


def test_a_check_that_breaks_is_a_finding():
    def broken():
        raise RuntimeError("no such thing")

    finding = examine._safely(broken)
    assert (finding.name, finding.state, finding.says) == ("Broken", "bad", "RuntimeError: no such thing")
