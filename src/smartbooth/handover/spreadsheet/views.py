"""The list as a file. Each time is a disclosure, so it is a POST: no link, prefetch or scanner makes one by looking."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import redirect
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from smartbooth.core import clock, notices
from smartbooth.handover.recalls import bar
from smartbooth.handover.spreadsheet import separated, workbook
from smartbooth.handover.spreadsheet.table import Table
from smartbooth.launches.studio.access import launch_or_404, studio
from smartbooth.leads.filters import Filters


@require_POST
@studio
def export(request: HttpRequest, launch: str) -> HttpResponseBase:
    """The list, narrowed as the address's query says. `file`: "xlsx", "semicolon" (CSV for spreadsheets with a decimal
    comma), else CSV."""
    found = launch_or_404(launch)
    if bar.barred(found.workspace_id):
        notices.tell(request, _("No file was made: first a child’s data has to be deleted on your side."))
        return redirect("recalls")
    wanted = request.POST.get("file", "")
    ending = "xlsx" if wanted == "xlsx" else "csv"
    table = Table(
        found.workspace, launch, Filters.read(request.GET), timezone.get_current_timezone(),
        translation.get_language(), ending,
    )  # fmt: skip
    if ending == "xlsx":
        content = workbook.stream(_("Leads"), table.header(), table.rows(), table.zone)
        response = StreamingHttpResponse(content, content_type=workbook.MEDIA_TYPE)
    else:
        separator = separated.SEMICOLON if wanted == "semicolon" else separated.COMMA
        response = StreamingHttpResponse(separated.stream(table, separator), content_type=separated.MEDIA_TYPE)
    name = f"{found.slug}-{_('leads')}-{clock.now():%Y-%m-%d}.{ending}"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
