"""The day's salt: random, shared by a node's processes, destroyed when its day is over.

It makes the assignment of visitors without cookies stable for a day, and nothing else: with the salt gone, nobody, we
included, can tell which address had which variant.
"""

import logging
import os
import secrets
from functools import lru_cache
from hashlib import blake2b
from pathlib import Path

from django.conf import settings

from smartbooth.core import clock

log = logging.getLogger(__name__)
SIZE = 32
_today: tuple[int, bytes] = (-1, b"")


def salt() -> bytes:
    """Today's 32 bytes."""
    global _today
    day = clock.day()
    if _today[0] != day:
        _today = (day, _shared(settings.SALT, day))
        forget()
    return _today[1]


def _shared(folder: Path, day: int) -> bytes:
    path = folder / str(day)
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        draft = folder / f".{os.getpid()}-{secrets.token_hex(4)}"
        handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        try:
            with os.fdopen(handle, "wb") as out:
                out.write(secrets.token_bytes(SIZE))
            os.link(draft, path)  # whole or not at all: the first process of the day wins
        except FileExistsError:
            pass
        finally:
            draft.unlink()
        value = path.read_bytes()
    except OSError:
        log.exception("the day's salt cannot be shared; this process uses its own")
        return secrets.token_bytes(SIZE)
    return value if len(value) == SIZE else secrets.token_bytes(SIZE)


def forget() -> None:
    """Destroy the salts of other days, in memory and on disk. Cheap: call it every second."""
    global _today
    day = clock.day()
    if _today[0] not in (-1, day):
        _today = (-1, b"")
        _keyed.cache_clear()
    try:
        for path in settings.SALT.iterdir():
            if path.name.isdigit() and int(path.name) < day:
                path.unlink(missing_ok=True)
    except FileNotFoundError:
        return


def draw(client: str, agent: bytes, launch: str, total: int) -> int:
    """A number below `total`, the same for this client, agent and launch all day."""
    keyed = _keyed(salt()).copy()
    keyed.update(b"%b\0%b\0%b" % (client.encode(), launch.encode(), agent))
    return int.from_bytes(keyed.digest(), "big") % total


@lru_cache(maxsize=1)
def _keyed(key: bytes) -> blake2b:
    """The hash with the day's key taken in: half of the work, the same for all. Forgotten with the key."""
    return blake2b(key=key, digest_size=8)
