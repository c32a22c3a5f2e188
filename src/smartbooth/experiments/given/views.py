"""What an owner takes out of a test, and the links by which others see it."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from smartbooth.core import notices
from smartbooth.core.methods import verb
from smartbooth.experiments.given import files, links
from smartbooth.experiments.given.found import round_or_404
from smartbooth.experiments.given.sheet import sheet
from smartbooth.experiments.models import Round, Share
from smartbooth.experiments.rounds.standing import standing
from smartbooth.launches.studio.access import StudioRequest, studio
from smartbooth.launches.studio.state import state


@studio
@require_safe
def report(request: StudioRequest, launch: str, number: int) -> HttpResponse:
    """One page for a printer."""
    round_ = round_or_404(launch, number)
    return render(request, "experiments/given/report.html", {"round": round_, "sheet": sheet(standing(round_))})


@studio
@require_safe
def data(request: StudioRequest, launch: str, number: int, kind: str) -> HttpResponse:
    return files.data(round_or_404(launch, number), kind, learned=True)


@studio
@require_safe
def picture(request: StudioRequest, launch: str, number: int, kind: str) -> HttpResponse:
    return files.picture(round_or_404(launch, number), kind)


@studio
@require_http_methods(["GET", "HEAD", "POST"])
def shares(request: StudioRequest, launch: str, number: int) -> HttpResponseBase:
    """GET lists the test's links, and its files; POST makes a link."""
    round_ = round_or_404(launch, number)
    if request.method != "POST":
        return render(request, "experiments/given/links.html", _links(round_))
    try:
        links.make(round_, request.user)
    except links.TooMany:
        text = _("A test has at most %(most)s links. Withdraw one that nobody needs any more.")
        messages.error(request, text % {"most": links.MOST})
    else:
        notices.tell(request, _("The link is made. Copy it below."))
    return redirect("test-links", launch=launch, number=number)


@studio
@require_http_methods(["POST", "DELETE"])
def share(request: StudioRequest, launch: str, number: int, link: str) -> HttpResponseBase:
    """DELETE withdraws a link, for good: another one is made in a moment, and nobody has it yet."""
    round_ = round_or_404(launch, number)
    if verb(request) != "DELETE":
        return HttpResponse(status=405, headers={"Allow": "DELETE"})
    if not links.withdraw(round_, link):
        raise Http404("No such link.")
    notices.tell(request, _("The link is withdrawn: whoever follows it finds nothing there."))
    return redirect("test-links", launch=launch, number=number)


def _links(round_: Round) -> dict[str, object]:
    rows = list(Share.objects.filter(round=round_).select_related("made_by"))
    host = f"{settings.SCHEME}://{settings.STUDIO_HOST}{settings.PUBLIC_PORT}"
    return {
        "launch": round_.launch, "tab": "tests", "state": state(round_.launch), "round": round_, "most": links.MOST,
        "full": len(rows) >= links.MOST, "links": [(one, host + links.path(one)) for one in rows],
    }  # fmt: skip
