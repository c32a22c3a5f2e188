"""One test: what it asked, what came of it, and what was learned."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import NoReverseMatch, reverse
from django.views.decorators.http import require_http_methods

from smartbooth.core.methods import verb
from smartbooth.experiments.desk import begun, under_way, words
from smartbooth.experiments.desk.at_hand import Desk
from smartbooth.experiments.desk.forms import LearnedForm
from smartbooth.experiments.desk.past import waiting
from smartbooth.experiments.models import Round
from smartbooth.experiments.rounds.standing import standing
from smartbooth.experiments.shown import picture
from smartbooth.experiments.shown.answer import answer
from smartbooth.experiments.shown.facts import facts
from smartbooth.experiments.shown.moments import span
from smartbooth.launches.studio.access import StudioRequest, launch_or_404, studio


@studio
@require_http_methods(["GET", "HEAD", "POST", "DELETE"])
def test(request: StudioRequest, launch: str, number: int) -> HttpResponseBase:
    """GET shows it. DELETE, or POST with ?back=1 (an Undo is a form): a test that has not begun is taken back."""
    found = launch_or_404(launch)
    if verb(request) == "DELETE" or (request.method == "POST" and request.GET.get("back")):
        begun.undo(request, found, number)
        return redirect("tests", launch=launch)
    if request.method == "POST":
        raise Http404
    round_ = Round.objects.filter(launch=found, number=number).select_related("launch").first()
    if round_ is None:
        raise Http404
    return overview(request, Desk.of(found), round_)


def overview(
    request: StudioRequest, desk: Desk, round_: Round, learned: LearnedForm | None = None
) -> HttpResponse:
    """The page; 422 with a form that has errors."""
    now = standing(round_)
    label = desk.buttons.get(round_.button, "")
    context: dict[str, Any] = {
        "launch": desk.launch, "tab": "tests", "state": desk.state, "round": round_,
        "answer": answer(now, facts(round_, request.user)), "span": span(round_),
        "picture": picture.sizes(now), "picture_title": picture.title(now),
        "arms": under_way.arms(now, desk.ideas, under_way.Plan()),
        "asked": under_way.asked(now), "goal": words.goal(round_, desk.buttons),
        "goal_column": words.column(round_, label), "margin": words.percent(round_.margin / 100),
        "learned": learned or LearnedForm(initial={"learned": round_.learned}), "waiting": waiting(round_),
        "report": _address("test-report", round_), "data": _address("test-data", round_, kind="csv"),
    }  # fmt: skip
    return render(request, "experiments/desk/test.html", context, status=422 if learned else 200)


def _address(name: str, round_: Round, **more: str) -> str:
    try:
        return reverse(name, kwargs={"launch": round_.launch_id, "number": round_.number, **more})
    except NoReverseMatch:
        return ""
