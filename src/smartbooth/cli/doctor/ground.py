"""What an installation stands on: folder, disk, secrets, clock, database, translations, pictures."""

import os
import shutil
import tempfile
from datetime import UTC, datetime
from pathlib import Path

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import DatabaseError, connection, connections
from django.db.migrations.executor import MigrationExecutor
from django.db.models import Max

from smartbooth.accounts.tenancy import everywhere
from smartbooth.cli.doctor.finding import Finding, bad, good, warn
from smartbooth.core import clock
from smartbooth.people import start
from smartbooth.people.models import Key
from smartbooth.people.store import KEYS
from smartbooth.tallies.models import Hourly

MEGABYTE = 1024 * 1024
FULL, SCARCE = 200 * MEGABYTE, 1024 * MEGABYTE  # below FULL a busy night's journal may not fit
BUILT = datetime(2025, 1, 1, tzinfo=UTC)  # no honest clock is before this program


def folder() -> Finding:
    try:
        with tempfile.TemporaryFile(dir=settings.VAR):
            return good("Folder", f"{settings.VAR} is writable")
    except OSError as error:
        return bad(
            "Folder", f"{settings.VAR}: {error.strerror}", "Let this user write there, or set SMARTBOOTH_VAR."
        )


def disk() -> Finding:
    free = shutil.disk_usage(settings.VAR).free
    says = f"{free // MEGABYTE:,} MB free"
    if free < FULL:
        return bad("Disk", says, "Free some space: pages are served without it, but counts and leads need it.")
    if free < SCARCE:
        return warn("Disk", says, "Free some space before the next busy night.")
    return good("Disk", says)


def secrets() -> Finding:
    """Files of the secrets folder must be for their owner only. None are there when the environment gives them."""
    place = settings.VAR / "secrets"
    if not place.is_dir():
        return good("Secrets", "given by the environment")
    open_ones = [path for path in (place, *place.iterdir()) if path.stat().st_mode & 0o077]
    if open_ones:
        return bad("Secrets", f"{open_ones[0]} can be read by others", f"chmod -R go= {place}")
    return good("Secrets", "readable by their owner only")


def time() -> Finding:
    """The clock must not be before this program, nor before what it counted itself."""
    if clock.now() < BUILT:
        return bad("Clock", f"says {clock.now():%Y-%m-%d}", "Set the machine's clock (timedatectl set-ntp true).")
    with everywhere():
        newest = Hourly.objects.aggregate(newest=Max("hour"))["newest"] or 0
    if newest > clock.hour():
        says = f"is {newest - clock.hour()} hours behind the newest count"
        return bad("Clock", says, "Set the machine's clock (timedatectl set-ntp true).")
    return good("Clock", f"{clock.now():%Y-%m-%d %H:%M} UTC")


def database() -> Finding:
    kind = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}.get(connection.vendor, connection.vendor)
    try:
        executor = MigrationExecutor(connection)
    except DatabaseError as error:
        return bad("Database", f"{kind} does not answer: {error}", "Start it, or correct SMARTBOOTH_POSTGRES….")
    missing = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if missing:
        return bad("Database", f"{kind}, {len(missing)} migrations behind", "Run `smartbooth manage migrate`.")
    return good("Database", f"{kind}, up to date")


def keys() -> Finding:
    """The key store is there, the master key opens it, it is this database's, and it is its owner's alone."""
    try:
        start.check()
    except start.Unfit as error:
        return bad("Keys", str(error), "Nothing starts until it is right, so that nothing is lost.")
    database = connections[KEYS]
    if database.vendor == "sqlite":
        path = Path(database.settings_dict["NAME"])
        if path.parent.stat().st_mode & 0o077:
            return bad("Keys", f"{path.parent} can be read by others", f"chmod -R go= {path.parent}")
        if not path.exists():
            return good("Keys", "made at the first start")
    executor = MigrationExecutor(database)
    missing = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if missing:
        return bad("Keys", f"{len(missing)} migrations behind", "Run `smartbooth manage migrate --database keys`.")
    return good("Keys", f"{Key.objects.count():,} people’s keys, opened by the master key")


def translations() -> Finding:
    """Every .po has its .mo, not older. `smartbooth serve` compiles them at start."""
    package = Path(__file__).parents[2]
    stale = [
        po
        for po in package.glob("*/locale/*/LC_MESSAGES/*.po")
        if not (mo := po.with_suffix(".mo")).exists() or mo.stat().st_mtime < po.stat().st_mtime
    ]
    if stale:
        says = f"{len(stale)} not compiled ({stale[0].relative_to(package)})"
        return bad("Translations", says, "Start `smartbooth serve` once as a user who may write there.")
    return good("Translations", "compiled")


def pictures() -> Finding:
    """The storage takes a file and gives it back."""
    name = default_storage.save(f"pictures/doctor-{os.getpid()}", ContentFile(b"doctor"))
    try:
        with default_storage.open(name) as file:
            intact = file.read() == b"doctor"
    finally:
        default_storage.delete(name)
    if not intact:
        return bad(
            "Pictures", "the storage gives back other bytes than it took", "Check SMARTBOOTH_VAR's file system."
        )
    return good("Pictures", "storage takes and gives back")


CHECKS = (folder, disk, secrets, database, keys, time, translations, pictures)
