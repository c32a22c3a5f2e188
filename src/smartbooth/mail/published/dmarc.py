"""What receivers are asked to do with mail that only says to be a domain's (DMARC, RFC 9989), and which domains belong
together: those below one organisational domain, found by walking up the names, without a list of suffixes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from smartbooth.mail.published import tags
from smartbooth.mail.published.names import Names, plain, texts

QUERIES = 8  # names asked of a domain with more labels (4.10)
POLICIES = ("none", "quarantine", "reject")


@dataclass(frozen=True)
class Record:
    at: str  # the domain below which it stands, as _dmarc
    tags: dict[str, str]

    def policy(self, domain: str) -> str:
        """Of mail from `domain`. "" where it says none, or one that does not exist."""
        asked = self.tags.get("p", "").lower()
        if domain != self.at:
            asked = self.tags.get("sp", asked).lower()
        return asked if asked in POLICIES else ""

    def strict(self, tag: str) -> bool:
        """`adkim` or `aspf`: the domain itself, not one of the same organisation."""
        return self.tags.get(tag, "r").lower() == "s"

    def reports_to(self) -> list[str]:
        """The mail addresses of rua=."""
        found = [one.strip() for one in self.tags.get("rua", "").split(",")]
        return [one[7:].partition("!")[0] for one in found if one[:7].lower() == "mailto:"]


@dataclass(frozen=True)
class Found:
    """Of one name. `problem`: why receivers use none of what stands there."""

    record: Record | None = None
    problem: str = ""


def at(names: Names, domain: str) -> Found:
    """Raises Silent."""
    starting = [one for one in texts(names, f"_dmarc.{domain}") if re.match(r"v\s*=\s*DMARC1\s*(;|$)", one)]
    if not starting:
        return Found()
    if len(starting) > 1:
        return Found(problem=f"_dmarc.{domain} has {len(starting)} DMARC records: receivers then use none of them")
    try:
        return Found(Record(domain, tags.parse(starting[0])))
    except tags.Wrong as error:
        return Found(problem=f"the DMARC record of {domain} cannot be read: {error}")


def organisational(names: Names, domain: str) -> str:
    """4.10.2; the domain itself where no record is found. Raises Silent."""
    domain = plain(domain)
    last = domain
    for name in _walk(domain):
        record = at(names, name).record
        if record is None:
            continue
        if record.tags.get("psd") == "n":
            return name
        if record.tags.get("psd") == "y" and name != domain:
            return ".".join(domain.split(".")[-len(name.split(".")) - 1 :])
        last = name
    return last


def of(names: Names, domain: str) -> Found:
    """The record that holds for mail from `domain`: its own, or its organisation's. Raises Silent."""
    own = at(names, domain)
    above = organisational(names, domain)
    if own.record or own.problem or above == domain:
        return own
    return at(names, above)


def _walk(domain: str) -> Iterator[str]:
    labels = domain.split(".")
    yield domain
    for first in range(max(1, len(labels) - QUERIES + 1), len(labels)):
        yield ".".join(labels[first:])
