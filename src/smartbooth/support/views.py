"""What people wrote, for operators."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from smartbooth.accounts.operators import operator
from smartbooth.core.notices import tell
from smartbooth.people import vault
from smartbooth.support import reading
from smartbooth.support.models import Case


@operator
@require_safe
def listed(request: HttpRequest) -> HttpResponse:
    """`?closed`: those that are closed; `?after=`: below that case."""
    state = Case.CLOSED if "closed" in request.GET else Case.OPEN
    lines, more = reading.lines(state, request.GET.get("after", ""))
    context = {"lines": lines, "more": more, "closed": state == Case.CLOSED, "waiting": reading.waiting()}
    return render(request, "support/cases.html", context)


@operator
@require_safe
def one(request: HttpRequest, case: str) -> HttpResponse:
    found = get_object_or_404(Case.objects.select_related("person"), pk=case)
    try:
        opened = reading.one(found)
    except vault.Forgotten:
        raise Http404("The person was erased.") from None
    return render(request, "support/case.html", {"opened": opened, "case": found})


@operator
@require_safe
def attachment(request: HttpRequest, case: str, attachment: str) -> HttpResponse:
    """As a file to save, whatever it says it is: nothing of a stranger's is shown on our origin."""
    found = reading.attachment(get_object_or_404(Case, pk=case), attachment)
    if found is None:
        raise Http404("No such attachment.")
    name, content = found
    response = HttpResponse(content, content_type="application/octet-stream")
    response["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response


@operator
@require_POST
def closure(request: HttpRequest, case: str) -> HttpResponse:
    found = get_object_or_404(Case, pk=case)
    if reading.close(found):
        tell(request, _("The case is closed."), undo=reverse("case_reopening", args=[found.pk]))
    return redirect("cases")


@operator
@require_POST
def reopening(request: HttpRequest, case: str) -> HttpResponse:
    found = get_object_or_404(Case, pk=case)
    if reading.reopen(found):
        tell(request, _("The case is open again."))
    return redirect("case", case=found.pk)
