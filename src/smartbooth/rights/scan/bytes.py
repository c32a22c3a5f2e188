"""Looking through bytes as they lie: files, and what is packed in them, in bounded memory."""

from __future__ import annotations

import bz2
import gzip
import lzma
import os
import tarfile
import tempfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

from smartbooth.rights.scan import tables
from smartbooth.rights.scan.looked import Found, Looked
from smartbooth.rights.scan.spellings import LONGEST, Spellings

CHUNK = 4 * 1024 * 1024  # bytes read at a time
IN_MEMORY = 8 * 1024 * 1024  # bytes of a packed file kept in memory; larger ones go to a temporary file
DEEPEST = 8  # packed in packed in …
_STREAMS: dict[bytes, Callable[..., Any]] = {b"\x1f\x8b": gzip.open, b"BZh": bz2.open, b"\xfd7zXZ\x00": lzma.open}
_BROKEN = (OSError, EOFError, zlib.error, lzma.LZMAError, tarfile.TarError, zipfile.BadZipFile, RuntimeError)


def tree(place: Path, spellings: Spellings, looked: Looked, seen: set[tuple[int, int]]) -> None:
    """Look through a file, or all files below a folder. `seen` (device, inode): each once a scan. Links are not
    followed: what they lead to is either below another place or none of ours."""
    try:
        paths = (
            [place]
            if not place.is_dir()
            else [Path(at) / name for at, _dirs, names in os.walk(place) for name in names]
        )
    except OSError as error:
        looked.unread.append(f"{place}: {error.strerror}")
        return
    for path in sorted(paths):
        try:
            status = path.lstat()
            if not path.is_file() or path.is_symlink() or (status.st_dev, status.st_ino) in seen:
                continue
            seen.add((status.st_dev, status.st_ino))
            with path.open("rb") as opened:
                _file(str(path), opened, spellings, looked, 0, path)
        except FileNotFoundError:  # gone since it was listed: a journal folded, a session ended
            continue
        except OSError as error:
            looked.unread.append(f"{path}: {error.strerror or error}")


def _file(
    name: str, opened: IO[bytes], spellings: Spellings, looked: Looked, depth: int, path: Path | None
) -> None:
    """The file's own bytes, then what is packed in it, then, of a database, its rows."""
    looked.files += 1
    head = opened.read(512)
    opened.seek(0)
    _raw(name, opened, spellings, looked)
    opened.seek(0)
    if head.startswith(tables.MAGIC):
        with _on_disk(opened, path) as database:
            tables.sqlite(name, database, spellings, looked)
        return
    unpack = _unpacker(head)
    if unpack is None:
        return
    if depth >= DEEPEST:
        looked.unread.append(f"{name}: packed more than {DEEPEST} times")
        return
    try:
        for member, inside in unpack(opened):
            with tempfile.SpooledTemporaryFile(max_size=IN_MEMORY) as spooled:
                while part := inside.read(CHUNK):
                    spooled.write(part)
                spooled.seek(0)
                _file(f"{name}{member and ' > '}{member}", spooled, spellings, looked, depth + 1, None)
    except _BROKEN as error:
        looked.unread.append(f"{name}: does not unpack ({error})")


def _raw(name: str, opened: IO[bytes], spellings: Spellings, looked: Looked) -> None:
    """In chunks that overlap by more than the longest spelling, so that none is cut in two."""
    kept, start, told, last = b"", 0, -1, -1
    while part := opened.read(CHUNK):
        looked.size += len(part)
        chunk = kept + part
        for hit in spellings.find(chunk):
            if start + hit.offset > told:
                looked.tell(Found(name, hit.form, start + hit.offset))
                last = max(last, start + hit.offset)
        told = last
        kept = chunk[-LONGEST:]
        start += len(chunk) - len(kept)


def _unpacker(head: bytes) -> Callable[[IO[bytes]], Iterator[tuple[str, IO[bytes]]]] | None:
    if head[257:262] == b"ustar":
        return _tar
    if head.startswith(b"PK\x03\x04"):
        return _zip
    for magic, unpack in _STREAMS.items():
        if head.startswith(magic):
            return lambda opened: iter([("", unpack(opened))])
    return None


def _tar(opened: IO[bytes]) -> Iterator[tuple[str, IO[bytes]]]:
    with tarfile.open(fileobj=opened, mode="r:") as archive:
        for member in archive:
            inside = archive.extractfile(member) if member.isfile() else None
            if inside is not None:
                yield member.name, inside


def _zip(opened: IO[bytes]) -> Iterator[tuple[str, IO[bytes]]]:
    with zipfile.ZipFile(opened) as archive:
        for member in archive.infolist():
            if not member.is_dir():
                with archive.open(member) as inside:
                    yield member.filename, inside


@contextmanager
def _on_disk(opened: IO[bytes], path: Path | None) -> Iterator[Path]:
    """A path SQLite can open: the file's own, or a copy's that is gone afterwards."""
    if path is not None:
        yield path
        return
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "database"
        with copy.open("wb") as out:
            while part := opened.read(CHUNK):
                out.write(part)
        yield copy
