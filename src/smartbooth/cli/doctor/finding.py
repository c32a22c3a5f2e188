"""What a check says: a state, a sentence, and, when something is wrong, what to do."""

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True)
class Finding:
    name: str
    state: Literal["good", "warn", "bad"]
    says: str
    cure: str = ""


def good(name: str, says: str) -> Finding:
    return Finding(name, "good", says)


def warn(name: str, says: str, cure: str) -> Finding:
    return Finding(name, "warn", says, cure)


def bad(name: str, says: str, cure: str) -> Finding:
    return Finding(name, "bad", says, cure)
