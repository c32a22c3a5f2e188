"""The operator's desk for announcements: write, look at the letter, see what people have had this year, send."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from smartbooth.accounts.models import User
from smartbooth.accounts.operators import operator
from smartbooth.announcements import bar, budget, desk, kinds, sending, writing
from smartbooth.announcements.forms import SendingForm, WritingForm
from smartbooth.announcements.messages import message_for
from smartbooth.announcements.models import Announcement
from smartbooth.core import clock
from smartbooth.core.methods import verb
from smartbooth.core.notices import tell
from smartbooth.mail import letter as letters
from smartbooth.mail.messages import Facts
from smartbooth.mail.views import framed


@operator
@require_safe
def listed(request: HttpRequest) -> HttpResponse:
    return render(request, "announcements/desk.html", desk.listed())


@operator
@require_safe
def choose(request: HttpRequest) -> HttpResponse:
    """Which kind."""
    return render(request, "announcements/choose.html", {"kinds": kinds.WRITTEN})


@operator
@require_http_methods(["GET", "HEAD", "POST"])
def write(request: HttpRequest, kind: str) -> HttpResponse:
    """A new one. POST makes a draft."""
    if kind not in {one.key for one in kinds.WRITTEN}:
        raise Http404("No such kind.")
    return _begin(request, kinds.KINDS[kind], None)


@operator
@require_http_methods(["GET", "HEAD", "POST"])
def end(request: HttpRequest, announcement: str) -> HttpResponse:
    """Says that one is over: an announcement of its own, to the same people."""
    ended = _found(announcement)
    if not desk.endable(ended):
        return redirect("announcement", ended.pk)
    return _begin(request, kinds.KINDS[Announcement.END], ended)


def _begin(request: HttpRequest, kind: kinds.Kind, ended: Announcement | None) -> HttpResponse:
    assert isinstance(request.user, User)
    form = WritingForm(kind, request.POST or None, initial=writing.suggested(ended) if ended else None)
    if form.is_valid():
        return redirect("announcement", writing.begin(kind, form.cleaned_data, request.user, ended).pk)
    return _form(request, form, {"ended": ended})


@operator
@require_http_methods(["GET", "HEAD", "POST"])
def text(request: HttpRequest, announcement: str) -> HttpResponse:
    """The words of a draft."""
    found = _found(announcement)
    if not found.draft:
        return redirect("announcement", found.pk)
    form = WritingForm(kinds.kind_of(found), request.POST or None, initial=writing.typed(found))
    if not form.is_valid():
        return _form(request, form, {"row": found})
    if not writing.rewrite(found, form.cleaned_data):
        tell(request, _("It is out already: nothing was changed."))
    return redirect("announcement", found.pk)


def _form(request: HttpRequest, form: WritingForm, more: dict[str, Any]) -> HttpResponse:
    context = {
        "form": form,
        "kind": form.kind,
        "columns": [(code, name, _fields(form, code)) for code, name in settings.LANGUAGES],
        **more,
    }
    return render(request, "announcements/write.html", context, status=422 if form.errors else 200)


def _fields(form: WritingForm, language: str) -> list[Any]:
    return [form[name] for name in form.fields if name.endswith(f"_{language}")]


@operator
@require_safe
def one(request: HttpRequest, announcement: str) -> HttpResponse:
    return _page(request, _found(announcement), None)


def _page(request: HttpRequest, found: Announcement, form: SendingForm | None) -> HttpResponse:
    context = desk.one(found)
    if found.draft and form is None:
        form = SendingForm(found, context["budget"].over)
    answer = {
        **context,
        "form": form,
        "seconds": settings.ANNOUNCEMENT_UNDO_SECONDS,
    }
    return render(request, "announcements/announcement.html", answer, status=422 if form and form.errors else 200)


@operator
@require_POST
def out(request: HttpRequest, announcement: str) -> HttpResponse:
    """POST sends a draft, now or later; with `_method=DELETE` it is taken back, or stopped once it has begun."""
    found = _found(announcement)
    if verb(request) == "DELETE":
        return _back(request, found)
    if not found.draft:
        return redirect("announcement", found.pk)
    form = SendingForm(found, budget.of(found).over, request.POST)
    if not form.is_valid():
        return _page(request, found, form)
    at = form.cleaned_data["at"] or sending.soon()
    sending.schedule(found, at, mailed=form.cleaned_data["how"] == SendingForm.LETTERS)
    bar.forget()
    return redirect("announcement", found.pk)


def _back(request: HttpRequest, found: Announcement) -> HttpResponse:
    if sending.take_back(found):
        tell(request, _("Taken back. It is a draft again, and nobody has read it."))
    elif sending.stop(found):
        tell(request, _("Stopped. Who has the letter keeps it; nobody else gets it."))
    else:
        tell(request, _("It is out already: there is nothing left to stop."))
    bar.forget()
    return redirect("announcement", found.pk)


@operator
@require_POST
def removal(request: HttpRequest, announcement: str) -> HttpResponse:
    """A draft is thrown away; nothing else can be."""
    found = _found(announcement)
    if Announcement.objects.filter(pk=found.pk, goes_at=None).delete()[0]:
        tell(request, _("The draft is deleted."))
        return redirect("announcements")
    return redirect("announcement", found.pk)


@operator
@require_safe
def letter(request: HttpRequest, announcement: str, language: str) -> HttpResponse:
    """The letter as it goes out, for a frame."""
    found = _found(announcement)
    if language not in dict(settings.LANGUAGES):
        raise Http404("We do not write in that language.")
    known = Facts("", language, found.goes_at or clock.now(), {"announcement": found.pk})
    return framed(letters.write(message_for(found), known).html)


def _found(key: str) -> Announcement:
    return get_object_or_404(Announcement.objects.select_related("workspace", "ends", "written_by"), pk=key)
