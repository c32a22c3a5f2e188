"""Connections: an owner's programs that are told of leads, or ask for them."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from smartbooth.core.methods import verb
from smartbooth.core.notices import tell
from smartbooth.handover.api import tokens
from smartbooth.handover.api.models import Token
from smartbooth.handover.connections import shown
from smartbooth.handover.connections.access import endpoint_act, endpoint_or_404, owners, owns
from smartbooth.handover.connections.forms import TokenForm, WebhookForm
from smartbooth.handover.recalls import queries
from smartbooth.handover.webhooks import endpoints, queue, secret
from smartbooth.handover.webhooks.models import Endpoint
from smartbooth.launches.studio.access import StudioRequest, studio
from smartbooth.people.cipher import Unreadable


@require_safe
@studio
def connections(request: StudioRequest) -> HttpResponseBase:
    """Webhooks, tokens, and what has to be deleted."""
    hooks, cards = shown.hooks(), shown.cards()
    context: dict[str, Any] = {"hooks": hooks, "cards": cards, "lede": shown.lede(hooks, cards)}
    context |= {"owner": owns(request), "pending": queries.pending()}
    return render(request, "handover/connections.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@owners
def webhook_new(request: StudioRequest) -> HttpResponseBase:
    form = WebhookForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        made = endpoints.add(
            request.workspace, form.cleaned_data["launch"], form.cleaned_data["url"].url, request.user
        )
        queue.ping(made)
        tell(request, _("Added, and a test is on its way."))
        return redirect("webhook", made.pk)
    return render(request, "handover/webhook_new.html", {"form": form}, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST", "DELETE"])
@studio
def webhook(request: StudioRequest, endpoint: str) -> HttpResponseBase:
    """One endpoint and its log. DELETE (or POST with `_method`) removes it; only an owner sees its secret."""
    found = endpoint_or_404(endpoint)
    if verb(request) == "DELETE":
        return _remove(request, found)
    if request.method == "POST":
        raise Http404
    owner = owns(request)
    context = {"hook": shown.hook(found), "log": shown.log(found), "owner": owner, "secret": ""}
    context["active"] = found.state == Endpoint.ACTIVE
    context["overlap"] = found.former_until if secret.overlaps(found) else None
    if owner:
        try:
            context["secret"] = secret.show(found)
        except Unreadable:
            context["sealed"] = True  # the installation's key is another: a new secret helps
    return render(request, "handover/webhook.html", context)


@owners
def _remove(request: StudioRequest, endpoint: Endpoint) -> HttpResponseBase:
    endpoint.delete()
    tell(request, _("Removed. Nothing is sent there any more."))
    return redirect("connections")


@endpoint_act
def webhook_ping(request: HttpRequest, endpoint: Endpoint) -> HttpResponseBase:
    if endpoint.state == Endpoint.ACTIVE:
        queue.ping(endpoint)
        tell(request, _("A test is on its way. Reload in a moment to see whether it arrived."))
    return redirect("webhook", endpoint.pk)


@endpoint_act
def webhook_secret(request: HttpRequest, endpoint: Endpoint) -> HttpResponseBase:
    """A new secret; the old one goes on signing for a day."""
    secret.rotate(endpoint)
    tell(request, _("There is a new secret. The old one works beside it until tomorrow."))
    return redirect("webhook", endpoint.pk)


@endpoint_act
def webhook_state(request: HttpRequest, endpoint: Endpoint) -> HttpResponseBase:
    """`state`: "active" or "disabled"."""
    wanted = request.POST.get("state")
    if wanted == Endpoint.DISABLED:
        endpoints.disable(endpoint)
        tell(request, _("Switched off."))
    elif wanted == Endpoint.ACTIVE:
        endpoints.enable(endpoint)
        tell(request, _("Switched on."))
    return redirect("webhook", endpoint.pk)


@endpoint_act
def webhook_again(request: HttpRequest, endpoint: Endpoint) -> HttpResponseBase:
    """Dead letters once more: `delivery`, or all of them."""
    chosen = request.POST.get("delivery", "")
    letters = endpoints.dead(endpoint)
    sent = queue.again([one for one in letters if chosen in ("", one)])
    if sent:
        endpoints.wake(endpoint)
        tell(
            request, ngettext("%(n)s message is sent again.", "%(n)s messages are sent again.", sent) % {"n": sent}
        )
    return redirect("webhook", endpoint.pk)


@require_http_methods(["GET", "HEAD", "POST"])
@owners
def token_new(request: StudioRequest) -> HttpResponseBase:
    """The answer to the POST shows the secret, once: it is stored nowhere, not even in a session."""
    form = TokenForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        chosen = form.cleaned_data
        token, known = tokens.make(
            request.workspace, chosen["name"], chosen["scopes"], request.user, chosen["launch"], form.expires_at()
        )
        return render(request, "handover/token_made.html", {"token": token, "secret": known}, status=201)
    return render(request, "handover/token_new.html", {"form": form}, status=422 if form.errors else 200)


@require_POST
@owners
def token_revocation(request: StudioRequest, token: str) -> HttpResponseBase:
    found = get_object_or_404(Token, pk=token)
    tokens.revoke(found, request.user)
    tell(request, _("“%(name)s” opens nothing any more.") % {"name": found.name})
    return redirect("connections")
