"""The promises, and the checks that show whether each is kept. A check lives in `<room>/promises.py`, next to the code
that keeps the promise:

    @check("D1", _("The ledger's chain is whole"))
    def chain() -> Result:
        broken = verify()
        return Result(not broken.problems, says(_("… %(rows)d rows"), rows=broken.rows), looked=broken.rows)

A check looks at live data. Each has a sabotage in the tests that turns it red. `PROMISES` (registry/promised.py) lists
what is promised; a system check fails on a promise without a check that is not declared to be unbuilt.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.functional import Promise as Lazy
from django.utils.functional import lazy

Words = str | Lazy
SECONDS = 5.0  # a check may take: the worker runs one at a time, between counting and counting


@dataclass(frozen=True)
class Result:
    kept: bool
    says: Words  # one sentence: what was looked at and found
    looked: int = 0  # how many rows, messages, pages


@dataclass(frozen=True)
class Check:
    promise: str
    name: str  # the function's: with the promise's id it names the check for good
    title: Words
    run: Callable[[], Result]
    seconds: float = SECONDS  # it may take; what takes longer is said on the promises page


def says(text: Lazy, **given: object) -> Words:
    """`text` (lazy) with `given` put in where it is read, in whichever language that is: for a Result's sentence."""
    return lazy(lambda: str(text) % given, str)()


_checks: dict[tuple[str, str], Check] = {}


def check(
    promise: str, title: Words, seconds: float = SECONDS
) -> Callable[[Callable[[], Result]], Callable[[], Result]]:
    """Register the decorated function as a check of `promise` ("D1")."""

    def decorate(run: Callable[[], Result]) -> Callable[[], Result]:
        _checks[promise, run.__name__] = Check(promise, run.__name__, title, run, seconds)
        return run

    return decorate


def checks(promise: str = "") -> list[Check]:
    return [one for one in _checks.values() if not promise or one.promise == promise]
