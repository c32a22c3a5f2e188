from django.conf import settings
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from smartbooth.newsletters.subscribing import ending
from smartbooth.registry.retention import Rule, keep

keep(Rule("issue", _("as long as the issue can be read")))
keep(
    Rule(
        "subscription",
        format_lazy(
            _("until the newsletter is stopped, and {days} days more, in which that can be taken back"),
            days=ending.BACK.days,
        ),
        ending.sweep_stopped,
        ending.overdue_stopped,
    )
)
keep(
    Rule(
        "newsletter-unconfirmed",
        format_lazy(_("{days} days, when the subscription is not confirmed"), days=settings.UNCONFIRMED_DAYS),
        ending.sweep_unconfirmed,
        ending.overdue_unconfirmed,
    )
)
