"""What an owner does with a test: ends it with one version for everybody, changes what happens by itself, notes what
was learned. Each says what it did, from when on, and how to take it back."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from smartbooth.core import clock, notices
from smartbooth.core.methods import verb
from smartbooth.experiments.desk import choices, one, page, words
from smartbooth.experiments.desk.at_hand import Desk
from smartbooth.experiments.desk.forms import ALL, LearnedForm, OptionsForm, SendForm
from smartbooth.experiments.models import Round
from smartbooth.experiments.rounds import adapt
from smartbooth.experiments.rounds.close import NotRunning
from smartbooth.experiments.rounds.options import choose
from smartbooth.experiments.rounds.send import send_all, stop, take_back
from smartbooth.experiments.rounds.standing import standing
from smartbooth.experiments.verdict.states import State
from smartbooth.launches.models import Launch, Split
from smartbooth.launches.publish import split
from smartbooth.launches.studio.access import StudioRequest, launch_or_404, studio


def round_or_404(launch: Launch, number: int) -> Round:
    found: Round | None = Round.objects.filter(launch=launch, number=number).select_related("launch").first()
    if found is None:
        raise Http404
    return found


@studio
@require_http_methods(["POST", "DELETE"])
def winner(request: StudioRequest, launch: str, number: int) -> HttpResponseBase:
    """POST: from the next full hour on everybody gets `letter`, but for `keep_back` per cent. DELETE, or POST with
    ?back=1 (an Undo is a form): takes that back until then."""
    found = launch_or_404(launch)
    if verb(request) == "DELETE" or request.GET.get("back"):
        return undo(request, found, number)
    round_ = round_or_404(found, number)
    desk = Desk.of(found)
    if not round_.open:
        messages.error(request, _("This test has ended already."))
        return redirect("test", launch=launch, number=number)
    form = SendForm(request.POST, letters=round_.running, control=round_.control, auto_id="send_%s")
    if not form.is_valid():
        return page.overview(request, desk, send=form)
    data = form.cleaned_data
    try:
        if data["letter"] == ALL:
            stop(round_)
        else:
            send_all(round_, data["letter"], data["why"], data["keep_back"], request.user)
    except NotRunning:
        form.add_error("letter", _("This version takes no part in the test any more."))
        return page.overview(request, Desk.of(found), send=form)
    told(request, found, number, data["letter"])
    return redirect("results" if request.POST.get("to") == "results" else "tests", launch=launch)


def told(request: StudioRequest, launch: Launch, number: int, letter: str) -> None:
    """Say from when on who gets what. A test in which nobody was asked leaves nothing to take back, nor does one of a
    page that is not live."""
    found = Round.objects.filter(launch=launch, number=number).first()
    kept = found is not None and (found.stays or split.pending(launch) is not None)
    undo = reverse("test-send", kwargs={"launch": launch.pk, "number": number}) + "?back=1" if kept else ""
    if letter != ALL:
        said: SafeString | str = _sent(launch, letter)
    else:
        said = words.stays(found, still=True) if found else _("There is no test. All versions stay.")
    notices.tell(request, said, undo=undo)


def _sent(launch: Launch, letter: str) -> SafeString:
    waiting = split.pending(launch)
    told = {"letter": letter.upper()}
    if waiting is None:
        return format_html(_("Every new visitor gets {letter}."), **told)
    back = {one: weight for one, weight in waiting.shares.items() if one != letter}
    told["others"] = words.listed(sorted(back))
    told["part"] = words.percent(sum(back.values()) / sum(waiting.shares.values()))
    keeps = _("Who has seen another version keeps it.")
    return format_html("{} {}", words.coming(waiting.hour, told, bool(back)), keeps)


def undo(request: StudioRequest, launch: Launch, number: int) -> HttpResponseBase:
    if take_back(round_or_404(launch, number)):
        notices.tell(request, _("The test goes on as if nothing had happened."))
    else:
        messages.error(request, _("Too late to take that back: visitors get it already."))
    return redirect("tests", launch=launch.pk)


@studio
@require_POST
def options(request: StudioRequest, launch: str, number: int) -> HttpResponseBase:
    """POST: what happens by itself in a test that runs."""
    found = launch_or_404(launch)
    round_ = round_or_404(found, number)
    form = OptionsForm(request.POST, control=round_.control, auto_id="options_%s")
    if not form.is_valid():
        return page.overview(request, Desk.of(found), options=form)
    try:
        even = choose(round_, user=request.user, **form.options())
    except NotRunning:
        messages.error(request, _("This test has ended already."))
        return redirect("test", launch=launch, number=number)
    followed = form.cleaned_data["adaptive"] and not round_.adaptive
    notices.tell(
        request, following(again) if followed and (again := round_or_404(found, number)).open else saved(even)
    )
    return redirect("tests", launch=launch)


def saved(even: Split | None) -> SafeString | str:
    """`even`: the equal split that comes back."""
    if even is None:
        return _("Saved.")
    said: str = _("Saved. From {hour} on each version gets as many visitors again.")
    return format_html(said, hour=words.mark(even.hour))


def following(round_: Round) -> SafeString:
    """The split follows the results from now on: the first shares are reckoned here, the others by the worker."""
    now = standing(round_)
    if not round_.reached and now.state != State.UNTRUSTED:
        adapt.share(round_, now)
    coming = split.pending(round_.launch)
    if coming is not None and coming.cause == Split.ADAPTIVE:
        shares = choices.shares(coming.shares, round_.running)
        before = split.in_force(round_.launch_id, clock.hour())
        if before is not None and choices.shares(before.shares, round_.running) == shares:
            stay: str = _("Saved. The shares follow the results, hour by hour. They stay {shares} for now.")
            return format_html(stay, shares=shares)
        told: str = _("Saved. From {hour} on new visitors get {shares}, and each hour anew what the results say.")
        return format_html(told, hour=words.mark(coming.hour), shares=shares)
    said: str = _("Saved. From {hour} on the shares follow the results.")
    return format_html(said, hour=words.mark(max(split.next_hour(), round_.begun_hour + 1)))


@studio
@require_POST
def learned(request: StudioRequest, launch: str, number: int) -> HttpResponseBase:
    """POST: what the team takes from a test, in its own words."""
    found = launch_or_404(launch)
    round_ = round_or_404(found, number)
    form = LearnedForm(request.POST)
    if not form.is_valid():
        return one.overview(request, Desk.of(found), round_, form)
    Round.objects.filter(pk=round_.pk).update(learned=form.cleaned_data["learned"])
    notices.tell(request, _("Kept. You find it again under Tests."))
    if request.POST.get("to") == "tests":
        return redirect(reverse("tests", kwargs={"launch": launch}) + f"#test-{number}")
    return redirect("test", launch=launch, number=number)
