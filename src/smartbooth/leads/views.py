"""The owner's side: who left their address."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from smartbooth.core import clock, notices
from smartbooth.launches.studio.access import launch_or_404, studio, verb
from smartbooth.launches.studio.state import state
from smartbooth.leads import download as files
from smartbooth.leads import listing, shown
from smartbooth.leads.filters import Filters, agreeing
from smartbooth.leads.models import Lead
from smartbooth.leads.removal import remove
from smartbooth.leads.rows import Cursor


@require_safe
@studio
def leads(request: HttpRequest, launch: str) -> HttpResponseBase:
    """The list: `q` and filters as in leads/filters.py, `after` or `before` a cursor."""
    found, filters = launch_or_404(launch), Filters.read(request.GET)
    total, week = listing.summary(launch)
    context: dict[str, Any] = {"launch": found, "state": state(found), "tab": "leads", "filters": filters}
    context["sentence"] = shown.sentence(total, week)
    if not total:
        return render(request, "leads/none.html", context)
    after, before = (Cursor.parse(request.GET.get(name, "")) for name in ("after", "before"))
    page = listing.listing(launch, filters, timezone.get_current_timezone(), after, before)
    context |= shown.controls(launch, filters) | shown.page(filters, page, before is not None)
    return render(request, "leads/leads.html", context)


@require_safe
@studio
def download(request: HttpRequest, launch: str) -> HttpResponseBase:
    """CSV of the list, narrowed as the list is; `separator=semicolon` for spreadsheets with a decimal comma."""
    found = launch_or_404(launch)
    separator = files.SEMICOLON if request.GET.get("separator") == "semicolon" else files.COMMA
    lines = files.stream(
        found.workspace_id, launch, Filters.read(request.GET), timezone.get_current_timezone(),
        translation.get_language(), separator,
    )  # fmt: skip
    response = StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8")
    name = f"{found.slug}-{_('leads')}-{clock.now():%Y-%m-%d}.csv"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@require_http_methods(["GET", "HEAD", "POST", "DELETE"])
@studio
def lead(request: HttpRequest, launch: str, lead: str) -> HttpResponseBase:
    """One lead: everything there is. DELETE (or POST with `_method`) removes it for good."""
    found = launch_or_404(launch)
    one = get_object_or_404(
        Lead.objects.filter(agreeing()).select_related("person", "launch"), pk=lead, launch=found
    )
    action = verb(request)
    if action == "DELETE":
        remove(one)
        notices.tell(request, _("Erased for good."))
        return redirect("leads", launch)
    if action == "POST":
        return HttpResponse(status=405)
    return render(
        request, "leads/lead.html", {"launch": found, "state": state(found), "tab": "leads", **shown.lead(one)}
    )
