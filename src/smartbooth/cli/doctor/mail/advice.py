"""A finding about mail: besides what to do, the records to publish, each a line of a zone file."""

from dataclasses import dataclass

from smartbooth.cli.doctor.finding import Finding


@dataclass(frozen=True)
class Advice(Finding):
    publish: tuple[str, ...] = ()


def good(name: str, says: str) -> Advice:
    return Advice(name, "good", says)


def warn(name: str, says: str, cure: str, *publish: str) -> Advice:
    return Advice(name, "warn", says, cure, publish)


def bad(name: str, says: str, cure: str, *publish: str) -> Advice:
    return Advice(name, "bad", says, cure, publish)
