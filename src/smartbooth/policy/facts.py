"""What the policy's text is filled with: the registry's declarations and the installation's settings, in words.

Nothing that changes from day to day is in it, so the text changes when the code or a setting does, and only then.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

from django.conf import settings
from django.utils.functional import Promise as Lazy
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy

from smartbooth.experiments.names import name
from smartbooth.policy.law import AUTHORITIES, leaves
from smartbooth.registry import categories, labels, recipients
from smartbooth.registry.bases import Basis, Gap, basis
from smartbooth.registry.processors import Processor, processors
from smartbooth.registry.purposes import DECLARED, Purpose
from smartbooth.registry.retention import rules
from smartbooth.registry.subjects import Region, Subject

Words = str | Lazy

WHO: dict[Subject, Words] = {
    Subject.VISITOR: pgettext_lazy("policy", "If you look at a launch page"),
    Subject.LEAD: pgettext_lazy("policy", "If you leave your address on a launch page"),
    Subject.READER: pgettext_lazy("policy", "If you read our newsletter"),
    Subject.OWNER: pgettext_lazy("policy", "If you have an account"),
    Subject.CORRESPONDENT: pgettext_lazy("policy", "If you write to us or use a right"),
}
SAYS: dict[Subject, Words] = {
    Subject.VISITOR: pgettext_lazy(
        "policy",
        "Nothing that is about you. Visits are counted by the hour, and no row of any table stands for a visitor.",
    ),
    Subject.LEAD: pgettext_lazy(
        "policy", "What you typed, which page you saw, what you agreed to, and who received it."
    ),
    Subject.READER: pgettext_lazy(
        "policy", "Your address, your language, and the words under which you asked for it."
    ),
    Subject.OWNER: pgettext_lazy("policy", "What signing in and running your pages needs."),
    Subject.CORRESPONDENT: pgettext_lazy("policy", "What answering you, and showing that we did, needs."),
}
OF: dict[Subject, Words] = {
    Subject.VISITOR: pgettext_lazy("policy", "visitors"),
    Subject.LEAD: pgettext_lazy("policy", "people who left an address"),
    Subject.READER: pgettext_lazy("policy", "people who read the newsletter"),
    Subject.OWNER: pgettext_lazy("policy", "people with an account"),
    Subject.CORRESPONDENT: pgettext_lazy("policy", "people who write to us"),
}
GROUND: dict[Basis, Words] = {
    Basis.CONSENT: pgettext_lazy("policy", "consent"),
    Basis.CONTRACT: pgettext_lazy("policy", "the service that was asked for"),
    Basis.OBLIGATION: pgettext_lazy("policy", "a legal obligation"),
    Basis.INTERESTS: pgettext_lazy("policy", "our legitimate interest"),
    Basis.OPT_OUT: pgettext_lazy("policy", "no objection"),
}
SEEN: dict[str, Words] = {
    recipients.PERSON: pgettext_lazy("policy", "you"),
    recipients.OWNER: pgettext_lazy("policy", "the page’s owner"),
    recipients.OPERATOR: pgettext_lazy("policy", "us"),
    recipients.PUBLIC: pgettext_lazy("policy", "everyone"),
    recipients.NOBODY: pgettext_lazy("policy", "nobody"),
}
REGION: dict[Region, Words] = {
    Region.EU: pgettext_lazy("policy", "in Europe"),
    Region.US: pgettext_lazy("policy", "in the United States"),
    Region.OTHER: pgettext_lazy("policy", "elsewhere"),
}


def facts() -> dict[str, Any]:
    """Everything a text names, in the active language. Raises what an undeclared category or recipient raises."""
    abroad = [one for one in in_use() if one.country != settings.HOSTING_COUNTRY]
    authority = AUTHORITIES.get(settings.COMPANY_COUNTRY)
    return {
        "brand": plain(settings.BRAND),
        "company": plain(settings.COMPANY),
        "postal": plain(settings.POSTAL_ADDRESS),
        "company_country": country(settings.COMPANY_COUNTRY),
        "support": plain(settings.SUPPORT_ADDRESS),
        "officer": plain(settings.DATA_PROTECTION_OFFICER),
        "representative": plain(settings.REPRESENTATIVE),
        "authority": {"name": authority[0], "address": authority[1]} if authority else None,
        "hosting_country": country(settings.HOSTING_COUNTRY),
        "hosting_company": plain(settings.HOSTING_COMPANY),
        "hosting_tool": plain(settings.HOSTING_TOOL) if leaves(settings.HOSTING_COUNTRY) else "",
        "age": settings.AGE_MINIMUM,
        "cookie_months": round(settings.COOKIE_DAYS / 30.4),
        "tally_months": settings.TALLY_MONTHS,
        "held": [_group(subject) for subject in Subject],
        "purposes": [_purpose(purpose) for purpose in Purpose],
        "processors": [_processor(one) for one in in_use()],
        "transfers": [_processor(one) for one in abroad],
    }


def in_use() -> list[Processor]:
    """The processors this installation sends something to, or would as soon as an owner asks for it; by name."""
    found = (one for one in processors().values() if one.optional or one.in_use())
    return sorted(found, key=lambda one: (one.name, one.key))


def country(code: str) -> str:
    return plain(name("country", code))


def plain(words: Words) -> str:
    """One line without the characters that mean something to the text's notation (policy/markup.py)."""
    return " ".join(str(words).replace("|", "/").replace("[", "(").replace("]", ")").split())


