"""What this room keeps about a person: whether it needs them, how it lets go, and their letters in the one about their
data."""

from __future__ import annotations

import base64
from typing import Any

from django.utils.translation import ngettext

from smartbooth.people import vault
from smartbooth.people.models import Person
from smartbooth.people.purpose import purpose
from smartbooth.registry.purposes import Purpose
from smartbooth.registry.subjects import Subject
from smartbooth.rights.parts import Part
from smartbooth.support import letters
from smartbooth.support.models import Attachment, Case, Mail

COPIED = 10 * 1024 * 1024  # bytes of what was attached that go into one copy; of the rest, the names


def needed(persons: list[str]) -> set[str]:
    """Those who wrote."""
    return set(Case.objects.filter(person__in=persons).values_list("person_id", flat=True))


def erased(person: Person) -> None:
    """In the transaction that erases them: their letters go."""
    Case.objects.filter(person=person).delete()


def written(person: Person, whole: bool) -> list[dict[str, Any]]:
    """Their cases with their letters, the oldest first, as JSON's types. `whole`: with what they attached."""
    with purpose(Purpose.CLAIMS, of=Subject.CORRESPONDENT):
        key = vault.keys([person.pk]).get(person.pk)
        if key is None:
            raise vault.Forgotten(person.pk)
        cases = Case.objects.filter(person=person).prefetch_related("mails").order_by("received_at", "pk")
        room = [COPIED if whole else 0]
        return [_case(case, key, room) for case in cases]


def _case(case: Case, key: bytes, room: list[int]) -> dict[str, Any]:
    mails = sorted(case.mails.all(), key=lambda mail: (mail.received_at, mail.pk))
    return {
        "to": case.mailbox,
        "subject": letters.unseal_subject(key, case),
        "state": case.state,
        "received_at": case.received_at.isoformat(),
        "closed_at": case.closed_at and case.closed_at.isoformat(),
        "letters": [_letter(case.person_id, mail, key, room) for mail in mails],
    }


def _letter(person_id: str, mail: Mail, key: bytes, room: list[int]) -> dict[str, Any]:
    letter = letters.unseal(key, person_id, mail)
    return {
        "received_at": mail.received_at.isoformat(),
        "from": letter.sender,
        "name": letter.name,
        "reply_to": letter.reply_to,
        "subject": letter.subject,
        "text": letter.text,
        "attached": [_attached(person_id, one, key, room) for one in letter.attached],
    }


def _attached(person_id: str, one: letters.Named, key: bytes, room: list[int]) -> dict[str, Any]:
    said: dict[str, Any] = {"name": one.name, "type": one.type, "bytes": one.size, "kept": bool(one.key)}
    if one.key and one.size <= room[0]:
        room[0] -= one.size
        found = Attachment.objects.get(pk=one.key)
        said["base64"] = base64.b64encode(letters.unseal_attachment(key, person_id, found)).decode()
    return said


def gone(count: int) -> str:
    return ngettext("What you wrote to us once.", "What you wrote to us, %(n)d times.", count) % {"n": count}


PART = Part("correspondence", "support/mine.html", written, gone)
