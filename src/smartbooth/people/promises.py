"""What the people room promises, checked on what is there."""

from __future__ import annotations

from collections.abc import Callable
from contextvars import Context

from django.db.models import Exists, OuterRef
from django.utils.translation import gettext_lazy as _

from smartbooth.people import vault
from smartbooth.people.models import Consent, Person, Wording
from smartbooth.people.purpose import OPERATOR, NoConsent, NoPurpose, purpose
from smartbooth.people.wording import digest
from smartbooth.registry.bases import Gap
from smartbooth.registry.promises import Result, check, says
from smartbooth.registry.purposes import Purpose
from smartbooth.registry.subjects import Subject

NOWHERE = "nowhere000"  # a controller that nobody ever consented to


@check("B2", _("Every consent names the words it was given under, unchanged"))
def words_kept() -> Result:
    consents = Consent.objects.count()
    changed = sum(
        digest(one.language, one.text) != one.digest for one in Wording.objects.iterator(chunk_size=1_000)
    )
    missing = Consent.objects.filter(~Exists(Wording.objects.filter(pk=OuterRef("wording")))).count()
    silent = Consent.objects.filter(way=Consent.IMPLIED, conduct="").count()
    if changed or missing or silent:
        text = _(
            "Of %(all)d consents, %(missing)d have no words and %(silent)d do not say what implied them; "
            "%(changed)d texts were changed."
        )
        return Result(False, says(text, all=consents, missing=missing, silent=silent, changed=changed), consents)
    return Result(
        True, says(_("%(all)d consents, each with its words as they were read."), all=consents), consents
    )


@check("B3", _("Nobody is read without a purpose, a basis, or the consent it needs"))
def refused_without() -> Result:
    """Tries it, on the person who came last; on nobody in particular where there is none yet."""
    person = Person.objects.order_by("-created_at").first() or Person(sealed=b"")
    attempts: tuple[tuple[Callable[[], object], type[Exception]], ...] = (
        (lambda: vault.open(person), NoPurpose),
        (lambda: vault.unseal(person, "nowhere", b""), NoPurpose),
        (lambda: vault.keys([person.pk]), NoPurpose),
        (lambda: _as(person, Purpose.BILLING, Subject.LEAD, OPERATOR), Gap),
        (lambda: _as(person, Purpose.SERVICE, Subject.LEAD, NOWHERE), NoConsent),
    )
    given = sum(not _refused(attempt, expected) for attempt, expected in attempts)
    if given:
        text = _("%(given)d of %(all)d attempts to read a person without a right to it succeeded.")
        return Result(False, says(text, given=given, all=len(attempts)), len(attempts))
    return Result(
        True, says(_("%(all)d attempts to read a person without a right to it were refused."), all=len(attempts)),
        len(attempts),
    )  # fmt: skip


def _as(person: Person, what_for: Purpose, of: Subject, controller: str) -> None:
    with purpose(what_for, of=of, controller=controller):
        vault.open(person)


def _refused(attempt: Callable[[], object], expected: type[Exception]) -> bool:
    """Tried where no purpose was entered, whoever runs the check. Any other error is one of ours, and is raised."""
    try:
        Context().run(attempt)
    except expected:
        return True
    return False
