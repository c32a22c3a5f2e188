"""What has to be deleted on the owner's side, and the button that says it is done."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from smartbooth.core.notices import tell
from smartbooth.handover.recalls import queries, settle, shown
from smartbooth.handover.recalls.models import Recall
from smartbooth.launches.studio.access import studio


@require_safe
@studio
def recalls(request: HttpRequest) -> HttpResponseBase:
    """Open ones first, the most urgent at the top, then what was done lately."""
    pending = queries.pending()
    context = {
        "pending": pending,
        "sentence": shown.sentence(pending),
        "open": shown.open_ones(),
        "done": shown.done(),
    }
    return render(request, "handover/recalls.html", context)


@require_POST
@studio
def acknowledgement(request: HttpRequest) -> HttpResponseBase:
    """`lead` was deleted on the owner's side, or all of them were (`lead` empty). 404 for a lead without recall."""
    rows = Recall.objects.all()
    lead = request.POST.get("lead", "")
    if lead:
        rows = rows.filter(lead=lead)
        if not rows.exists():
            raise Http404
    leads = rows.filter(acknowledged_at=None).values("lead").distinct().count()
    settle.acknowledge(rows, Recall.OWNER)
    if leads:
        tell(request, ngettext("Noted: %(n)s is deleted.", "Noted: %(n)s are deleted.", leads) % {"n": leads})
    return redirect("recalls")
