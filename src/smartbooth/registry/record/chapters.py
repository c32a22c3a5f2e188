"""The record by purpose: whose data, which kinds, on what ground, how long, who gets it, how it is protected."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from django.utils.functional import Promise as Lazy
from django.utils.translation import gettext_lazy as _

from smartbooth.registry import recipients, subjects
from smartbooth.registry.bases import Basis, basis
from smartbooth.registry.categories import CATEGORIES, Category
from smartbooth.registry.labels import CLEAR, KEYED, NOWHERE, SEALED, Personal, everything, passing_through
from smartbooth.registry.purposes import DECLARED, Purpose
from smartbooth.registry.retention import rules
from smartbooth.registry.subjects import Region, Subject

Words = str | Lazy

GROUNDS: dict[Basis, Words] = {
    Basis.CONSENT: _("consent, which can be taken back (Art. 6(1)(a))"),
    Basis.CONTRACT: _("needed for the service that was asked for (Art. 6(1)(b))"),
    Basis.OBLIGATION: _("the law asks for it (Art. 6(1)(c))"),
    Basis.INTERESTS: _("legitimate interest, to which one can object (Art. 6(1)(f))"),
    Basis.OPT_OUT: _("allowed until the person objects"),
}
REGIONS: dict[Region, Words] = {
    Region.EU: _("in Europe"),
    Region.US: _("in the United States"),
    Region.OTHER: _("elsewhere"),
}
PROTECTED: dict[str, Words] = {
    SEALED: _("encrypted under the person’s own key"),
    KEYED: _("kept as a keyed hash only"),
    CLEAR: _("readable in the database, behind access by account"),
    NOWHERE: _("not stored with us"),
}


NUMBER = "user.unique_id"


@dataclass(frozen=True)
class Ground:
    """A basis and where it holds; no regions: everywhere."""

    basis: Basis
    regions: tuple[Region, ...]

    @property
    def words(self) -> Words:
        return GROUNDS[self.basis]

    @property
    def where(self) -> list[Words]:
        return [REGIONS[one] for one in self.regions]


@dataclass(frozen=True)
class Entry:
    """One kind of person's data, used for one purpose."""

    purpose: Purpose
    subject: Subject
    labels: tuple[Personal, ...]

    @property
    def whose(self) -> Words:
        return subjects.WORDS[self.subject]

    @property
    def categories(self) -> list[Category]:
        used = {one.category for one in self.labels}
        return [category for key, category in CATEGORIES.items() if key in used]

    @property
    def grounds(self) -> list[Ground]:
        by_region = [(basis(self.purpose, self.subject, where), where) for where in Region]
        found = {ground: tuple(where for one, where in by_region if one is ground) for ground, _ in by_region}
        return [Ground(one, () if len(where) == len(Region) else where) for one, where in found.items()]

    @property
    def spans(self) -> list[tuple[Words, list[Words]]]:
        """(how long, which kinds): what is kept equally long together, in the order of the kinds. The number that
        stands for a person goes without saying where something else stands beside it."""
        found: dict[str, tuple[Words, list[Words]]] = {}
        for category in self.categories:
            for one in self.labels:
                if one.category == category.key:
                    how_long = rules()[one.kept].words
                    kinds = found.setdefault(str(how_long), (how_long, []))[1]
                    if category.words not in kinds:
                        kinds.append(category.words)
        number = CATEGORIES[NUMBER].words
        return [(long, [one for one in kinds if one is not number] or kinds) for long, kinds in found.values()]

    @property
    def kept(self) -> list[Words]:
        return _each(rules()[one.kept].words for one in self.labels)

    @property
    def recipients(self) -> list[Words]:
        return _each(recipients.words(key) for one in self.labels for key in one.recipients)

    @property
    def protected(self) -> list[Words]:
        stored = {one.stored for one in self.labels}
        return [words for key, words in PROTECTED.items() if key in stored]


@dataclass(frozen=True)
class Chapter:
    """One of the thirteen purposes. No entries: nothing is used for it so far."""

    purpose: Purpose
    entries: tuple[Entry, ...]

    @property
    def number(self) -> int:
        return DECLARED[self.purpose].number

    @property
    def words(self) -> Words:
        return DECLARED[self.purpose].words

    @property
    def marks(self) -> list[bool]:
        """For each kind of person, in their order, whether their data is used for this."""
        used = {entry.subject for entry in self.entries}
        return [subject in used for subject in Subject]


def chapters() -> list[Chapter]:
    """All thirteen, in the policy's order. Raises what an undeclared category, rule or recipient raises: the system
    checks find those before."""
    labels = [one for _, one in everything() if isinstance(one, Personal)]
    return [Chapter(purpose, tuple(_entries(purpose, [*labels, *passing_through()]))) for purpose in Purpose]


def _entries(purpose: Purpose, labels: Iterable[Personal]) -> Iterable[Entry]:
    order = list(Subject)
    used = sorted((one for one in labels if purpose in one.purposes), key=lambda one: order.index(one.subject))
    for subject, theirs in groupby(used, key=lambda one: one.subject):
        yield Entry(purpose, subject, tuple(theirs))


def _each(words: Iterable[Words]) -> list[Words]:
    """Each once, in the order met, by how it reads."""
    return list({str(one): one for one in words}.values())
