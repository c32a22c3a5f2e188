"""The one letter that greets: what to do first. Nobody has confirmed yet that the address is theirs: nothing in it was
typed by whoever made the account, so that no stranger's words come into a mailbox this way."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from smartbooth.accounts.models import User
from smartbooth.mail.messages import Facts, Message
from smartbooth.mail.outbox import post
from smartbooth.registry.purposes import Purpose
from smartbooth.registry.subjects import Subject


class Welcome(Message):
    name = "welcome"
    purpose, of = Purpose.ACCOUNT, Subject.OWNER
    when = _("once, when an account is made")
    budget = 4  # accounts of one person; an address that others type gets no more
    subject = _("Your account on %(BRAND)s")
    template = "mail/account/welcome"
    example = {"start": "/launches/new/"}

    @classmethod
    def links(cls, facts: Facts) -> dict[str, str]:
        return {"start": "/launches/new/"}


def joined(user: User, language: str, read: str) -> None:
    """See accounts/joining.py."""
    if user.person_id:
        post(Welcome, user.person_id, language, unique=f"{Welcome.name}/{user.pk}")
