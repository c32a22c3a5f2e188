"""Someone joins, someone comes back: higher rooms say here what they do about it, so accounts need not know them."""

from __future__ import annotations

from collections.abc import Callable

from smartbooth.accounts.models import User

Joined = Callable[[User, str, str], None]
Arrived = Callable[[User, str], str]

_joined: list[Joined] = []
_arrived: list[Arrived] = []


def also(work: Joined) -> None:
    """Call `work(user, language, read)` in the transaction that makes an account. `read` is the privacy policy that
    stood at the form (registry/inforce.py: its reference), "" where the account was made otherwise."""
    if work not in _joined:
        _joined.append(work)


def on_arrival(work: Arrived) -> None:
    """Call `work(user, language)` when someone signs in. It returns the path they should see first, or ""."""
    if work not in _arrived:
        _arrived.append(work)


def joined(user: User, language: str, read: str = "") -> None:
    """An account was made; the caller's transaction holds it."""
    for work in _joined:
        work(user, language, read)


def arrived(user: User, language: str) -> str:
    """Where `user`, who just signed in, should look first; "" where nothing is waiting."""
    return next(filter(None, [work(user, language) for work in _arrived]), "")
