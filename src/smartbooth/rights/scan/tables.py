"""Looking through a database's rows. Bytes alone do not show everything: SQLite cuts a long value into pages, and
PostgreSQL packs it and lets nobody at its files."""

from __future__ import annotations

import base64
import json
import sqlite3
import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

from django.db import connections, transaction
from django.db.backends.base.base import BaseDatabaseWrapper

from smartbooth.rights.scan.looked import Found, Looked
from smartbooth.rights.scan.spellings import Spellings

MAGIC = b"SQLite format 3\0"
AT_ONCE = 1024 * 1024  # bytes of rows joined before they are searched
BETWEEN = b"\x1e"  # between two columns: spellings.py takes it for a separation of the address's two parts


def sqlite(name: str, path: Path, spellings: Spellings, looked: Looked) -> None:
    """Every row of every table of the SQLite file at `path`, opened for reading only."""
    try:
        database = _open(path)
    except sqlite3.Error as error:
        looked.unread.append(f"{name}: does not open as a database ({error})")
        return
    try:
        database.text_factory = bytes
        names = {name for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
        _ours(name, path, names, database, looked)
        for table in sorted(names):
            rows = database.execute(f"SELECT * FROM {_quoted(table.decode())}")  # noqa: S608 - a name the file itself gave
            _rows(f"{name}: {table.decode()}", rows, spellings, looked)
    except sqlite3.Error as error:
        looked.unread.append(f"{name}: cannot be read as a database ({error})")
    finally:
        database.close()


def _ours(name: str, path: Path, names: set[bytes], database: sqlite3.Connection, looked: Looked) -> None:
    """A copy of our own: whether it has a sealed record of the address, or keys that may open one."""
    if b"people_person" in names and looked.index:
        for (person,) in database.execute('SELECT id FROM people_person WHERE "index" = ?', [looked.index]):
            looked.sealed.setdefault(person.decode(), name)
    if b"people_key" in names and name == str(path):
        looked.stores.append(path)


def _open(path: Path) -> sqlite3.Connection:
    """With what is still in its write-ahead log. A copy in a folder that cannot be written to has none to read."""
    place = f"file:{quote(str(path))}?mode=ro"
    database = sqlite3.connect(place, uri=True)
    try:
        database.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except sqlite3.OperationalError:
        database.close()
        return sqlite3.connect(f"{place}&immutable=1", uri=True)
    return database


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def served(alias: str, spellings: Spellings, looked: Looked) -> None:
    """Every row of every table of a database that a server keeps (PostgreSQL), a few hundred at a time."""
    database: BaseDatabaseWrapper = connections[alias]
    with database.cursor() as cursor:
        tables = sorted(database.introspection.table_names(cursor))
    for table in tables:
        with transaction.atomic(using=alias), database.chunked_cursor() as cursor:
            cursor.execute(f"SELECT * FROM {database.ops.quote_name(table)}")  # noqa: S608 - a name the database itself gave
            _rows(f"{alias}: {table}", iter(cursor), spellings, looked)


def _rows(name: str, rows: Iterable[tuple[Any, ...]], spellings: Spellings, looked: Looked) -> None:
    for part in _joined(rows, looked):
        for form in sorted({hit.form for hit in spellings.find(part)}):
            looked.tell(Found(name, form))


def _joined(rows: Iterable[tuple[Any, ...]], looked: Looked) -> Iterator[bytes]:
    """Rows as bytes, many at a time: what is a number or a moment holds no address."""
    parts: list[bytes] = []
    size = 0
    for row in rows:
        looked.rows += 1
        cells = [cell for cell in map(_cell, row) if cell]
        line = BETWEEN.join(cells) + b"\n"
        parts.append(line)
        size += len(line)
        if size > AT_ONCE:
            yield b"".join(parts)
            parts, size = [], 0
    yield b"".join(parts)


def _cell(value: Any) -> bytes:
    if isinstance(value, bytes):
        return value + _unpacked(value) if value.startswith(b".") else value
    if isinstance(value, memoryview):
        return bytes(value)
    if isinstance(value, str):
        return _cell(value.encode("utf-8", "surrogatepass"))
    if isinstance(value, dict | list):
        return json.dumps(value, ensure_ascii=False).encode()
    return b""


def _unpacked(signed: bytes) -> bytes:
    """What Django's signing packed before it wrote it as base64, sessions among them; nothing where it did not."""
    body = signed[1:].partition(b":")[0]
    try:
        return zlib.decompress(base64.urlsafe_b64decode(body + b"=" * (-len(body) % 4)))
    except (ValueError, zlib.error):
        return b""
