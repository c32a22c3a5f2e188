"""The choice in words: on the account page, and below a launch's leads."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from smartbooth.accounts.models import Membership, User
from smartbooth.accounts.panels import Panel
from smartbooth.experiments.moments import spoken
from smartbooth.leads.bulletins import choose
from smartbooth.leads.bulletins.rhythm import COME, DAILY, NEVER, RHYTHMS, WEEKLY
from smartbooth.mail import choices
from smartbooth.people import suppression
from smartbooth.people.models import Suppression

KEY = "new-leads"
SAYS = {
    COME: gettext_lazy("You are written to when people leave their address."),
    DAILY: gettext_lazy("You are written to once a day, when people left their address."),
    WEEKLY: gettext_lazy("You are written to once a week, when people left their address."),
    NEVER: gettext_lazy("You are not written to when people leave their address."),
}
SAVED = {
    COME: gettext_lazy("Saved. You read of new sign-ups on %(name)s as they come."),
    DAILY: gettext_lazy("Saved. You read of new sign-ups on %(name)s once a day."),
    WEEKLY: gettext_lazy("Saved. You read of new sign-ups on %(name)s once a week."),
    NEVER: gettext_lazy("Saved. You are not written to about new sign-ups on %(name)s."),
}


def panel(user: User) -> Panel | None:
    """None for an account that works nowhere, or has no address."""
    mine = Membership.objects.filter(user=user).select_related("workspace", "bulletin").order_by("pk")
    rows = [{"workspace": one.workspace, "rhythm": choose.rhythm(one)} for one in mine]
    if not rows or user.person is None:
        return None
    shown: dict[str, Any] = {"rows": rows, "rhythms": RHYTHMS, "several": len(rows) > 1}
    found = suppression.hindrance(bytes(user.person.index), suppression.NEW_LEADS)
    shown["stopped"] = stopped(found) if found else ""
    return Panel(KEY, _("New sign-ups by mail"), "leads/bulletin.html", shown)


def stopped(found: Suppression) -> str:
    """Why nothing comes, whatever is chosen."""
    day = {"day": spoken(timezone.localtime(found.added_at).date())}
    if found.kind == suppression.BOUNCED:
        return _("Since %(day)s nothing is sent: a letter to your address came back.") % day
    if found.how == choices.COMPLAINT:
        return _("Stopped on %(day)s, when one of these letters was reported as unwanted.") % day
    if found.how == choices.BY_MAIL:
        return _("Stopped on %(day)s, by a mail from you.") % day
    if found.how == choices.BY_LINK:
        return _("Stopped on %(day)s, by the link in a letter.") % day
    return _("Stopped on %(day)s.") % day


def below(user: User, workspace: str) -> dict[str, str]:
    """The sentence below a launch's leads, and where it is changed."""
    one = Membership.objects.filter(user=user, workspace=workspace).select_related("bulletin").first()
    index = bytes(user.person.index) if user.person else b""
    off = not one or not index or suppression.is_suppressed(index, suppression.NEW_LEADS)
    says = SAYS[NEVER] if off or one is None else SAYS[choose.rhythm(one)]
    return {"says": str(says), "where": f"{reverse('account')}#{KEY}"}
