from django.utils.translation import gettext_lazy as _

from smartbooth.handover.webhooks.way import KINDS, WAY
from smartbooth.registry.processors import Way, declare

declare(
    Way(WAY, _("the address an owner named for webhooks, with the leads of their own launches"), frozenset(KINDS))
)
