"""What the person behind an account is told for their safety: short, at once, and what to do if it was not them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from smartbooth.accounts.models import User
from smartbooth.mail.messages import Facts, Message
from smartbooth.mail.parameters import Id, Parameter, Words
from smartbooth.registry.purposes import Purpose
from smartbooth.registry.subjects import Subject

USERNAME = 150  # characters, as Django's


def account(facts: Facts) -> User | None:
    """The account that a letter to its person is about."""
    return User.objects.filter(pk=int(facts.params["account"]), person=facts.person_id).first()


class OfAccount:
    """What messages that name an account have in common."""

    of = Subject.OWNER
    essential = True
    contains: ClassVar[Mapping[str, Parameter]] = {"account": Id()}

    @classmethod
    def extras(cls, facts: Facts) -> dict[str, Any]:
        user = account(facts)
        return {"username": user.username if user else ""}


class NewBrowser(OfAccount, Message):
    name = "new-browser"
    purpose = Purpose.PROTECTION
    when = _("when somebody signs in to an account from a browser that never did before")
    # Ten a month: more than one buys telephones; who empties the browser each evening stops reading them.
    budget = 120
    subject = _("A sign-in to %(BRAND)s from another browser")
    template = "mail/account/new_browser"
    example = {"account": "1", "username": "olive", "reset": "/accounts/password/reset/"}

    @classmethod
    def links(cls, facts: Facts) -> dict[str, str]:
        return {"reset": reverse("account_reset_password")}


class AddressLeft(Message):
    """To the mailbox an account had before: whoever took the account over reads the new one (mail/farewell.py)."""

    name = "address-left"
    purpose, of = Purpose.PROTECTION, Subject.OWNER
    when = _("to the former address, when the mail address of an account was changed")
    budget = 12  # an address changes once in some years, and back again
    essential = True
    contains = {"username": Words(USERNAME)}
    subject = _("%(BRAND)s no longer writes to this address")
    template = "mail/account/address_left"
    example = {"username": "olive"}


class AccountClosed(Message):
    name = "account-closed"
    purpose, of = Purpose.ACCOUNT, Subject.OWNER
    when = _("when an account was closed")
    budget = 12  # a person has one account, or a few
    essential = True
    contains = {"username": Words(USERNAME)}
    subject = _("Your account on %(BRAND)s is closed")
    template = "mail/account/closed"
    example = {"username": "olive"}


class OperatorGiven(OfAccount, Message):
    name = "operator-given"
    purpose = Purpose.PROTECTION
    when = _("when an account may run the installation from now on")
    budget = 12  # a right that is given once
    subject = _("You run %(BRAND)s from now on")
    template = "mail/account/operator_given"
    example = {"account": "1", "username": "olive", "outbox": "/outbox/"}

    @classmethod
    def links(cls, facts: Facts) -> dict[str, str]:
        return {"outbox": reverse("outbox")}


class OperatorTaken(OfAccount, Message):
    name = "operator-taken"
    purpose = Purpose.PROTECTION
    when = _("when an account may no longer run the installation")
    budget = 12  # as often as it was given
    subject = _("You no longer run %(BRAND)s")
    template = "mail/account/operator_taken"
    example = {"account": "1", "username": "olive"}
