"""What personal data is being read for, said by whoever reads it:

    with purpose(Purpose.SERVICE, of=Subject.LEAD, controller=workspace, launch=launch):
        vault.open(person)

Without it the vault refuses (promise B3). The purpose goes with the thread or task that entered it.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass

from smartbooth.registry.purposes import Purpose
from smartbooth.registry.subjects import Subject

OPERATOR = "operator"  # as a consent's controller: whoever runs the installation


class Refused(Exception):
    """Personal data was asked for and not given."""


class NoPurpose(Refused):
    """Nobody said what for."""


class NoConsent(Refused):
    """The purpose needs a consent that these persons did not give, took back, or have yet to confirm; or they object.
    `persons`: their ids."""

    def __init__(self, use: Use, persons: set[str]) -> None:
        super().__init__(f"{len(persons)} of the persons asked for gave no consent to {use.purpose}.")
        self.persons = persons


@dataclass(frozen=True)
class Use:
    """`controller`: a workspace's id or OPERATOR. `launch`: the launch that the consent was given to, or ""."""

    purpose: Purpose
    of: Subject
    controller: str = OPERATOR
    launch: str = ""


_current: ContextVar[Use | None] = ContextVar("purpose", default=None)


@contextmanager
def purpose(purpose: Purpose, of: Subject, controller: str = OPERATOR, launch: str = "") -> Iterator[Use]:
    """Personal data of `of` is read for `purpose` inside. Purposes nest: the inner one holds."""
    use = Use(Purpose(purpose), Subject(of), controller, launch)
    token = _current.set(use)
    try:
        yield use
    finally:
        _current.reset(token)


def current() -> Use:
    """Raises NoPurpose."""
    use = _current.get()
    if use is None:
        raise NoPurpose("Personal data is read under a named purpose only: enter people.purpose.purpose(…) first.")
    return use
