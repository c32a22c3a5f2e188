"""The outbox as operators read it: an address is opened with its letter alone, for the purpose it was written for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count
from django.utils.translation import gettext

from smartbooth.core import clock
from smartbooth.mail.letter import subject
from smartbooth.mail.messages import messages
from smartbooth.mail.models import Outbox
from smartbooth.people import vault
from smartbooth.people.models import Person
from smartbooth.people.purpose import Refused, purpose

PAGE = 50


@dataclass(frozen=True)
class Line:
    id: str
    subject: str
    message: str
    language: str
    state: str
    says: str  # the state in words
    problem: str
    moment: datetime
    again: datetime | None  # when it is tried next


def lines(state: str = "", message: str = "", before: str = "") -> tuple[list[Line], bool]:
    """Up to PAGE, newest first, of this state and kind, after the row `before`; whether there are more."""
    rows = Outbox.objects.order_by("-created_at", "-pk")
    if state:
        rows = rows.filter(state=state)
    if message:
        rows = rows.filter(message=message)
    last = Outbox.objects.filter(pk=before).values_list("created_at", flat=True).first() if before else None
    if last is not None:
        rows = rows.filter(created_at__lte=last).exclude(created_at=last, pk__gte=before)
    found = list(rows[: PAGE + 1])
    return [_line(row) for row in found[:PAGE]], len(found) > PAGE


def _line(row: Outbox) -> Line:
    return Line(
        row.pk,
        subject(row),
        row.message,
        row.language,
        row.state,
        row.get_state_display(),
        said(row.problem),
        row.created_at,
        tried_next(row),
    )


def tried_next(row: Outbox) -> datetime | None:
    """When a letter that could not be taken is tried again; None for any other."""
    return row.due_at if row.state == Outbox.FAILED else None


def said(problem: str) -> str:
    """A row's problem in the reader's language: the sentence is translated, the detail in brackets is not."""
    sentence, bracket, detail = problem.partition(" (")
    return f"{gettext(sentence)}{bracket}{detail}" if sentence else ""


def counts() -> dict[str, int]:
    """Rows by state; of those sent, the last day's."""
    day = clock.now() - timedelta(days=1)
    rows = Outbox.objects.exclude(state=Outbox.SENT).values_list("state").annotate(n=Count("pk"))
    found = {state: 0 for state, _words in Outbox.STATES} | dict(rows)
    found[Outbox.SENT] = Outbox.objects.filter(state=Outbox.SENT, due_at__gt=day).count()
    return found


def trouble() -> str:
    """Why nothing goes out at present; "" where letters go. The outbox says so until the server takes one again."""
    waits = Outbox.objects.filter(state=Outbox.WAITING, due_at__gt=clock.now()).exclude(problem="")
    return said(waits.order_by("-due_at").values_list("problem", flat=True).first() or "")


def address(row: Outbox) -> str:
    """To whom the letter goes; "" when the person was erased since, or may not be written to for this purpose."""
    cls = messages().get(row.message)
    person = Person.objects.filter(pk=row.person_id).first()
    if cls is None or person is None:
        return ""
    with purpose(cls.purpose, of=cls.of):
        try:
            return vault.open(person).address
        except (vault.Forgotten, Refused):
            return ""


def again(row: Outbox) -> bool:
    """Let a letter go that was held back or given up; whether it was one."""
    stuck = Outbox.objects.filter(pk=row.pk, state__in=(Outbox.HELD, Outbox.DEAD))
    return stuck.update(state=Outbox.WAITING, free=True, attempts=0, problem="", due_at=clock.now()) > 0
