"""Cases as operators read them: a list of subjects, and one case with who wrote it. Read to answer, and for nothing
else."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import quote, urlencode

from django.db.models import Count, Min

from smartbooth.core import clock
from smartbooth.people import vault
from smartbooth.people.address import readable
from smartbooth.people.purpose import purpose
from smartbooth.registry.purposes import Purpose
from smartbooth.registry.subjects import Subject
from smartbooth.support import letters
from smartbooth.support.letters import Letter
from smartbooth.support.models import Attachment, Case, Mail

PAGE = 50


@dataclass(frozen=True)
class Line:
    id: str
    subject: str
    mailbox: str
    letters: int
    moment: datetime


@dataclass(frozen=True)
class Waiting:
    count: int
    since: datetime | None  # of the one that waits longest


def waiting() -> Waiting:
    found = Case.objects.filter(state=Case.OPEN).aggregate(count=Count("pk"), since=Min("latest_at"))
    return Waiting(found["count"], found["since"])


def lines(state: str = Case.OPEN, after: str = "") -> tuple[list[Line], bool]:
    """Up to PAGE cases after the case `after`: open ones the longest waiting first, closed ones the last closed first.
    And whether there are more. No address is read."""
    by = "latest_at" if state == Case.OPEN else "closed_at"
    rows = Case.objects.filter(state=state)
    last = rows.filter(pk=after).values_list(by, flat=True).first() if after else None
    if state == Case.OPEN:
        rows = rows.order_by(by, "pk")
        if last is not None:
            rows = rows.filter(**{f"{by}__gte": last}).exclude(**{by: last, "pk__lte": after})
    else:
        rows = rows.order_by(f"-{by}", "-pk")
        if last is not None:
            rows = rows.filter(**{f"{by}__lte": last}).exclude(**{by: last, "pk__gte": after})
    found = list(rows.annotate(letters=Count("mails"))[: PAGE + 1])
    return [*_lines(found[:PAGE], by)], len(found) > PAGE


def _lines(cases: Sequence[Case], by: str) -> list[Line]:
    with purpose(Purpose.SUPPORT, of=Subject.CORRESPONDENT):
        keys = vault.keys(case.person_id for case in cases)
        return [
            Line(
                case.pk,
                letters.unseal_subject(keys[case.person_id], case) if case.person_id in keys else "",
                case.mailbox,
                case.letters,  # type: ignore[attr-defined] # annotated by `lines`
                getattr(case, by),
            )
            for case in cases
        ]


@dataclass(frozen=True)
class Opened:
    """A case with its letters, the oldest first. `address`: the one the person has now."""

    case: Case
    subject: str
    address: str
    letters: list[tuple[Mail, Letter]]

    @property
    def answer(self) -> str:
        """A mailto address (RFC 6068) for the reader's own mail program, that answers the last letter."""
        last = self.letters[-1][1]
        re = last.subject if last.subject[:3].lower() == "re:" else f"Re: {last.subject}"
        fields = {"subject": re, **({"in-reply-to": last.message_id} if last.message_id else {})}
        return f"mailto:{quote(last.reply_to or self.address, safe='@')}?{urlencode(fields, quote_via=quote)}"


def one(case: Case) -> Opened:
    """Raises vault.Forgotten, vault.Unreadable."""
    with purpose(Purpose.SUPPORT, of=Subject.CORRESPONDENT):
        key = _key(case)
        mails = case.mails.order_by("received_at", "pk")
        return Opened(
            case,
            letters.unseal_subject(key, case),
            readable(vault.contact(key, case.person_id, case.person.sealed).address),
            [(mail, letters.unseal(key, case.person_id, mail)) for mail in mails],
        )


def attachment(case: Case, key: str) -> tuple[str, bytes] | None:
    """(name, content). Raises as `one` does."""
    found = Attachment.objects.select_related("mail").filter(pk=key, mail__case=case).first()
    if found is None:
        return None
    with purpose(Purpose.SUPPORT, of=Subject.CORRESPONDENT):
        opens = _key(case)
        letter = letters.unseal(opens, case.person_id, found.mail)
        name = next((one.name for one in letter.attached if one.key == key), "attachment")
        return name, letters.unseal_attachment(opens, case.person_id, found)


def close(case: Case) -> bool:
    """Whether it was open."""
    mine = Case.objects.filter(pk=case.pk, state=Case.OPEN)
    return mine.update(state=Case.CLOSED, closed_at=clock.now()) > 0


def reopen(case: Case) -> bool:
    return Case.objects.filter(pk=case.pk, state=Case.CLOSED).update(state=Case.OPEN, closed_at=None) > 0


def _key(case: Case) -> bytes:
    found = vault.keys([case.person_id]).get(case.person_id)
    if found is None:
        raise vault.Forgotten(case.person_id)
    return found
