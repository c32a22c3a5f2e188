"""The hub is told the address of a feed that anybody can read: nothing about a person."""

from django.utils.translation import gettext_lazy as _

from smartbooth.registry.processors import Way, declare
from smartbooth.updates.hub import WAY

declare(
    Way(WAY, _("the hub that the operator named, with the public address of a feed that changed"), frozenset())
)
