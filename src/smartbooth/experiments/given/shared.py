"""What a link shows to whoever has it: one test, to read. Nobody signs in, no cookie is set, nothing is kept."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from smartbooth.accounts.tenancy import within
from smartbooth.experiments.given import files, links
from smartbooth.experiments.given.sheet import sheet
from smartbooth.experiments.models import Round
from smartbooth.experiments.rounds.standing import standing

View = Callable[..., HttpResponse]
QUIET = {
    "Referrer-Policy": "no-referrer",  # the address is the key
    "Cache-Control": "private, no-store",  # a withdrawn link shows nothing, to nobody
    "X-Robots-Tag": "noindex, nofollow, noarchive",
}


def _opened(view: View) -> View:
    """The view gets the link's test, inside its workspace whoever asks; for a link that opens none a short page, as
    404."""

    @require_safe
    @wraps(view)
    def opened(request: HttpRequest, token: str, **rest: str) -> HttpResponse:
        try:
            round_ = links.follow(token)
        except links.Unknown:
            response = render(request, "experiments/given/gone.html", status=404)
        else:
            try:
                with within(round_.workspace_id):
                    response = view(request, round_, **rest)
            except Http404:  # another kind of file
                response = render(request, "experiments/given/gone.html", status=404)
        for name, value in QUIET.items():
            response[name] = value
        return response

    return opened


@_opened
def report(request: HttpRequest, round_: Round) -> HttpResponse:
    context = {"round": round_, "sheet": sheet(standing(round_)), "token": request.resolver_match.kwargs["token"]}  # type: ignore[union-attr]  # a routed request has one
    return render(request, "experiments/given/report.html", context)


@_opened
def data(request: HttpRequest, round_: Round, kind: str) -> HttpResponse:
    """Without what its owner noted for themselves."""
    return files.data(round_, kind, learned=False)


@_opened
def picture(request: HttpRequest, round_: Round, kind: str) -> HttpResponse:
    return files.picture(round_, kind)
