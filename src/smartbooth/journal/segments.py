"""Segment files: written by one process each, read by the fold.

A writer holds its segment's lock for life, so a segment that can be locked has a dead writer: when all of it is
folded, it can go. Segments are born locked (made under another name, locked, renamed).
"""

import errno
import fcntl
import os
import re
import secrets
import socket
import time
from pathlib import Path

ENDING = ".log"
UNBORN = ".new"
UNBORN_SECONDS = 60  # opening takes a millisecond
ROTATE_BYTES = 64 * 1024 * 1024  # a segment's size; what is folded is deleted, so disk use stays bounded


class JournalError(OSError):
    """The event is not in the journal: do not acknowledge it."""


class Writer:
    """Appends lines to a segment of its own in `folder`. One os.write an event; not shared between threads.

    A write that is cut short (full disk) is undone, so that the next line never sticks to a half one. After a
    failure each append tries again: the journal recovers by itself when there is room.
    """

    def __init__(self, folder: Path, rotate_bytes: int = ROTATE_BYTES) -> None:
        self.folder = folder
        self.rotate_bytes = rotate_bytes
        self.path: Path | None = None
        self._file = -1
        self._size = 0  # bytes that are whole lines
        self._torn = False  # half a line stands after them

    def append(self, line: bytes) -> None:
        """Write one line (ends with a newline). Raises JournalError when it is not in the file."""
        try:
            if self._file < 0 or self._size >= self.rotate_bytes:
                self._open()
            elif self._torn:
                self._mend()
            written = os.write(self._file, line)
        except OSError as error:
            raise JournalError(error.errno, "the journal cannot be written") from error
        if written != len(line):
            self._torn = True
            self._try_mend()
            raise JournalError(errno.ENOSPC, "the journal took half a line")
        self._size += written

    def close(self) -> None:
        """Give the segment up: the fold may finish and delete it."""
        if self._file >= 0:
            os.close(self._file)
        self._file = -1

    def _open(self) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        node = re.sub(r"[^A-Za-z0-9]", "", socket.gethostname())[:24] or "node"
        name = f"{node}-{os.getpid()}-{time.time_ns():x}-{secrets.token_hex(4)}"
        unborn, born = self.folder / (name + UNBORN), self.folder / (name + ENDING)
        handle = os.open(unborn, os.O_WRONLY | os.O_APPEND | os.O_CREAT | os.O_EXCL, 0o600)
        try:
            fcntl.flock(handle, fcntl.LOCK_EX)
            os.rename(unborn, born)  # fails when the fold swept it before it was locked: the next append retries
        except OSError:
            os.close(handle)
            raise
        self.close()
        self._file, self._size, self._torn, self.path = handle, 0, False, born

    def _mend(self) -> None:
        os.ftruncate(self._file, self._size)
        self._torn = False

    def _try_mend(self) -> None:
        try:
            self._mend()
        except OSError:
            self.close()  # a reader takes whole lines only; the half one ends a segment nobody appends to


def listed(folder: Path) -> list[tuple[str, int]]:
    """(name, size in bytes) of every segment in `folder`, by name."""
    found = []
    try:
        with os.scandir(folder) as entries:
            for entry in entries:
                if entry.name.endswith(ENDING):
                    try:
                        found.append((entry.name, entry.stat().st_size))
                    except FileNotFoundError:
                        continue
    except FileNotFoundError:
        return []
    return sorted(found)


def read(path: Path, offset: int, limit: int) -> bytes:
    """Up to `limit` bytes from `offset`, cut after the last newline: whole lines, each seen once."""
    with open(path, "rb") as file:
        file.seek(offset)
        data = file.read(limit)
    end = data.rfind(b"\n") + 1
    return data[:end] if end or len(data) < limit else data  # a foreign file without newlines must not block


def abandoned(path: Path) -> int | None:
    """The final size in bytes of a segment whose writer is gone; None while it lives."""
    handle = os.open(path, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        return os.fstat(handle).st_size
    except BlockingIOError:
        return None
    finally:
        os.close(handle)


def sweep(folder: Path) -> None:
    """Remove what writers left that died while opening a segment: empty, never named as one."""
    for path in folder.glob("*" + UNBORN):
        try:
            if time.time() - path.stat().st_mtime > UNBORN_SECONDS and abandoned(path) == 0:
                path.unlink()
        except FileNotFoundError:
            continue
