"""What a person does with their data, from the letter. Each is at once in force, noted in the register of requests,
and changes nothing a second time."""

from __future__ import annotations

from dataclasses import replace

from django.db import transaction
from django.utils import translation

from smartbooth.accounts import letters
from smartbooth.accounts.tenancy import everywhere
from smartbooth.leads import given as leads_given
from smartbooth.leads import removal
from smartbooth.leads.models import Lead
from smartbooth.mail import choices, farewell, outbox
from smartbooth.people import consents, erasure, vault
from smartbooth.people.address import Address
from smartbooth.people.models import Consent, Person
from smartbooth.people.purpose import purpose
from smartbooth.people.store import both
from smartbooth.registry.purposes import Purpose
from smartbooth.registry.subjects import Subject
from smartbooth.rights import register
from smartbooth.rights.kinds import Kind
from smartbooth.rights.messages import NewAddress
from smartbooth.rights.models import Request

HERE = "my data"  # how a consent was withdrawn, a suppression came about, a person was erased
BROWSER = "Sec-GPC"


class NotTheirs(LookupError):
    """No such thing of this person's."""


def _consent(person: Person, key: str) -> Consent:
    found = Consent.objects.select_related("wording").filter(pk=key, person=person).first()
    if found is None:
        raise NotTheirs(key)
    return found


def _lead(person: Person, key: str) -> Lead:
    with everywhere():
        found = Lead.objects.select_related("launch", "workspace", "person").filter(pk=key, person=person).first()
    if found is None:
        raise NotTheirs(key)
    return found


def withdraw(person: Person, consent_id: str, signal: bool = False) -> Consent:
    """Take back what was agreed to: one box, or a form with its boxes and so the hand-over of its launch."""
    consent = _consent(person, consent_id)
    with transaction.atomic():
        if consents.withdraw(consent, HERE):
            register.done(Kind.OBJECTION, person, launch=consent.launch, signal=signal)
    consent.refresh_from_db()
    return consent


def give_again(person: Person, consent_id: str) -> bool:
    """Undo a withdrawal: a new consent under the same words. Whether anything changed."""
    consent = _consent(person, consent_id)
    if consent.withdrawn_at is None or consent.withdrawn_how != HERE:
        return False
    return consents.give_again(consent)


def stop(person: Person, signal: bool = False, note: bool = True) -> bool:
    """Nothing that advertises any more, of ours or of others', and no sale or sharing: the opt-out of the CCPA, which
    outlives the person's erasure as a keyed hash. Whether it was not so before. `note`: in the register."""
    with transaction.atomic():
        new = choices.stop_marketing(person, BROWSER if signal else HERE)
        if new and note:
            register.done(Kind.OPT_OUT, person, signal=signal)
    return new


def stopped(person: Person, how: str) -> None:
    """All marketing was stopped: what was agreed to elsewhere ends too, and what came by mail is noted."""
    for consent in consents.of(person.pk).filter(purpose=Purpose.MARKETING, withdrawn_at=None):
        consents.withdraw(consent, how)
    if how in choices.WAYS:
        register.done(Kind.OPT_OUT, person)


def resume(person: Person) -> bool:
    """Undo `stop`. What was withdrawn with it stays withdrawn: it is given anew where it was given."""
    return choices.resume_marketing(person)


def rename(person: Person, lead_id: str, name: str) -> str:
    """Correct the name that was left at one launch; what stood there before."""
    with transaction.atomic():
        lead = _lead(person, lead_id)
        with purpose(Purpose.CLAIMS, of=Subject.LEAD), everywhere():
            written = leads_given.of(lead)
            sealed = leads_given.seal(lead.person, lead.pk, replace(written, name=name))
            Lead.objects.filter(pk=lead.pk).update(given=sealed)
        register.done(Kind.CORRECTION, person, launch=lead.launch_id)
    return written.name


def move(person: Person, address: Address) -> None:
    """Ask the new address whether it is theirs. Nothing changes before its answer; same for one that we know and one
    that we do not."""
    language = (translation.get_language() or "en")[:2]
    with both():
        other, _new = vault.find_or_make(address)
        if other.pk == person.pk:
            return
        for before in register.open_ones().filter(person=person, kind=Kind.CORRECTION, other__isnull=False):
            register.close(before)
        request = register.receive(Kind.CORRECTION, person, other=other)
        outbox.post(NewAddress, other.pk, language, unique=f"new-address/{request.pk}", request=request.pk)


class Taken(ValueError):
    """The new address has a letter of its own: two persons' data are not poured together."""


def moved(request: Request) -> Person:
    """The new address answered. Raises Taken, register.TooLate, NotTheirs."""
    with both():
        if not request.open or request.person is None or request.other is None:
            raise register.TooLate("This link was used, or the address was corrected since.")
        person, other = request.person, request.other
        with purpose(Purpose.CLAIMS, of=Subject.CORRESPONDENT):
            address = Address.parse(vault.open(other).address)
        # Locked in this order everywhere: nobody signs up by either address between the look and the end.
        list(Person.objects.select_for_update().filter(pk__in=[person.pk, other.pk]).order_by("pk"))
        Request.objects.filter(pk=request.pk).update(other=None)
        request.other = None
        if not erasure.unneeded([other.pk]):
            Request.objects.filter(pk=request.pk).update(other=other)
            raise Taken
        erasure.erase(other.pk, "address moved")
        _move(person, address)
        register.fulfil(request, how=Request.AUTOMATICALLY)
    return person


def _move(person: Person, address: Address) -> None:
    """Give them the other address; an account's new mailbox is told, and the one it had."""
    accounts = list(person.accounts.all())
    with purpose(Purpose.PROTECTION, of=Subject.OWNER):
        former = Address.parse(vault.open(person).address) if accounts else None
    vault.correct(person, address)
    for account in accounts:
        letters.tell(letters.Event.MOVED, [account], account.language)
        if former is not None:
            farewell.left(former, account)


def remove(person: Person, lead_id: str) -> bool:
    """Delete what was left at one launch, for good; whether the person is still known for something else."""
    with both():
        lead = _lead(person, lead_id)
        register.done(Kind.ERASURE, person, {"leads": [lead.pk]}, launch=lead.launch_id)
        with everywhere():
            removal.remove(lead)
    return Person.objects.filter(pk=person.pk).exists()
