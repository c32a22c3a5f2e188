"""Promise G5 in the newsletter: what the counting picture reads, and whose letters have it."""

from __future__ import annotations

from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.http import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from smartbooth.mail.asked import ask
from smartbooth.mail.models import Outbox
from smartbooth.newsletters.digest import promises as digest  # noqa: F401 - that folder's checks register by the import
from smartbooth.newsletters.messages import NewsletterIssue
from smartbooth.newsletters.models import Issue, Openings
from smartbooth.newsletters.sending.counted import YES
from smartbooth.newsletters.subscribing.readers import OPENINGS
from smartbooth.people.models import Consent, Person
from smartbooth.people.purpose import OPERATOR
from smartbooth.registry.promises import Result, check, says
from smartbooth.registry.purposes import Purpose

NEWEST = 20_000  # letters, a query of about a second
# All that a mail program can say of itself and of its reader.
POISON = {
    "REMOTE_ADDR": "198.51.100.23", "HTTP_USER_AGENT": "Reader/7 (somebody)", "HTTP_REFERER": "https://mail.example/7",
    "HTTP_COOKIE": "session=0123456789abcdef; language=fr; theme=dark", "HTTP_ACCEPT_LANGUAGE": "fr",
    "HTTP_X_FORWARDED_FOR": "198.51.100.24", "HTTP_SEC_GPC": "1", "QUERY_STRING": "to=somebody",
    "HTTP_IF_NONE_MATCH": '"somebody"', "HTTP_AUTHORIZATION": "Basic c29tZWJvZHk6",
}  # fmt: skip


@check("G5", _("An issue’s picture counts one opening and reads nothing of who opens it"))
def opening() -> Result:
    """Asked for with nothing and with everything a mail program can say; what was counted is rolled back."""
    with transaction.atomic():
        issue = Issue.objects.create()
        Openings.objects.create(issue=issue)
        picture = reverse("newsletter_seen", args=[issue.pk])
        plain, poisoned = ask("GET", picture), ask("GET", picture, **POISON)
        counted = Openings.objects.get(issue=issue).count
        transaction.set_rollback(True)
    if _said(plain) != _said(poisoned) or plain.cookies or poisoned.cookies:
        return Result(False, _("The picture answered differently to a mail program that says more of itself."), 2)
    if counted != 2 or "no-store" not in plain.headers.get("Cache-Control", ""):
        return Result(False, _("An opening is not counted once."), 2)
    return Result(True, _("Asked for with all that mail programs can say: the same answer, and one more."), 2)


def _said(response: HttpResponseBase) -> tuple[int, list[tuple[str, str]], bytes]:
    return response.status_code, sorted(response.headers.items()), bytes(getattr(response, "content", b""))


@check("G5", _("The counting picture is in the letters of those alone who agreed to it"))
def agreed_to() -> Result:
    """Of the newest letters that have it: a consent to it that was in force when the letter was posted. Who was erased
    is nobody."""
    newest = Outbox.objects.filter(message=NewsletterIssue.name, params__contains=YES).exclude(person_id="")
    keys = list(newest.order_by("-created_at").values_list("pk", flat=True)[:NEWEST])
    agreed = Consent.objects.filter(
        Q(withdrawn_at=None) | Q(withdrawn_at__gte=OuterRef("created_at")),
        Q(confirmed_at=None, given_at__lte=OuterRef("created_at")) | Q(confirmed_at__lte=OuterRef("created_at")),
        person=OuterRef("person_id"), purpose=Purpose.SUBSCRIPTIONS.value, controller=OPERATOR, launch="",
        box=OPENINGS, awaits=False,
    )  # fmt: skip
    there = Person.objects.filter(pk=OuterRef("person_id"))
    letters = Outbox.objects.filter(Exists(there), pk__in=keys)
    without = letters.filter(~Exists(agreed)).count()
    if without:
        return Result(
            False,
            says(_("%(count)d letters count their openings, and nobody agreed to it."), count=without),
            len(keys),
        )
    return Result(
        True,
        says(_("%(count)d letters with the picture, each to somebody who agreed."), count=len(keys)),
        len(keys),
    )
