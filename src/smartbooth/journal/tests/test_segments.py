import errno
import os

import pytest

from smartbooth.journal import segments
from smartbooth.journal.segments import JournalError, Writer


def test_lines_are_appended_and_read_from_an_offset(tmp_path):
    writer = Writer(tmp_path / "journal")
    writer.append(b"one\n")
    writer.append(b"two\n")
    ((name, size),) = segments.listed(tmp_path / "journal")
    path = tmp_path / "journal" / name
    assert size == 8 and segments.read(path, 4, 100) == b"two\n"
    assert segments.read(path, 0, 6) == b"one\n"  # never half a line


def test_a_segment_is_full_and_another_begins(tmp_path):
    writer = Writer(tmp_path, rotate_bytes=10)
    for _ in range(5):
        writer.append(b"12345\n")
    assert [size for _, size in segments.listed(tmp_path)] == [12, 12, 6]


def test_writers_know_who_lives(tmp_path):
    writer = Writer(tmp_path)
    writer.append(b"x\n")
    assert segments.abandoned(writer.path) is None
    writer.close()
    assert segments.abandoned(writer.path) == 2


def test_one_write_an_event(tmp_path, monkeypatch):
    writer = Writer(tmp_path)
    writer.append(b"first\n")
    calls = []
    real = os.write
    monkeypatch.setattr("smartbooth.journal.segments.os.write", lambda *a: calls.append(a) or real(*a))
    writer.append(b"second\n")
    assert len(calls) == 1


def test_half_a_line_is_undone_even_when_the_undoing_fails_at_first(tmp_path, monkeypatch):
    writer = Writer(tmp_path)
    writer.append(b"first\n")
    real = os.write
    with monkeypatch.context() as patch:
        patch.setattr("smartbooth.journal.segments.os.write", lambda handle, data: real(handle, data[:3]))
        with pytest.raises(JournalError):
            writer.append(b"second\n")
        assert writer.path.read_bytes() == b"first\n"

        def refuse(*_):
            raise OSError(errno.EIO, "no")

        patch.setattr("smartbooth.journal.segments.os.ftruncate", refuse)
        with pytest.raises(JournalError):
            writer.append(b"second\n")
    broken = writer.path
    writer.append(b"third\n")
    assert writer.path != broken and writer.path.read_bytes() == b"third\n"
    assert segments.read(broken, 0, 100) == b"first\n"


def test_a_full_disk_is_told_and_recovered_from(tmp_path, monkeypatch):
    writer = Writer(tmp_path)

    def full(*_):
        raise OSError(errno.ENOSPC, "full")

    with monkeypatch.context() as patch:
        patch.setattr("smartbooth.journal.segments.os.write", full)
        with pytest.raises(JournalError) as told:
            writer.append(b"first\n")
        assert told.value.errno == errno.ENOSPC
    writer.append(b"second\n")
    assert writer.path.read_bytes() == b"second\n"


def test_what_died_while_opening_is_swept_and_what_is_opening_is_not(tmp_path):
    old, new = tmp_path / "old.new", tmp_path / "fresh.new"
    old.touch()
    new.touch()
    os.utime(old, (1, 1))
    segments.sweep(tmp_path)
    assert not old.exists() and new.exists()


def test_a_file_without_newlines_does_not_block(tmp_path):
    path = tmp_path / "x.log"
    path.write_bytes(b"y" * 50)
    assert segments.read(path, 0, 20) == b"y" * 20
    assert segments.read(path, 40, 20) == b""
