"""The scan finds an address however it is written, and nothing where it is not."""

import base64
import bz2
import gzip
import html
import io
import json
import lzma
import quopri
import random
import sqlite3
import tarfile
import unicodedata
import zipfile
from urllib.parse import quote, urlencode

import pytest
from django.core import signing
from hypothesis import given
from hypothesis import strategies as st

from smartbooth.people.address import Address, AddressError
from smartbooth.rights.scan import bytes as scan_bytes
from smartbooth.rights.scan.bytes import tree
from smartbooth.rights.scan.looked import Looked
from smartbooth.rights.scan.spellings import Spellings

PLAIN = "Ada.Lovelace+news@example.org"
FRENCH = "zoé.o'hara@café.example.com"


def spelled(text):
    """Name of a spelling: the bytes."""
    _local, _at, domain = text.partition("@")
    return {
        "as written": text.encode(),
        "lower": text.lower().encode(),
        "upper": text.upper().encode(),
        "IDNA": Address.parse(text).written.encode(),
        "decomposed": unicodedata.normalize("NFD", text).encode(),
        "percent": quote(text, safe="").encode(),
        "percent, lower case": quote(text, safe="").lower().encode(),
        "form": urlencode({"email": text}).encode(),
        "JSON": json.dumps({"to": text}).encode(),
        "JSON, every sign escaped": text.replace("@", "\\u0040").encode(),
        "HTML": html.escape(text).encode(),
        "HTML references": text.replace("@", "&#64;").encode("ascii", "xmlcharrefreplace"),
        "UTF-16 LE": text.encode("utf-16-le"),
        "UTF-16 BE": text.encode("utf-16-be"),
        "UTF-16 upper": text.upper().encode("utf-16"),
        "hex": text.encode().hex().encode(),
        "hex capitals": text.lower().encode().hex().upper().encode(),
        "base64": base64.b64encode(text.encode()),
        "base64 urlsafe": base64.urlsafe_b64encode(text.encode()),
        "base64 in lines": base64.encodebytes(b"x" * 50 + text.encode() * 3),
        "quoted-printable": quopri.encodestring(
            f"To the reader who writes from {text} today, and goes on".encode()
        ),
        "two columns": text.replace("@", "\t").encode(),
        "two strings": json.dumps(text.split("@"), ensure_ascii=False).encode(),
        "at": text.replace("@", " at ").encode(),
        "domain in capitals": text.replace(domain, domain.upper()).encode(),
    }


CASES = [(text, name) for text in (PLAIN, FRENCH) for name in spelled(text)]


@pytest.mark.parametrize(("text", "name"), CASES)
def test_every_spelling_is_found(text, name):
    noise = random.Random(1).randbytes(3000)
    raw = noise + b" " + spelled(text)[name] + b" " + noise
    assert Spellings(Address.parse(text)).find(raw)


@pytest.mark.parametrize("before", range(3))
@pytest.mark.parametrize("alphabet", [base64.b64encode, base64.urlsafe_b64encode])
def test_base64_wherever_it_falls(before, alphabet):
    raw = alphabet(b"\xfb\xff\xbe"[:before] + PLAIN.lower().encode() + b'", "b": "\xff')
    assert [hit.form for hit in Spellings(Address.parse(PLAIN)).find(raw)] == ["base64"]


@pytest.mark.parametrize("text", [PLAIN, FRENCH, "a@b.co"])
def test_others_are_not_taken_for_it(text):
    spellings = Spellings(Address.parse(text))
    others = [
        "ada@example.org", "Ada.Lovelace@example.org", "lovelace+news@example.net", "zoe@café.example.com",
        "Ada.Lovelace+newsletter@example.org", "ada.lovelace+news at the examples of this",
    ]  # fmt: skip
    for other in others:
        for raw in (
            other.encode(),
            other.encode("utf-16-le"),
            base64.b64encode(other.encode()),
            other.encode().hex().encode(),
        ):
            if text.encode() not in raw:
                assert spellings.find(raw) == []
    assert spellings.find(random.Random(2).randbytes(200_000)) == []


ATOMS = st.text("abcdefgxyzABCXYZ0189+'_-&éßÅ漢", min_size=1, max_size=12)


@given(ATOMS, st.sampled_from(["example.org", "café.example.com", "日本.example.net"]), st.integers(0, 40))
def test_any_address_is_found_again(local, domain, before):
    try:
        address = Address.parse(f"{local}@{domain}")
    except AddressError:
        return
    text = f"{local}@{domain}"
    spellings = Spellings(address)
    for name, raw in spelled(text).items():
        if name in {"upper", "UTF-16 upper", "two columns", "two strings"}:  # "ß" in capitals is another word
            continue
        assert spellings.find(b"." * before + raw), name


