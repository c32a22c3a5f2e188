"""Nothing leaves the machine but by a declared way (promise D2).

    with egress("owner-webhook", {"user.contact.email"}):
        …

Outside such a block an outgoing connection, or looking up a name to make one, is refused before a packet is sent;
inside it, only what the allow-list of the processor (or way) names may be among `categories`. Exempt are this machine
itself and the configured database. The guard stands in the serving and the worker processes (`install`): an audit hook
of the interpreter (PEP 578), which no library below can go round without native code of its own.
"""

from __future__ import annotations

import ipaddress
import logging
import socket
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from django.conf import settings

from smartbooth.registry.processors import NotAllowed, admit

logger = logging.getLogger(__name__)

_way: ContextVar[str] = ContextVar("way", default="")
_trial: ContextVar[bool] = ContextVar("trial", default=False)  # nothing to tell the log of
_hooked = False  # an audit hook cannot be taken away
_armed = False
_exempt: frozenset[str] = frozenset()


@contextmanager
def egress(key: str, categories: Iterable[str] = ()) -> Iterator[None]:
    """Inside, connections to the outside are let through in the name of the processor or way `key`, which is about
    to get data of `categories`. Raises NotAllowed when it may not, before anything is sent."""
    admit(key, categories)
    before = _way.set(key)
    try:
        yield
    finally:
        _way.reset(before)


def install() -> None:
    """Refuse undeclared connections in this process, from now on and for good."""
    global _hooked, _armed, _exempt
    _exempt = frozenset(str(one["HOST"]) for one in settings.DATABASES.values() if one.get("HOST"))
    _armed = True
    if not _hooked:
        sys.addaudithook(_hook)
        _hooked = True


def installed() -> bool:
    return _hooked and _armed


@contextmanager
def armed() -> Iterator[None]:
    """`install` for as long as the block, for tests."""
    global _armed
    before = _armed
    install()
    try:
        yield
    finally:
        _armed = before


def refuses(address: tuple[str, int]) -> bool:
    """Whether a connection to `address` would be refused here and now. Raises the interpreter's own audit event for
    it, so that no packet leaves even where the guard fails."""
    before = _trial.set(True)
    try:
        with socket.socket() as probe:
            sys.audit("socket.connect", probe, address)
    except NotAllowed:
        return True
    finally:
        _trial.reset(before)
    return False


def _connection(way_out: Any, address: Any) -> None:
    if way_out.family != socket.AF_UNIX and address is not None and not _here(address[0]):
        _refuse("a connection")


def _lookup(host: Any, *rest: Any) -> None:
    name = host.decode("ascii", "replace") if isinstance(host, bytes) else host
    if name and not _is_numeric(name) and not _here(name):
        _refuse("looking up a name")


def _reverse(address: Any) -> None:
    """Asking for an address's name tells the address."""
    if not _here(address[0] if isinstance(address, tuple) else address):
        _refuse("looking up an address")


# What the interpreter raises before it connects, sends without connecting, or asks for a name.
_LOOKED_AT: dict[str, Callable[..., None]] = {
    "socket.connect": _connection,
    "socket.sendto": _connection,
    "socket.sendmsg": _connection,
    "socket.getaddrinfo": _lookup,
    "socket.gethostbyname": _lookup,
    "socket.gethostbyaddr": _reverse,
    "socket.getnameinfo": _reverse,
}


def _hook(event: str, arguments: tuple[Any, ...]) -> None:
    """Called for every audit event of the process, so the first line has to be the quickest."""
    look = _LOOKED_AT.get(event)
    if look is not None and _armed and not _way.get():
        look(*arguments)


def _refuse(what: str) -> None:
    if not _trial.get():
        # Without the address: a host's name can hold what somebody typed, and a log is kept.
        logger.error("Refused %s to the outside by no declared way (registry/egress.py)", what)
    raise NotAllowed(f"Refused {what} to the outside: it goes by no declared way.")


def _here(host: Any) -> bool:
    """This machine, or the database."""
    name = str(host).rstrip(".").lower()
    if name in ("", "localhost") or name.endswith(".localhost") or name in _exempt:
        return True
    return _is_numeric(name) and ipaddress.ip_address(name.partition("%")[0]).is_loopback


def _is_numeric(host: str) -> bool:
    try:
        ipaddress.ip_address(host.partition("%")[0])
    except ValueError:
        return False
    return True
