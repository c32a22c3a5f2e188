"""What the registry says about itself: its table, its processor, the rules for what ends by an act."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from smartbooth.registry.hosting import declare_hosting
from smartbooth.registry.labels import impersonal, label
from smartbooth.registry.models import Sweep
from smartbooth.registry.retention import Rule, keep


def declare() -> None:
    declare_hosting()
    # Kept neither by a number of days nor for ever: each ends with an act that takes the rows along.
    keep(Rule("account", _("as long as the account exists")))
    keep(Rule("launch", _("as long as the launch exists; the owner deletes it")))
    label(
        Sweep,
        impersonal(
            "a retention rule’s name and how its last run went", *(f.name for f in Sweep._meta.local_fields)
        ),
    )