def listed(words: Iterable[Words]) -> str:
    return ", ".join(dict.fromkeys(plain(one) for one in words))


@dataclass
class Held:
    """One kind of data about one kind of person, over all the fields that hold it."""

    purposes: set[Purpose] = field(default_factory=set)
    recipients: set[str] = field(default_factory=set)
    kept: set[str] = field(default_factory=set)


def held(subject: Subject) -> dict[str, Held]:
    """{category: Held} of `subject`, from the fields' labels."""
    found: dict[str, Held] = {}
    for _model, one in labels.everything():
        if isinstance(one, labels.Personal) and one.subject == subject:
            row = found.setdefault(one.category, Held())
            row.purposes.update(one.purposes)
            row.recipients.update(one.recipients)
            row.kept.add(one.kept)
    return found


def _group(subject: Subject) -> dict[str, Any]:
    found = held(subject)
    order = [key for key in categories.CATEGORIES if key in found]
    return {
        "who": str(WHO[subject]),
        "says": str(SAYS[subject]),
        "rows": [_row(key, found[key]) for key in [*order, *sorted(set(found) - set(order))]],
    }


def seen_by(keys: set[str]) -> str:
    """Recipients in a word each: who reads this is the person themselves."""
    order = [key for key in SEEN if key in keys]
    return listed([*(SEEN[key] for key in order), *(recipients.words(key) for key in sorted(keys - set(order)))])


def _row(key: str, row: Held) -> dict[str, str]:
    numbers = sorted(DECLARED[purpose].number for purpose in row.purposes)
    kept = [rules()[rule].words for rule in sorted(row.kept) if rule in rules()]
    return {
        "what": plain(categories.category(key).words),
        "purposes": ", ".join(map(str, numbers)),
        "recipients": seen_by(row.recipients),
        "kept": "; ".join(dict.fromkeys(plain(one) for one in kept)),
    }


def _purpose(purpose: Purpose) -> dict[str, Any]:
    people: dict[str, list[Words]] = {}
    for subject in Subject:
        people.setdefault(_grounds(purpose, subject), []).append(OF[subject])
    people.pop("", None)
    grounds = [
        _("%(ground)s: %(people)s") % {"ground": ground, "people": listed(them)} for ground, them in people.items()
    ]
    return {
        "number": DECLARED[purpose].number,
        "words": plain(DECLARED[purpose].words),
        "grounds": "; ".join(grounds),
    }


def _grounds(purpose: Purpose, subject: Subject) -> str:
    """ "consent", or "consent in Europe, no objection elsewhere"; "" where the data may not be used for it at all."""
    found = []
    for region in Region:
        try:
            found.append((basis(purpose, subject, region), region))
        except Gap:
            continue  # not used for this: the table shows what is used
    if len({ground for ground, _region in found}) <= 1:
        return str(GROUND[found[0][0]]) if found else ""
    return ", ".join(
        f"{GROUND[ground]} {' / '.join(str(REGION[region]) for _same, region in group)}"
        for ground, group in groupby(found, key=lambda pair: pair[0])
    )


def _processor(one: Processor) -> dict[str, str]:
    known = {category for subject in Subject for category in held(subject)}
    return {
        "name": plain(one.name),
        "task": plain(one.task),
        "country": country(one.country),
        "contract": plain(one.contract),
        "fields": _("everything named above") if known <= one.fields else listed(categories.words(one.fields)),
    }
