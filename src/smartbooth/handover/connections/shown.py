"""Connections in words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext_lazy

from smartbooth.core import clock
from smartbooth.experiments.moments import day
from smartbooth.handover.api.models import Token
from smartbooth.handover.api.scopes import SCOPES
from smartbooth.handover.webhooks import events
from smartbooth.handover.webhooks.models import Delivery, Endpoint
from smartbooth.handover.webhooks.troubles import TROUBLES
from smartbooth.leads.shown import when

LOG = 50  # messages of the log; the rest is counted

EVENTS = {
    events.CREATED: gettext_lazy("New lead"),
    events.RECALLED: pgettext_lazy("a lead", "Taken back"),
    events.PING: gettext_lazy("Test"),
}
STATES = {
    Delivery.WAITING: (gettext_lazy("waiting"), "draft"),
    Delivery.CLAIMED: (gettext_lazy("under way"), "draft"),
    Delivery.DELIVERED: (gettext_lazy("arrived"), "live"),
    Delivery.DEAD: (gettext_lazy("given up"), "warn"),
    Delivery.VOID: (gettext_lazy("not sent: taken back"), "draft"),
}


@dataclass(frozen=True)
class Hook:
    """An endpoint, ready to print. `badge` and `state` say how it goes, `sentence` in full."""

    endpoint: Endpoint
    host: str
    leads_of: str
    state: str
    badge: str
    sentence: str
    given_up: int


def hooks() -> list[Hook]:
    """Every endpoint of the workspace: one query, however many."""
    dead = Count("deliveries", filter=Q(deliveries__state=Delivery.DEAD, deliveries__lead__gt=""))
    waiting = Count("deliveries", filter=Q(deliveries__state=Delivery.WAITING))
    found = Endpoint.objects.select_related("launch").annotate(given_up=dead, waiting=waiting)
    return [hook(one) for one in found]


def hook(endpoint: Endpoint) -> Hook:
    """`endpoint` as `hooks` reads it, or alone."""
    given_up = getattr(endpoint, "given_up", None)
    if given_up is None:
        given_up = Delivery.objects.filter(endpoint=endpoint, state=Delivery.DEAD, lead__gt="").count()
    state, badge = _state(endpoint)
    return Hook(
        endpoint,
        endpoint.url.partition("://")[2].partition("/")[0],
        leads_of(endpoint.launch.name if endpoint.launch else ""),
        state,
        badge,
        sentence(endpoint),
        given_up,
    )


def leads_of(launch: str) -> str:
    return _("Leads of %(launch)s") % {"launch": launch} if launch else _("Leads of every launch")


def _state(endpoint: Endpoint) -> tuple[str, str]:
    if endpoint.state == Endpoint.DISABLED:
        return _("off"), "draft"
    if endpoint.failures:
        return _("not answering"), "warn"
    return (_("works"), "live") if endpoint.tried_at else (_("new"), "draft")


def sentence(endpoint: Endpoint) -> str:
    if endpoint.state == Endpoint.DISABLED:
        if endpoint.reason == "gone":
            return _("Your server said that this address is gone for good, so nothing is sent there.")
        return _("Switched off: nothing is sent there.")
    if endpoint.failures and endpoint.failing_since:
        text = _("Nothing has arrived since %(since)s.") % {"since": when(endpoint.failing_since)}
        if endpoint.paused_until and endpoint.paused_until > clock.now():
            text = f"{text} {_('Next try: %(next)s.') % {'next': when(endpoint.paused_until)}}"
        return text
    if endpoint.tried_at is None:
        return _("Nothing has been sent yet. Send a test to see whether it arrives.")
    return _("Everything arrives.")


@dataclass(frozen=True)
class Message:
    """A line of the log."""

    id: str
    event: str
    lead: str
    launch: str | None
    moment: str
    state: str
    badge: str
    trouble: str
    tries: str
    dead: bool


def log(endpoint: Endpoint) -> list[Message]:
    """The newest messages."""
    return [_message(one) for one in Delivery.objects.filter(endpoint=endpoint)[:LOG]]


def _message(one: Delivery) -> Message:
    state, badge = STATES[one.state]
    if one.state == Delivery.DEAD and not one.lead:
        state = gettext_lazy("did not arrive")  # a test: nobody waits for it
    words = str(TROUBLES[one.trouble].words) if one.trouble in TROUBLES else ""
    trouble = f"{words} ({one.status})" if words and one.status else words
    tries = ngettext("%(n)s try", "%(n)s tries", one.attempts) % {"n": one.attempts} if one.attempts else ""
    linked = one.event == events.CREATED and one.state != Delivery.VOID
    return Message(
        one.pk, str(EVENTS[one.event]), one.lead, one.launch_id if linked else None, when(one.done_at or one.queued_at),
        str(state), badge, trouble, tries, one.state == Delivery.DEAD and bool(one.lead),
    )  # fmt: skip


@dataclass(frozen=True)
class Card:
    """A token, ready to print."""

    token: Token
    may: list[str]
    leads_of: str
    until: str
    used: str
    works: bool


def cards() -> list[Card]:
    """Those that work, then the others, newest first."""
    found = [_card(one) for one in Token.objects.select_related("launch")]
    return sorted(found, key=lambda card: not card.works)


def _card(token: Token) -> Card:
    works = token.revoked_at is None and (token.expires_at is None or token.expires_at > clock.now())
    return Card(
        token, [str(SCOPES[one]) for one in token.scopes if one in SCOPES],
        leads_of(token.launch.name) if token.launch else _("Every launch"), _until(token, works), _used(token), works,
    )  # fmt: skip


def _until(token: Token, works: bool) -> str:
    if token.revoked_at:
        return _("Taken back on %(day)s") % {"day": _day(token.revoked_at)}
    if token.expires_at is None:
        return _("Works until you take it back")
    if works:
        return _("Works until %(day)s") % {"day": _day(token.expires_at)}
    return _("Ended on %(day)s") % {"day": _day(token.expires_at)}


def _used(token: Token) -> str:
    if token.last_used_on is None:
        return _("Never used")
    return _("Last used on %(day)s") % {"day": day(token.last_used_on)}


def _day(moment: datetime) -> str:
    return day(timezone.localtime(moment).date())


def lede(hooks_: list[Hook], cards_: list[Card]) -> str:
    """Why the person came: does it work?"""
    ill = sum(one.badge == "warn" for one in hooks_)
    if ill:
        return ngettext("%(n)s webhook is not answering.", "%(n)s webhooks are not answering.", ill) % {"n": ill}
    if not hooks_ and not any(card.works for card in cards_):
        return _("Your leads can go straight into your own programs.")
    if any(one.badge == "live" for one in hooks_):
        return _("Your programs are connected, and everything arrives.")
    return _("Your programs are connected.")