def test_a_longer_address_around_it_is_told_too():
    """Whether a letter beside it belongs to it cannot be known in bytes: better told in vain than passed over."""
    assert Spellings(Address.parse("a@b.co")).find(b"xa@b.com.example")


def write_database(path, value, journal="delete"):
    database = sqlite3.connect(path)
    database.execute(f"PRAGMA journal_mode={journal}")
    database.execute("CREATE TABLE note (id INTEGER PRIMARY KEY, words TEXT, more BLOB)")
    database.executemany("INSERT INTO note (words, more) VALUES (?, ?)", [("nothing", b"\x00" * 50)] * 100)
    database.execute("INSERT INTO note (words) VALUES (?)", [value])
    database.commit()
    return database


def scan(place, text=PLAIN):
    looked = Looked()
    tree(place, Spellings(Address.parse(text)), looked, set())
    return looked


def packed(kind, raw):
    out = io.BytesIO()
    if kind == "zip":
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("inside.txt", raw)
    elif kind.startswith("tar"):
        with tarfile.open(fileobj=out, mode="w:gz" if kind == "tar.gz" else "w") as archive:
            member = tarfile.TarInfo("folder/inside.txt")
            member.size = len(raw)
            archive.addfile(member, io.BytesIO(raw))
    else:
        return {"gz": gzip.compress, "bz2": bz2.compress, "xz": lzma.compress}[kind](raw)
    return out.getvalue()


@pytest.mark.parametrize("kind", ["gz", "bz2", "xz", "zip", "tar", "tar.gz"])
def test_inside_archives_and_archives_in_them(tmp_path, kind):
    raw = b"line\n" * 1000 + PLAIN.encode()
    (tmp_path / "one").write_bytes(packed(kind, raw))
    (tmp_path / "two").write_bytes(packed("zip", packed("tar.gz", packed(kind, raw))))
    looked = scan(tmp_path)
    assert {found.where.split(" > ")[0] for found in looked.found} == {
        str(tmp_path / "one"),
        str(tmp_path / "two"),
    }
    assert not looked.unread


def test_a_database_within_a_backup(tmp_path):
    write_database(tmp_path / "live", PLAIN).close()
    raw = (tmp_path / "live").read_bytes()
    (tmp_path / "live").unlink()
    (tmp_path / "backup").write_bytes(packed("tar.gz", raw))
    where = [found.where for found in scan(tmp_path).found]
    assert any(place.endswith("inside.txt: note") for place in where)


def test_a_value_that_the_database_cuts_in_pages(tmp_path):
    """Somewhere among these the address falls on the edge of a page: the bytes alone would not show it."""
    for before in range(4040, 4110, 2):
        path = tmp_path / f"{before}.sqlite3"
        write_database(path, "x" * before + PLAIN + "y" * 5000).close()
        assert any(found.offset == -1 for found in scan(path).found), before


def test_what_is_still_in_the_write_ahead_log(tmp_path):
    database = write_database(tmp_path / "live.sqlite3", PLAIN, journal="wal")
    where = {found.where for found in scan(tmp_path).found}
    database.close()
    assert str(tmp_path / "live.sqlite3-wal") in where
    assert any(place.endswith(": note") for place in where)


def test_in_a_session_that_was_packed(tmp_path):
    packed_session = signing.dumps({"next": PLAIN, "more": "x" * 500}, compress=True)
    assert packed_session.startswith(".")
    write_database(tmp_path / "live.sqlite3", packed_session).close()
    assert scan(tmp_path).found


def test_across_the_edge_of_a_chunk(tmp_path, monkeypatch):
    monkeypatch.setattr(scan_bytes, "CHUNK", 64 * 1024)
    for before in range(64 * 1024 - len(PLAIN), 64 * 1024 + 2, 3):
        (tmp_path / "file").write_bytes(b"." * before + PLAIN.encode() + b"." * 100_000)
        found = scan(tmp_path).found
        assert [one.offset for one in found] == [before]


def test_what_cannot_be_looked_into_is_said(tmp_path):
    (tmp_path / "torn.gz").write_bytes(gzip.compress(random.Random(3).randbytes(100_000))[:5000])
    (tmp_path / "torn.sqlite3").write_bytes(b"SQLite format 3\0" + b"\xff" * 5000)
    looked = scan(tmp_path)
    assert len(looked.unread) == 2
    assert not looked.found


def test_a_clean_folder_is_clean(tmp_path):
    write_database(tmp_path / "live", "bram@example.org").close()
    (tmp_path / "log.gz").write_bytes(gzip.compress(b"nothing here" * 1000))
    looked = scan(tmp_path)
    assert (looked.found, looked.unread) == ([], [])
    assert looked.files == 3
    assert looked.rows == 101
