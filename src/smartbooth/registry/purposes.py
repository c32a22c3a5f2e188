"""What personal data is used for: these thirteen purposes and no other (promise B3).

The numbers and their order are the privacy policy's. `Purpose` is what code names; `DECLARED` is what people read.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from django.utils.functional import Promise as Lazy
from django.utils.translation import gettext_lazy as _


class Purpose(StrEnum):
    SERVICE = "service"
    SUBSCRIPTIONS = "subscriptions"
    GUIDANCE = "guidance"
    ACCOUNT = "account"
    BILLING = "billing"
    CHANGES = "changes"
    MEASUREMENT = "measurement"
    MARKETING = "marketing"
    ENFORCEMENT = "enforcement"
    CLAIMS = "claims"
    INVESTIGATIONS = "investigations"
    SUPPORT = "support"
    PROTECTION = "protection"


@dataclass(frozen=True)
class Declared:
    number: int
    words: str | Lazy  # completes "Data is used to …"


DECLARED: dict[Purpose, Declared] = {
    Purpose.SERVICE: Declared(1, _("provide the services and make them better")),
    Purpose.SUBSCRIPTIONS: Declared(2, _("send newsletters, feeds and other messages people subscribed to")),
    Purpose.GUIDANCE: Declared(3, _("help people use the service well")),
    Purpose.ACCOUNT: Declared(4, _("create and manage accounts, and check who may use what")),
    Purpose.BILLING: Declared(5, _("bill")),
    Purpose.CHANGES: Declared(6, _("tell of changes, additions and availability")),
    Purpose.MEASUREMENT: Declared(7, _("measure service levels, traffic and which options people use")),
    Purpose.MARKETING: Declared(8, _("tell of products and services of interest, our own or others’")),
    Purpose.ENFORCEMENT: Declared(9, _("enforce the policy")),
    Purpose.CLAIMS: Declared(10, _("answer claims that someone’s rights were violated")),
    Purpose.INVESTIGATIONS: Declared(11, _("cooperate with investigations and legal procedures")),
    Purpose.SUPPORT: Declared(12, _("answer requests for support")),
    Purpose.PROTECTION: Declared(13, _("protect rights, property and safety")),
}
