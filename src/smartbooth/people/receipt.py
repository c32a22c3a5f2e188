"""A consent as a record that its giver can keep: the fields of ISO/IEC TS 27560:2023, in its own order and names where
it names them. It holds no network address and no mail address: whom it is about is a random number."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from smartbooth.people.models import Consent
from smartbooth.people.purpose import OPERATOR
from smartbooth.registry import labels
from smartbooth.registry.purposes import DECLARED, Purpose
from smartbooth.registry.subjects import Subject

SCHEMA = "ISO/IEC TS 27560:2023"


def receipt(consent: Consent, names: Mapping[str, str] | None = None) -> dict[str, Any]:
    """JSON-ready; needs `consent.wording`. `names`: controllers' names by workspace id. Words are in the language that
    is active; the wording stays as it was read."""
    return {
        "schema_version": SCHEMA,
        "record_id": consent.pk,
        "pii_principal_id": consent.person_id,
        "pii_processing": [
            {
                "privacy_notice": consent.policy,
                "notice_text": consent.wording.text,
                "notice_hash": f"sha256:{consent.wording_id}",
                "language": consent.language,
                "purposes": [_purpose(consent)],
                "pii_controllers": [_controller(consent.controller, names or {})],
                "recipients": recipients(consent, names or {}),
                "jurisdiction": consent.country or consent.region.upper(),
                "storage_jurisdiction": settings.HOSTING_COUNTRY,
                "withdrawal_method": _("the page “My data”, by a link sent to the address on request"),
            }
        ],
        "events": _events(consent),
        "event_state": state(consent),
    }


def state(consent: Consent) -> str:
    if consent.withdrawn_at is not None:
        return "withdrawn"
    return "awaiting confirmation" if consent.awaits else "given"


def recipients(consent: Consent, names: Mapping[str, str]) -> list[dict[str, str]]:
    """Who else than the service gets it: the owner of the launch, whom the form named."""
    return [] if consent.controller == OPERATOR else [_controller(consent.controller, names)]


def _purpose(consent: Consent) -> dict[str, Any]:
    purpose = Purpose(consent.purpose)
    return {
        "purpose": str(DECLARED[purpose].words),
        "purpose_id": purpose.value,
        "box": consent.box,
        "lawful_basis": "consent",
        "pii_information": [{"pii_type": category} for category in categories(purpose)],
    }


def categories(purpose: Purpose) -> list[str]:
    """Which kinds of a lead's data are used for the purpose, as the registry's labels say."""
    return sorted(
        {
            one.category
            for _model, one in labels.everything()
            if isinstance(one, labels.Personal)
            and one.subject is Subject.LEAD
            and purpose in one.purposes
            and {"owner", "person"} & set(one.recipients)
        }
    )


def _controller(controller: str, names: Mapping[str, str]) -> dict[str, str]:
    if controller == OPERATOR:
        return {"id": OPERATOR, "name": settings.COMPANY, "contact": settings.SUPPORT_ADDRESS}
    return {"id": controller, "name": names.get(controller, "")}


def _events(consent: Consent) -> list[dict[str, Any]]:
    given: dict[str, Any] = {
        "event_time": _iso(consent.given_at),
        "event_type": consent.way,
        "event_state": "given",
    }
    if consent.conduct:
        given["conduct"] = consent.conduct
    if consent.launch:
        given |= {"launch": consent.launch, "variant": consent.variant, "publication": consent.publication}
    found = [given]
    if consent.confirmed_at is not None:
        found.append(
            {"event_time": _iso(consent.confirmed_at), "event_type": "explicit", "event_state": "confirmed"}
        )
    if consent.withdrawn_at is not None:
        found.append(
            {
                "event_time": _iso(consent.withdrawn_at),
                "event_type": "explicit",
                "event_state": "withdrawn",
                "how": consent.withdrawn_how,
            }
        )
    return found


def _iso(moment: datetime) -> str:
    return moment.isoformat(timespec="seconds")
