"""Google Ads, for launches whose owner switched remarketing on. Nothing of ours is sent: the visitor's browser asks
Google itself, and only after agreeing (promise H1)."""

from django.utils.translation import gettext_lazy as _

from smartbooth.accounts.tenancy import everywhere
from smartbooth.launches.cookies import GOOGLE
from smartbooth.launches.models import Publication
from smartbooth.registry.processors import Processor, declare


def in_use() -> bool:
    """Whether any page that is live asks for it."""
    with everywhere():
        return Publication.objects.filter(ended_at=None, manifest__google_tag__startswith="AW-").exists()


declare(
    Processor(
        GOOGLE,
        name="Google Ads (Google Ireland Limited)",
        task=_("shows an owner’s ads to people who were on their page, and agreed"),
        country="IE",
        contract=_(
            "Google Ads Controller-Controller Data Protection Terms; standard contractual clauses for the United States"
        ),
        fields=frozenset({"user.device.cookie", "user.device.ip_address", "user.device", "user.behavior"}),
        in_use=in_use,
        optional=True,
    )
)
