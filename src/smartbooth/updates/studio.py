"""The owner's side of updates: the list, the sheet to write one on, going out and coming back."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpResponse, HttpResponseBase, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from smartbooth.core import notices
from smartbooth.core.methods import verb
from smartbooth.launches.models import Launch
from smartbooth.launches.studio import looks
from smartbooth.launches.studio.access import StudioRequest, launch_or_404, studio
from smartbooth.launches.studio.fields import slots
from smartbooth.launches.studio.pictures import arrived
from smartbooth.launches.studio.state import State, state
from smartbooth.updates import forms, preview, publish
from smartbooth.updates.forms import UpdateForm
from smartbooth.updates.models import Update


@studio
@require_http_methods(["GET", "HEAD", "POST"])
def index(request: StudioRequest, launch: str) -> HttpResponseBase:
    """GET lists, POST keeps a new update; with `publish` it goes out at once."""
    found = launch_or_404(launch)
    if request.method == "POST":
        made = Update(workspace_id=found.workspace_id, launch=found, made_by=request.user)
        return write(request, found, made)
    updates = list(Update.objects.filter(launch=found))
    standing = state(found)
    context = {
        "launch": found, "tab": "updates", "state": standing, "updates": updates,
        "sentence": sentence(updates, standing), "any": any(update.published for update in updates),
    }  # fmt: skip
    return render(request, "updates/list.html", context)


@studio
@require_safe
def new(request: StudioRequest, launch: str) -> HttpResponse:
    """An empty sheet."""
    return sheet(request, launch_or_404(launch), None, UpdateForm())


@studio
@require_http_methods(["GET", "HEAD", "POST", "DELETE"])
def update(request: StudioRequest, launch: str, update: str) -> HttpResponseBase:
    """GET opens it, POST saves it (one that is out: for everybody to see), DELETE deletes it for good."""
    found = launch_or_404(launch)
    one = get_object_or_404(Update, launch=found, pk=update)
    action = verb(request)
    if action == "POST":
        return write(request, found, one)
    if action == "DELETE":
        publish.withdraw(one)
        one.delete()
        notices.tell(request, _("Deleted for good."))
        return redirect("updates", launch=found.pk)
    return sheet(request, found, one, forms.of(one))


@studio
@require_http_methods(["GET", "HEAD", "POST", "DELETE"])
def publication(request: StudioRequest, launch: str, update: str) -> HttpResponseBase:
    """POST publishes it as it is saved, DELETE withdraws it. To be published again is the undo."""
    found = launch_or_404(launch)
    one = get_object_or_404(Update, launch=found, pk=update)
    action = verb(request)
    if action == "POST":
        try:
            publish.publish(one)
        except publish.Full:
            return sheet(request, found, one, forms.of(one), full=True)
        _told(request, found)
    elif action == "DELETE":
        publish.withdraw(one)
        again = reverse("update-publication", kwargs={"launch": found.pk, "update": one.pk})
        notices.tell(request, _("Withdrawn. It is a draft again."), undo=again)
    return redirect("updates", launch=found.pk)


@studio
@require_http_methods(["GET", "HEAD", "POST"])
def look(request: StudioRequest, launch: str) -> HttpResponse:
    """The update as readers will see it, as far as it was typed (POST), or saved (`?update=`). Keeps nothing."""
    found = launch_or_404(launch)
    one = Update(workspace_id=found.workspace_id, launch=found)
    if request.method == "POST":
        form = UpdateForm(request.POST)
        form.is_valid()
        form.fill(one)
    elif request.GET.get("update"):
        one = get_object_or_404(Update, launch=found, pk=request.GET["update"])
    return looks.framed(preview.of(found, one), loose=True)


def write(request: StudioRequest, launch: Launch, one: Update) -> HttpResponseBase:
    """Save what was typed; pressing `publish` publishes it too."""
    typed: QueryDict = request.POST.copy()
    problem = arrived(request, typed)
    form = UpdateForm(typed)
    valid = form.is_valid()
    if problem:
        form.add_error("picture", problem)
    if problem or not valid:
        return sheet(request, launch, None if one._state.adding else one, form)
    form.fill(one)
    if "publish" not in typed:
        publish.save(one)
        notices.tell(request, _("Saved. Readers see it from now on.") if one.published else _("Saved as a draft."))
        return redirect("updates", launch=launch.pk)
    try:
        publish.publish(one)
    except publish.Full:
        one.save()  # nothing that was written is lost
        return sheet(request, launch, one, form, full=True)
    _told(request, launch)
    return redirect("updates", launch=launch.pk)


def _told(request: StudioRequest, launch: Launch) -> None:
    if state(launch).live:
        notices.tell(request, _("Published. Whoever follows sees it from now on."))
    else:
        notices.tell(request, _("Published. It shows as soon as the page is live."))


def sheet(
    request: StudioRequest, launch: Launch, one: Update | None, form: UpdateForm, full: bool = False
) -> HttpResponse:
    context: dict[str, Any] = {
        "launch": launch, "tab": "updates", "state": state(launch), "update": one, "form": form,
        "slots": slots(form), "full": full, "most": settings.UPDATES_PER_LAUNCH,
    }  # fmt: skip
    return render(request, "updates/sheet.html", context, status=422 if full or form.errors else 200)


def sentence(updates: list[Update], standing: State) -> str:
    """What there is, in a sentence."""
    out = sum(update.published for update in updates)
    drafts = len(updates) - out
    if not updates:
        return _("Nothing has been told yet.")
    if not out:
        return ngettext("One draft, nothing published.", "%(count)d drafts, nothing published.", drafts) % {
            "count": drafts
        }
    if not standing.live:
        return ngettext(
            "One update, to be read as soon as the page is live.",
            "%(count)d updates, to be read as soon as the page is live.", out,
        ) % {"count": out}  # fmt: skip
    if drafts:
        told = ngettext("One update is out, %(drafts)s.", "%(count)d updates are out, %(drafts)s.", out)
        waiting = ngettext("one draft waits", "%(count)d drafts wait", drafts) % {"count": drafts}
        return told % {"count": out, "drafts": waiting}
    return ngettext("One update is out.", "%(count)d updates are out.", out) % {"count": out}
