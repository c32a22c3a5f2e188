"""Who carries our mail (promise D2): named in the policy where it is another company than our own."""

from __future__ import annotations

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from smartbooth.registry.processors import Processor, Way, declare

MAIL = "mail"
DNS = "dns"
KINDS = ("user.contact.email", "user.messages")  # what whoever carries letters gets


def _carried_by_another() -> bool:
    return bool(settings.MAIL_COMPANY) or settings.MAIL_TRANSPORT == "provider"


declare(
    Processor(
        MAIL,
        settings.MAIL_COMPANY or settings.MAIL_PROVIDER.title() or settings.COMPANY,
        task=_("carries our messages to people’s mailboxes"),
        country=settings.MAIL_COUNTRY,
        contract=settings.MAIL_TOOL or _("contract with a processor (GDPR Art. 28)"),
        fields=frozenset(KINDS),
        in_use=_carried_by_another,
    ),
    # What is asked are the names of this installation's own hosts.
    Way(DNS, _("the DNS, asked what is published about our mail"), frozenset()),
)
