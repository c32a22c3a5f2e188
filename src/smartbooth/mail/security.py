"""What the person behind an account is told for their safety: short, at once, and what to do if it was not them."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from smartbooth.accounts.models import User
from smartbooth.mail.messages import Facts, Message
from smartbooth.mail.parameters import Id, Words
from smartbooth.registry.purposes import Purpose
from smartbooth.registry.subjects import Subject

USERNAME = 150  # characters, as Django's


def account(facts: Facts) -> User | None:
    """The account that a letter to its person is about."""
    return User.objects.filter(pk=int(facts.params["account"]), person=facts.person_id).first()


def username(facts: Facts) -> dict[str, Any]:
    user = account(facts)
    return {"username": user.username if user else ""}


class NewBrowser(Message):
    name = "new-browser"
    purpose, of = Purpose.PROTECTION, Subject.OWNER
    when = _("when somebody signs in to an account from a browser that never did before")
    budget = (
        120  # ten a month: more than one buys telephones; who empties the browser each evening stops reading them
    )
    essential = True
    contains = {"account": Id()}
    subject = _("A sign-in to %(BRAND)s from another browser")
    template = "mail/account/new_browser"
    example = {"account": "1", "username": "olive", "reset": "/accounts/password/reset/"}

    @classmethod
    def extras(cls, facts: Facts) -> dict[str, Any]:
        return username(facts)

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


class OperatorGiven(Message):
    name = "operator-given"
    purpose, of = Purpose.PROTECTION, Subject.OWNER
    when = _("when an account may run the installation from now on")
    budget = 12  # a right that is given once
    essential = True
    contains = {"account": Id()}
    subject = _("You run %(BRAND)s from now on")
    template = "mail/account/operator_given"
    example = {"account": "1", "username": "olive", "outbox": "/outbox/"}

    @classmethod
    def extras(cls, facts: Facts) -> dict[str, Any]:
        return username(facts)

    @classmethod
    def links(cls, facts: Facts) -> dict[str, str]:
        return {"outbox": reverse("outbox")}


class OperatorTaken(Message):
    name = "operator-taken"
    purpose, of = Purpose.PROTECTION, Subject.OWNER
    when = _("when an account may no longer run the installation")
    budget = 12  # as often as it was given
    essential = True
    contains = {"account": Id()}
    subject = _("You no longer run %(BRAND)s")
    template = "mail/account/operator_taken"
    example = {"account": "1", "username": "olive"}

    @classmethod
    def extras(cls, facts: Facts) -> dict[str, Any]:
        return username(facts)
