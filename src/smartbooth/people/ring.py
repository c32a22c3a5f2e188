"""The key ring: the installation's own random keys, each wrapped by a key derived from SMARTBOOTH_MASTER_KEY.

"wrap" wraps the persons' keys; it has generations, so that it can be changed while the service runs. "index" makes the
blind index and the suppression list's hashes; "use" is what other rooms derive keys from for what they store
(`key_for`). Changing the master key rewraps these few rows and nothing else.
"""

from __future__ import annotations

import threading
from functools import cache

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.db import connections, transaction

from smartbooth.core import clock, keyed
from smartbooth.people import cipher
from smartbooth.people.models import Person, Ring
from smartbooth.people.store import KEYS

WRAP, INDEX, USE = NAMES = ("wrap", "index", "use")
MASTER_USE = "people/ring"  # the key derived from the master key that wraps these
FRESH = 60.0  # seconds after which a process looks whether there is a newer generation


class RingError(RuntimeError):
    """The ring is missing, or the master key does not open it."""


class _State:
    """What this process has opened. Rows once opened are not opened again: a master key changed meanwhile does not
    stop a running process."""

    def __init__(self) -> None:
        self.opened: dict[tuple[str, int], bytes] = {}
        self.current: dict[str, int] = {}
        self.read_at = float("-inf")
        self.uncommitted = False  # made in a transaction that may still be rolled back


_state = _State()
_lock = threading.RLock()


def clear() -> None:
    """Forget what was opened: the next use reads the store."""
    global _state
    with _lock:
        _state = _State()


def current(name: str) -> tuple[int, bytes]:
    """The generation in use and its 32-byte key. Raises RingError."""
    state = _fresh()
    generation = state.current[name]
    return generation, state.opened[name, generation]


def key(name: str, generation: int) -> bytes:
    """Raises RingError."""
    found = _state.opened.get((name, generation))
    if found is None:
        found = _read().opened.get((name, generation))
    if found is None:
        raise RingError(f"The key store has no key {name}/{generation}.")
    return found


def key_for(use: str) -> bytes:
    """32 bytes for `use`, for what rooms store and must read for years: the same whatever the master key becomes."""
    return _derived(current(USE)[1], use)


@cache
def _derived(key: bytes, use: str) -> bytes:
    return HKDF(algorithm=SHA256(), length=32, salt=None, info=b"smartbooth/" + use.encode()).derive(key)


def place(name: str, generation: int) -> str:
    return f"ring/{name}/{generation}"


def master() -> bytes:
    """The key that wraps the ring."""
    return keyed.key(MASTER_USE)


def open_row(row: Ring, key: bytes) -> bytes:
    """Raises cipher.Unreadable."""
    return cipher.unseal(key, place(row.name, row.generation), bytes(row.wrapped))


def _fresh() -> _State:
    if _state.uncommitted or not 0 <= clock.seconds() - _state.read_at < FRESH:
        return _read()
    return _state


def _read() -> _State:
    with _lock:
        rows = list(Ring.objects.filter(retired_at=None)) + list(Ring.objects.exclude(retired_at=None))
        if not rows:
            rows = _make()
        state = _State()
        state.uncommitted, state.read_at = _state.uncommitted, clock.seconds()
        for row in rows:
            known = None if _state.uncommitted else _state.opened.get((row.name, row.generation))
            state.opened[row.name, row.generation] = known or _open(row)
            if row.retired_at is None:
                state.current[row.name] = max(row.generation, state.current.get(row.name, 0))
        if set(state.current) != set(NAMES):
            raise RingError("The key store's ring is not complete: restore the key store from its copy.")
        _keep(state)
        return state


def _keep(state: _State) -> None:
    global _state
    _state = state


def _open(row: Ring) -> bytes:
    try:
        return open_row(row, master())
    except cipher.Unreadable:
        raise RingError(
            "SMARTBOOTH_MASTER_KEY does not open the key store: it is not the key that this installation was made "
            "with. Set the right one; to change it on purpose, run `smartbooth keys rotate-master`."
        ) from None


def _make() -> list[Ring]:
    """The first ring of an installation without anybody in it: never over persons whose keys are elsewhere."""
    if Person.objects.exists():
        raise RingError(
            "The key store is empty, but the database holds persons sealed under keys that are not here. Put the key "
            "store back where SMARTBOOTH_KEYS points."
        )
    database = connections[KEYS]
    with transaction.atomic(using=KEYS):
        for name in NAMES:
            wrapped = cipher.seal(master(), place(name, 1), cipher.new_key())
            Ring.objects.bulk_create(
                [Ring(name=name, generation=1, wrapped=wrapped, made_at=clock.now())], ignore_conflicts=True
            )
    if database.in_atomic_block:
        _state.uncommitted = True
        transaction.on_commit(clear, using=KEYS)
    return list(Ring.objects.all())
