"""Whether this program, this database and this key store belong together: asked before anything is served or written.

Nothing is touched: no file is made, no key, no table.
"""

from __future__ import annotations

from pathlib import Path

from django.conf import settings
from django.db import connections
from django.db.models import Max

from smartbooth.core import clock
from smartbooth.people import ring
from smartbooth.people.cipher import Unreadable
from smartbooth.people.models import Key, Person, Ring
from smartbooth.people.store import KEYS

FEW = 100  # persons without a key that a restore of an older copy may bring back before it looks like a mistake


class Unfit(RuntimeError):
    """They do not: one plain sentence that says why, and what to do."""


def check() -> None:
    """Raises Unfit. An installation that has nobody's data yet is fit, whatever is missing."""
    rows = _ring()
    if rows is None:
        if _has_persons():
            raise Unfit(
                f"The database holds people’s sealed data, but the key store {_where()} is missing or empty, so none "
                f"of it could be read. Put the key store back there, or set {_setting()} to where it is; nothing was "
                "changed."
            )
        return
    for row in rows:
        try:
            ring.open_row(row, ring.master())
        except Unreadable:
            raise Unfit(
                f"SMARTBOOTH_MASTER_KEY does not open the key store {_where()}: it is not the key this installation "
                "was made with. Set the right one; to change it on purpose, run `smartbooth keys rotate-master`; "
                "nothing was changed."
            ) from None
    if _has_persons() and strangers():
        raise Unfit(
            f"Most people in the database have no key in the key store {_where()}: it is an old copy, or another "
            "installation’s. Put the right one there; nothing was changed."
        )
    if _has_persons() and behind():
        raise Unfit(
            f"More than {FEW} people in the database came after the newest key in the key store {_where()}: it is an "
            "older copy. Put the present one there; nothing was changed."
        )


def strangers() -> bool:
    """Whether the key store lacks most of the keys: then it is not the one of this database, and nobody is to be
    erased for having no key."""
    persons = Person.objects.count()
    return persons > FEW and Key.objects.count() < persons / 2


def behind() -> bool:
    """Whether the key store is an older copy: people came since its newest key was made. A person's key is made with
    them, so there are none; but for those who came last and were erased since, where an older database was restored."""
    newest = Key.objects.aggregate(day=Max("made_on"))["day"]
    if newest is None:
        return False
    since = clock.hour_start(
        (newest + 2) * 24
    )  # a day on: a key may be made just before midnight, its person after
    return Person.objects.filter(created_at__gte=since)[: FEW + 1].count() > FEW


def _ring() -> list[Ring] | None:
    """The ring's rows as stored; None where there is no key store, or nothing in it."""
    if not _exists(KEYS) or not _has_table(KEYS, Ring._meta.db_table):
        return None
    return list(Ring.objects.all()) or None


def _has_persons() -> bool:
    table = Person._meta.db_table
    return _exists("default") and _has_table("default", table) and Person.objects.exists()


def _exists(alias: str) -> bool:
    """Asked first: opening an SQLite file that is not there would make one."""
    database = connections[alias]
    return database.vendor != "sqlite" or Path(database.settings_dict["NAME"]).is_file()


def _has_table(alias: str, table: str) -> bool:
    return table in connections[alias].introspection.table_names()


def _setting() -> str:
    return "SMARTBOOTH_KEYS" if connections[KEYS].vendor == "sqlite" else "SMARTBOOTH_POSTGRES_KEYS"


def _where() -> str:
    name = connections[KEYS].settings_dict["NAME"]
    return str(name) if connections[KEYS].vendor == "sqlite" else f"{name} on {settings.DATABASES[KEYS]['HOST']}"
