"""What the edge uses of a visitor and stores nowhere: that is why no visitor is in any table."""

from django.conf import settings
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from smartbooth.registry.labels import passing
from smartbooth.registry.purposes import Purpose
from smartbooth.registry.retention import Rule, keep
from smartbooth.registry.subjects import Subject

keep(Rule("memory", _("not at all: forgotten with the answer, or within the hour where it limits floods")))
keep(
    Rule(
        "cookie",
        format_lazy(
            _("in the visitor’s own browser, for {days} days from the first visit"), days=settings.COOKIE_DAYS
        ),
    )
)

passing(
    "user.device.ip_address", of=Subject.VISITOR, purposes=[Purpose.MEASUREMENT, Purpose.PROTECTION], kept="memory",
    recipients=["nobody"],
)  # fmt: skip
for category in ("user.device.cookie", "user.behavior", "user.location.coarse", "user.device"):
    passing(category, of=Subject.VISITOR, purposes=[Purpose.MEASUREMENT], kept="cookie", recipients=["nobody"])
