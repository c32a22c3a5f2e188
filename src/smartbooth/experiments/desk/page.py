"""The tests of a launch: the one under way, how long another would take, and those it has had."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse, HttpResponseBase, QueryDict
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from smartbooth.core import clock
from smartbooth.experiments.desk import calculator, choices, past, say, under_way, words
from smartbooth.experiments.desk.at_hand import Desk
from smartbooth.experiments.desk.begun import start
from smartbooth.experiments.desk.forms import OptionsForm, SendForm, StartForm
from smartbooth.experiments.desk.traffic import Recent, recent
from smartbooth.experiments.rounds.begin import usual_goal
from smartbooth.experiments.rounds.standing import Standing, standing
from smartbooth.launches.publish import split
from smartbooth.launches.studio.access import StudioRequest, launch_or_404, number, studio


@studio
@require_http_methods(["GET", "HEAD", "POST"])
def tests(request: StudioRequest, launch: str) -> HttpResponseBase:
    """GET shows them; POST begins another."""
    desk = Desk.of(launch_or_404(launch))
    if request.method != "POST":
        return overview(request, desk)
    form = start_form(desk, recent(desk.launch.pk), request.POST)
    if not form.is_valid() or not start(request, desk.launch, form):
        return overview(request, desk, start=form)
    return redirect("tests", launch=launch)


def start_form(desk: Desk, found: Recent, data: Any = None, query: QueryDict | None = None) -> StartForm:
    """`data`: what was sent; `query`: what is chosen so far, of which only the durations hang (static desk.js)."""
    chosen = query or QueryDict()
    usual = [letter for letter, _name in desk.ready if desk.round is None or letter in desk.round.running]
    letters = chosen.getlist("letters") or usual
    goal = chosen.get("goal") or usual_goal(desk.launch)
    return StartForm(
        data, versions=desk.ready, goals=desk.goals, recent=found, auto_id="start_%s",
        initial={
            "letters": letters, "goal": goal, "keep_back": 0,
            "difference": chosen.get("difference") or calculator.planned(found, goal, max(2, len(letters))),
        },
    )  # fmt: skip


def overview(
    request: StudioRequest,
    desk: Desk,
    start: StartForm | None = None,
    send: SendForm | None = None,
    options: OptionsForm | None = None,
) -> HttpResponse:
    """The page; 422 with the form that has errors."""
    launch = desk.launch
    found = start.recent if start else recent(launch.pk)
    before = number(request.GET.get("before", ""))
    history = past.past(launch, desk.ideas, desk.buttons, before, desk.round is not None)
    now = standing(desk.round) if desk.round else None
    form = start or start_form(desk, found, query=request.GET)
    waits = calculator.waits(form, usual_goal(launch))
    context: dict[str, Any] = {
        "launch": launch, "tab": "tests", "state": desk.state, "desk": desk, "round": desk.round,
        "sentence": say.sentence(desk, now, history), "start": form, "startable": len(desk.ready) > 1,
        "failed": start is not None, "waits": waits, "hopeless": waits and all(one.hopeless for one in waits),
        "chosen": str(form["difference"].value()), "coming": words.mark(split.next_hour()),
        "calculator": calculator.panel(request.GET, found, usual_goal(launch), desk),
        "history": history[: past.PAGE],
        "older": history[past.PAGE - 1].round.number if len(history) > past.PAGE else 0,
        **(of_round(now, desk, send, options) if now else {}),
    }  # fmt: skip
    failed = any(form is not None and form.errors for form in (start, send, options))
    return render(request, "experiments/desk/tests.html", context, status=422 if failed else 200)


def of_round(now: Standing, desk: Desk, send: SendForm | None, options: OptionsForm | None) -> dict[str, Any]:
    """What the page says about the test under way."""
    round_ = now.round
    saved = {name: getattr(round_, name) for name in ("by_itself", "adaptive", "keep_back")}
    plan = under_way.Plan.of(desk.launch)
    arms = under_way.arms(now, desk.ideas, plan)
    changes = plan.hour is not None and any(arm.coming for arm in arms)
    return {
        "arms": arms, "plan_hour": words.mark(plan.hour or 0) if changes else "",
        "goal": words.goal(round_, desk.buttons), "margin": words.percent(round_.margin / 100),
        "goal_column": words.column(round_, desk.buttons.get(round_.button, "")), "plan": plan,
        "answer": say.answer(now, desk), "unbegun": round_.begun_hour > clock.hour(),
        "send": send or SendForm(
            letters=round_.running, control=round_.control, initial={"keep_back": round_.keep_back}, auto_id="send_%s",
        ),
        "options": options or OptionsForm(initial=saved, control=round_.control, auto_id="options_%s"),
        "by_itself": say.by_itself(round_), "choices": choices.choices(now),
        "shares": choices.shares(plan.then, round_.running),
    }  # fmt: skip
