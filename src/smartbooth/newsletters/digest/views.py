"""The operators' page: what the next letter would name and to how many it would go, and how far the last ones are. None
goes out that an operator did not look at."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.db.models import Count
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.functional import Promise as Lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from smartbooth.accounts.models import User
from smartbooth.accounts.operators import operator
from smartbooth.core import clock
from smartbooth.core.methods import verb
from smartbooth.core.notices import tell
from smartbooth.mail.views import framed
from smartbooth.newsletters import steps
from smartbooth.newsletters.digest import audience, contents, looking, picking, shown, states
from smartbooth.newsletters.digest.models import Round
from smartbooth.newsletters.sending.progress import spoken
from smartbooth.newsletters.steps import OVER
from smartbooth.newsletters.studio.sending import WhenForm

SHOWN = 20  # letters before, on one page: five years of them


@operator
@require_http_methods(["GET", "HEAD", "POST"])
def index(request: HttpRequest) -> HttpResponse:
    """What could go next. POST `version` (of what was looked at), `when`, `moment` approves it: 303, 422 with what is
    wrong, or 409 with what is new where it is not what was looked at any more."""
    form = WhenForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        assert isinstance(request.user, User)
        try:
            made = states.approve(request.POST.get("version", ""), form.at, request.user)
        except states.Changed:
            return _next(request, form, 409, _("Meanwhile it became another letter. Look at it again below."))
        except states.Enough:
            return _next(request, form, 409, _("There were as many letters as a year may have."))
        said = _("Approved. It goes out on %(moment)s.") % {"moment": spoken(made.send_at)}
        tell(request, said, undo=reverse("digest_withdrawal", args=[made.pk]))
        return redirect("digest_round", made.pk)
    return _next(request, form, 422 if form.is_bound else 200)


def _next(request: HttpRequest, form: WhenForm, status: int, problem: str = "") -> HttpResponse:
    found, left = picking.picks(), states.left(clock.now())
    names = dict(settings.LANGUAGES)
    readers = audience.readers()
    before = Round.objects.annotate(named=Count("entries"))[:SHOWN]
    context = {
        "sentence": shown.next_one(len(found), left), "picks": found, "left": left, "form": form,
        "version": picking.version(found), "problem": problem, "zone": settings.TIME_ZONE,
        "readers": readers, "to": [(names[code], n) for code, n in sorted(readers.by_language.items())],
        "languages": settings.LANGUAGES, "per_year": settings.DIGESTS_PER_YEAR,
        "left_out": picking.left_out(),
        "before": [(one, shown.numbers(one), spoken(one.send_at)) for one in before],
    }  # fmt: skip
    return render(request, "newsletters/digest/next.html", context, status=status)


@operator
@require_safe
def preview(request: HttpRequest, language: str, key: str = "") -> HttpResponse:
    """The letter in a frame: the next one, or the round `key`."""
    if language not in dict(settings.LANGUAGES):
        raise Http404("We do not write in that language.")
    try:
        words = looking.sent(_round(key), language) if key else looking.planned(language)
    except contents.Nothing:
        raise Http404("None of its launches may be named any more.") from None
    return framed(words.html)


@operator
@require_safe
def one(request: HttpRequest, key: str) -> HttpResponse:
    found = _round(key)
    made = shown.numbers(found)
    context = {
        "round": found, "numbers": made, "sentence": shown.sentence(found, made), "entries": found.entries.all(),
        "languages": settings.LANGUAGES, "left": _may_be_named(found),
    }  # fmt: skip
    return render(request, "newsletters/digest/round.html", context)


def _may_be_named(found: Round) -> set[str]:
    return set(picking.wanted(found.entries.values_list("launch_id", flat=True)))


@operator
@require_http_methods(["POST", "DELETE"])
def left_out(request: HttpRequest, listed: str) -> HttpResponse:
    """POST leaves a launch out of letters, DELETE lets it in again."""
    if verb(request) == "DELETE":
        changed = states.leave_out(listed, out=False)
        tell(request, _("It can be named again.") if changed else str(OVER))
    elif states.leave_out(listed):
        tell(request, _("It is left out, and its owner reads so on the launch’s settings."))
    else:
        tell(request, str(OVER))
    return redirect("digest")


def _step(act: Callable[[Round], bool], done: str | Lazy, back: str = "digest_round") -> Any:
    """A view whose POST does `act`."""

    @operator
    @require_POST
    def step(request: HttpRequest, key: str) -> HttpResponse:
        changed = act(_round(key))
        tell(request, str(done if changed else OVER))
        return redirect(back) if changed and back == "digest" else redirect("digest_round", key)

    return step


@operator
@require_http_methods(["POST", "DELETE"])
def pause(request: HttpRequest, key: str) -> HttpResponse:
    """POST pauses, DELETE lets it go on."""
    found = _round(key)
    if verb(request) == "DELETE":
        tell(request, _("It goes on.") if steps.resume(found) else str(OVER))
    else:
        done = _("Paused. What is on its way at this moment still arrives.")
        tell(request, done if steps.pause(found) else str(OVER))
    return redirect("digest_round", key)


withdrawn = _step(states.take_back, gettext_lazy("It does not go out."), back="digest")
stopped = _step(states.stop, gettext_lazy("Stopped for good."))


def _round(key: str) -> Round:
    return get_object_or_404(Round, pk=key)
