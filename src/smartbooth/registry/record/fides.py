"""The record as a Fides manifest: data sets, systems and privacy declarations in the words of its public taxonomy
(fideslang 3.2), so that tools that read it know this service without asking."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

import yaml
from django.apps import apps
from django.conf import settings
from django.db import models
from django.utils.translation import get_language, override

from smartbooth.registry.bases import Basis, basis
from smartbooth.registry.categories import CATEGORIES, IMPERSONAL
from smartbooth.registry.checks.labels import stored_models
from smartbooth.registry.labels import Personal, labels_of
from smartbooth.registry.processors import lists, processors, ways
from smartbooth.registry.purposes import Purpose
from smartbooth.registry.record.chapters import Entry, chapters
from smartbooth.registry.subjects import WORDS, Region, Subject

USES: dict[Purpose, str] = {
    Purpose.SERVICE: "essential.service",
    Purpose.SUBSCRIPTIONS: "marketing.communications.email",
    Purpose.GUIDANCE: "essential.service.operations.support",
    Purpose.ACCOUNT: "essential.service.authentication",
    Purpose.BILLING: "essential.service.payment_processing",
    Purpose.CHANGES: "essential.service.notifications",
    Purpose.MEASUREMENT: "analytics.reporting",
    Purpose.MARKETING: "marketing.communications",
    Purpose.ENFORCEMENT: "essential.fraud_detection",
    Purpose.CLAIMS: "essential.legal_obligation",
    Purpose.INVESTIGATIONS: "third_party_sharing.legal_obligation",
    Purpose.SUPPORT: "essential.service.operations.support",
    Purpose.PROTECTION: "essential.service.security",
}
# Two are our own: the taxonomy has nobody who only reads or only writes.
SUBJECTS: dict[Subject, str] = {
    Subject.VISITOR: "anonymous_user",
    Subject.LEAD: "prospect",
    Subject.READER: "reader",
    Subject.OWNER: "customer",
    Subject.CORRESPONDENT: "correspondent",
}
BASES: dict[Basis, str] = {
    Basis.CONSENT: "Consent",
    Basis.CONTRACT: "Contract",
    Basis.OBLIGATION: "Legal obligations",
    Basis.INTERESTS: "Legitimate interests",
    Basis.OPT_OUT: "Legitimate interests",
}
SYSTEM = "smartbooth"


def manifest() -> dict[str, Any]:
    return {
        "organization": [{"fides_key": _key(settings.COMPANY), "name": settings.COMPANY}],
        "data_subject": [
            {"fides_key": SUBJECTS[one], "name": str(WORDS[one])}
            for one in (Subject.READER, Subject.CORRESPONDENT)
        ],
        "dataset": [_dataset(label) for label in sorted({one._meta.app_label for one in stored_models()})],
        "system": [_system(), *(_recipient(key) for key in _outside())],
    }


def document() -> str:
    """The manifest as YAML, in the active language."""
    return _document(get_language() or settings.LANGUAGE_CODE)


@cache
def _document(language: str) -> str:
    """Code and settings decide it, so once a process is enough: writing YAML takes a third of a second."""
    with override(language):
        return yaml.safe_dump(manifest(), sort_keys=False, allow_unicode=True, width=115)


def _system() -> dict[str, Any]:
    outside = _outside()
    return {
        "fides_key": SYSTEM,
        "name": settings.BRAND,
        "organization_fides_key": _key(settings.COMPANY),
        "system_type": "Service",
        "dataset_references": [
            _dataset_key(label) for label in sorted({one._meta.app_label for one in stored_models()})
        ],
        "egress": [
            {"fides_key": _key(key), "type": "system", "data_categories": _fides(fields)}
            for key, fields in outside.items()
        ],
        "privacy_declarations": [_declaration(entry) for chapter in chapters() for entry in chapter.entries],
    }


def _declaration(entry: Entry) -> dict[str, Any]:
    """The legal basis is Europe's, the strictest; the page tells the other regions' as well."""
    return {
        "name": f"{entry.purpose.value}: {entry.subject.value}",
        "data_use": USES[entry.purpose],
        "data_categories": _fides(frozenset(one.key for one in entry.categories)),
        "data_subjects": [SUBJECTS[entry.subject]],
        "legal_basis_for_processing": BASES[basis(entry.purpose, entry.subject, Region.EU)],
        "flexible_legal_basis_for_processing": False,
        "retention_period": "; ".join(map(str, entry.kept)),
        "third_parties": "; ".join(map(str, entry.recipients)),
    }


def _dataset(app_label: str) -> dict[str, Any]:
    config = apps.get_app_config(app_label)
    theirs = sorted(
        (one for one in stored_models() if one._meta.app_label == app_label), key=lambda one: one.__name__
    )
    return {
        "fides_key": _dataset_key(app_label),
        "name": str(config.verbose_name),
        "organization_fides_key": _key(settings.COMPANY),
        "collections": [
            {
                "name": model._meta.db_table,
                "fields": [_field(model, field) for field in model._meta.local_concrete_fields],
            }
            for model in theirs
        ],
    }  # fmt: skip


def _field(model: type[models.Model], field: Any) -> dict[str, Any]:
    held = [one for one in labels_of(model) if isinstance(one, Personal) and field.name in one.fields]
    if not held:
        return {"name": field.column, "data_categories": [IMPERSONAL]}
    return {
        "name": field.column,
        "data_categories": _fides(frozenset(one.category for one in held)),
        "data_subjects": sorted({SUBJECTS[one.subject] for one in held}),
        "data_uses": sorted({USES[purpose] for one in held for purpose in one.purposes}),
    }


def _recipient(key: str) -> dict[str, Any]:
    processor = processors().get(key)
    return {
        "fides_key": _key(key),
        "name": processor.name if processor else str(ways()[key].words),
        "description": str(processor.task) if processor else "",
        "system_type": "Third Party",
        "ingress": [{"fides_key": SYSTEM, "type": "system"}],
        "privacy_declarations": [],
    }


def _outside() -> dict[str, frozenset[str]]:
    """Who data leaves to, and which kinds may."""
    return {one.key: one.fields for one in lists()}


def _fides(keys: frozenset[str]) -> list[str]:
    return sorted({CATEGORIES[key].fides for key in keys})


def _dataset_key(app_label: str) -> str:
    return f"{SYSTEM}_{app_label}"


def _key(text: str) -> str:
    """A fides_key: letters, digits, underscores."""
    return re.sub(r"[^a-z0-9]+", "_", text.lower()).strip("_") or SYSTEM
