"""Sending an issue: when, how far, and what came of it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.functional import Promise as Lazy
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from smartbooth.accounts.operators import operator
from smartbooth.core import clock
from smartbooth.core.notices import tell
from smartbooth.mail import outbox
from smartbooth.newsletters import steps
from smartbooth.newsletters.messages import IssueDraft
from smartbooth.newsletters.models import Issue
from smartbooth.newsletters.sending import progress, states
from smartbooth.newsletters.sending.problems import problems
from smartbooth.newsletters.studio.access import Desk, issue_or_404, version_or_404
from smartbooth.newsletters.studio.state import state
from smartbooth.newsletters.subscribing import readers

GRACE = timedelta(minutes=1)  # between "Send it now" and the first letter: Undo has to be within reach


class WhenForm(forms.Form):
    NOW, LATER = "now", "later"

    when = forms.ChoiceField(
        label=gettext_lazy("When"), widget=forms.RadioSelect, initial=NOW,
        choices=[(NOW, gettext_lazy("In a minute")), (LATER, gettext_lazy("At a moment"))],
    )  # fmt: skip
    moment = forms.DateTimeField(
        label=gettext_lazy("The moment"), required=False, input_formats=["%Y-%m-%dT%H:%M"],
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
    )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        found = super().clean() or self.cleaned_data
        if found.get("when") == self.LATER and "moment" not in self.errors:
            if found.get("moment") is None:
                self.add_error("moment", _("Choose a day and an hour."))
            elif found["moment"] <= clock.now():
                self.add_error("moment", _("That moment is over."))
        return found

    @property
    def at(self) -> datetime:
        chosen: datetime = self.cleaned_data["moment"]
        return chosen if self.cleaned_data["when"] == self.LATER else clock.now() + GRACE


@operator
@require_http_methods(["GET", "HEAD", "POST"])
def sending(request: Desk, issue: str) -> HttpResponse:
    """GET shows where it stands. POST `when` ("now", "later" with `moment`) schedules it: 303, or 422 with what stands
    in between."""
    found = issue_or_404(issue)
    form = WhenForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid() and not problems(found).errors:
        if states.schedule(found, form.at):
            said = _("It goes out on %(moment)s.") % {"moment": progress.spoken(found.send_at)}
            tell(request, said, undo=reverse("desk_taken_back", args=[found.pk]))
        return redirect("desk_sending", found.pk)
    return render(
        request, "newsletters/desk/sending.html", shown(found, form), status=422 if form.is_bound else 200
    )


def shown(issue: Issue, form: WhenForm) -> dict[str, Any]:
    made = progress.progress(issue)
    by_language = readers.by_language()
    here = (get_language() or "en")[:2]
    written = sorted(issue.versions.select_related("current"), key=lambda one: one.language != here)
    languages = dict(settings.LANGUAGES)
    open_still = issue.state in (Issue.DRAFT, Issue.SCHEDULED)
    unread = {code: n for code, n in by_language.items() if code not in {one.language for one in written}}
    return {
        "issue": issue, "form": form, "state": state(issue), "tab": "sending", "versions": written,
        "subject": written[0].document["subject"] if written else "",
        "progress": made,
        "stays": settings.MAIL_TRANSPORT == "browser",
        "sentence": progress.sentence(issue, made, progress.spoken(issue.send_at)),
        "open": open_still, "problems": problems(issue) if open_still else None,
        "to": [(one.get_language_display(), by_language.get(one.language, 0)) for one in written],
        "without": [(languages[code], n) for code, n in unread.items()],
        "everybody": sum(by_language.get(one.language, 0) for one in written),
        "openings": progress.openings(issue), "counted": progress.counted_letters(issue),
        "stopped_it": progress.stopped_within_a_week(issue), "zone": settings.TIME_ZONE,
    }  # fmt: skip


def _step(act: Callable[[Issue], bool], done: Lazy) -> Any:
    """A view whose POST does `act`."""

    @operator
    @require_POST
    def step(request: Desk, issue: str) -> HttpResponse:
        found = issue_or_404(issue)
        tell(request, str(done if act(found) else steps.OVER))
        return redirect("desk_sending", found.pk)

    return step


taken_back = _step(states.take_back, gettext_lazy("It stays on the desk."))
paused = _step(steps.pause, gettext_lazy("Paused. What is on its way at this moment still arrives."))
resumed = _step(states.resume, gettext_lazy("It goes on."))
stopped = _step(states.stop, gettext_lazy("Stopped for good."))


@operator
@require_POST
def tried(request: Desk, issue: str, language: str) -> HttpResponse:
    """POST sends the text as it stands to the operator's own address, and to nobody else."""
    version = version_or_404(issue_or_404(issue), language)
    if request.user.person_id is None or version.current_id is None:
        tell(request, _("Your account has no mail address."))
    else:
        outbox.post(IssueDraft, request.user.person_id, language, revision=str(version.current_id))
        tell(request, _("A letter is on its way to the address of your account."))
    return redirect("desk_page", version.issue_id, language)


@operator
@require_POST
def corrected(request: Desk, issue: str, language: str) -> HttpResponse:
    """POST shows what is written now on the page of an issue that went out. Its letters stay what they were."""
    version = version_or_404(issue_or_404(issue), language)
    tell(
        request, _("The page is corrected, and says so.") if states.correct(version) else _("It has no page yet.")
    )
    return redirect("desk_page", version.issue_id, language)
