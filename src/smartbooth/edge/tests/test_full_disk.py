"""The journal's disk is full: pages are served, nothing is acknowledged that is not written, it recovers by itself."""

import errno
import os

import pytest

from smartbooth.core import clock
from smartbooth.edge.table import Table
from smartbooth.edge.tests.conftest import launch


@pytest.fixture
def disk(monkeypatch):
    """Room for so many bytes; None: any number."""
    real = os.write

    class Disk:
        room = None

        def write(self, handle, data):
            if self.room is None:
                return real(handle, data)
            if self.room == 0:
                raise OSError(errno.ENOSPC, "no space left")
            taken = real(handle, data[: self.room])
            self.room -= taken
            return taken

    made = Disk()
    monkeypatch.setattr("smartbooth.journal.segments.os.write", made.write)
    return made


@pytest.mark.parametrize("room", [0, 1, 20])
def test_a_visit_waits_to_be_counted_until_there_is_room(edge, ask, disk, room, caplog):
    page = ask()
    disk.room = room
    assert ask(cookie=page.cookie).status == 200
    pixel = ask("/seen.gif", cookie=page.cookie)
    assert pixel.status == 503 and not pixel.cookies
    click = ask("/go/buy", cookie=page.cookie + "v")
    assert click.status == 303 and not click.cookies
    disk.room = None
    assert ask("/seen.gif", cookie=page.cookie).cookie == page.cookie + "v"
    assert ask.kinds == [("served", "-"), ("view", "first")]
    said = [record for record in caplog.records if "cannot be written" in record.message]
    assert len(said) == 1 and "192.0.2" not in caplog.text


def test_an_unmeasured_pixel_is_not_acknowledged_either(ask, disk):
    ask("/seen.gif")
    disk.room = 0
    assert ask("/seen.gif").status == 503


def test_a_folder_that_cannot_be_made_is_no_error_to_the_visitor(edge, ask, settings, tmp_path):
    (tmp_path / "file").write_text("")
    edge.recorder.writer.folder = tmp_path / "file" / "journal"
    assert ask().status == 200
    assert ask("/seen.gif", cookie=f"sb=a/{clock.hour()}/x/-/FR/d/").status == 503
    edge.router.swap(Table([launch()]))
    edge.recorder.writer.folder = settings.JOURNAL
    assert ask("/seen.gif", cookie=f"sb=a/{clock.hour()}/x/-/FR/d/").cookies
