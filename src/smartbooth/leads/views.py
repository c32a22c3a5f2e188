"""The owner's side: who left their address."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from smartbooth.core import notices
from smartbooth.core.methods import verb
from smartbooth.launches.studio.access import launch_or_404, studio
from smartbooth.launches.studio.state import state
from smartbooth.leads import beside, listing, shown
from smartbooth.leads.bulletins.shown import below
from smartbooth.leads.filters import Filters
from smartbooth.leads.removal import remove
from smartbooth.leads.rows import Cursor


@require_safe
@studio
def leads(request: HttpRequest, launch: str) -> HttpResponseBase:
    """The list: `q` and filters as in leads/filters.py, `after` or `before` a cursor."""
    found, filters = launch_or_404(launch), Filters.read(request.GET)
    total, week = listing.summary(launch)
    context: dict[str, Any] = {"launch": found, "state": state(found), "tab": "leads", "filters": filters}
    context |= {"sentence": shown.sentence(total, week), "words": beside.words(launch)}
    context |= {"waiting": shown.waiting(listing.waiting(launch)), "told": below(request.user, found.workspace_id)}  # type: ignore[arg-type]  # signed in, by `studio`
    if not total:
        return render(request, "leads/none.html", context)
    after, before = (Cursor.parse(request.GET.get(name, "")) for name in ("after", "before"))
    page = listing.listing(found.workspace_id, launch, filters, timezone.get_current_timezone(), after, before)
    context |= shown.controls(launch, filters) | shown.page(filters, page, before is not None)
    return render(request, "leads/leads.html", context)


@require_http_methods(["GET", "HEAD", "POST", "DELETE"])
@studio
def lead(request: HttpRequest, launch: str, lead: str) -> HttpResponseBase:
    """One lead: everything there is. DELETE (or POST with `_method`) removes it for good."""
    found = launch_or_404(launch)
    one = get_object_or_404(listing.owned(launch).select_related("person", "launch"), pk=lead)
    action = verb(request)
    if action == "DELETE":
        remove(one)
        notices.tell(request, _("Erased for good."))
        return redirect("leads", launch)
    if action == "POST":
        return HttpResponse(status=405)
    told = shown.lead(one)
    if told is None:
        raise Http404("This lead was taken back.")
    return render(request, "leads/lead.html", {"launch": found, "state": state(found), "tab": "leads", **told})
