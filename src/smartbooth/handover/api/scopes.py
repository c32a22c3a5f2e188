"""What a token may do: as little as its program needs."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

LAUNCHES, LEADS, ERASE, RESULTS = "launches:read", "leads:read", "leads:erase", "results:read"

SCOPES: dict[str, str | Promise] = {
    LAUNCHES: _("see which launches there are"),
    RESULTS: _("read the counts"),
    LEADS: _("read who left their address, and say that a recall is done"),
    ERASE: _("erase a lead for good"),
}
