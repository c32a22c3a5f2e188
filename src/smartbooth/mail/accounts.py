"""Messages about an account, posted when the accounts room says that something happened (accounts/letters.py)."""

from __future__ import annotations

from collections.abc import Sequence

from allauth.account.utils import user_pk_to_url_str
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from smartbooth.accounts import tokens
from smartbooth.accounts.letters import Event
from smartbooth.accounts.models import User
from smartbooth.mail import farewell
from smartbooth.mail.messages import Facts, Message
from smartbooth.mail.outbox import post
from smartbooth.mail.parameters import Id
from smartbooth.mail.security import NewBrowser, OfAccount, OperatorGiven, OperatorTaken, account
from smartbooth.registry.purposes import Purpose

NOBODY = ""  # a row for nobody, so that the answer takes as long as for somebody; the worker drops it


class PasswordReset(OfAccount, Message):
    """`state`: of the account when it was asked for (accounts/tokens.py)."""

    name = "password-reset"
    purpose = Purpose.ACCOUNT
    when = _("when someone asks for a new password for this account")
    budget = 60  # more than one a week, for whoever remembers none; what strangers ask for ends there
    contains = {"account": Id(), "state": Id()}
    subject = _("A new password for %(BRAND)s")
    template = "mail/account/password_reset"
    example = {"account": "1", "state": "0", "username": "olive", "link": "/accounts/password/reset/key/1-abc/"}

    @classmethod
    def links(cls, facts: Facts) -> dict[str, str]:
        """No link where the account has changed since: it was used, or somebody signed in with the old password."""
        user = account(facts)
        if user is None or tokens.state(user) != facts.params["state"]:
            return {"link": ""}
        key = {"uidb36": user_pk_to_url_str(user), "key": tokens.made_at(user, facts.posted_at)}
        return {"link": reverse("account_reset_password_from_key", kwargs=key)}


class PasswordChanged(OfAccount, Message):
    name = "password-changed"
    purpose = Purpose.ACCOUNT
    when = _("when the password of an account was changed")
    budget = 60  # each of those above may end in one
    subject = _("Your password for %(BRAND)s was changed")
    template = "mail/account/password_changed"
    example = {"account": "1", "username": "olive", "reset": "/accounts/password/reset/"}

    @classmethod
    def links(cls, facts: Facts) -> dict[str, str]:
        return {"reset": reverse("account_reset_password")}


class AddressChanged(OfAccount, Message):
    name = "address-changed"
    purpose = Purpose.ACCOUNT
    when = _("when the mail address of an account was changed")
    budget = 60  # whoever looks for the right one of their addresses is told each time which it is
    subject = _("%(BRAND)s writes to this address from now on")
    template = "mail/account/address_changed"
    example = {"account": "1", "username": "olive"}


OF_EVENT: dict[Event, type[Message]] = {
    Event.CHANGED: PasswordChanged,
    Event.MOVED: AddressChanged,
    Event.OPERATOR: OperatorGiven,
    Event.NO_OPERATOR: OperatorTaken,
    Event.NEW_BROWSER: NewBrowser,
}


def tell(event: Event, users: Sequence[User], language: str) -> None:
    """Post to the person of each account; see accounts/letters.py."""
    if event is Event.RESET:
        _reset(users, language)
        return
    for user in users:
        if event is Event.CLOSED:
            farewell.closed(user, language)
        else:
            post(OF_EVENT[event], user.person_id or NOBODY, language, account=user.pk)


def _reset(users: Sequence[User], language: str) -> None:
    for user in users:
        post(PasswordReset, user.person_id or NOBODY, language, account=user.pk, state=tokens.state(user))
    if not users:
        post(PasswordReset, NOBODY, language, account=0, state=tokens.state(User()))
