"""A launch's settings: its facts, the shares of its variants, its siblings in other languages, its end."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.db import IntegrityError, transaction
from django.forms import Form
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from smartbooth.launches import removal
from smartbooth.launches.buttons import buttons
from smartbooth.launches.models import Launch, Split
from smartbooth.launches.publish import NobodyLeft, weigh
from smartbooth.launches.studio import addresses, asking, further, siblings, state, weights, when
from smartbooth.launches.studio.access import StudioRequest, launch_or_404, studio
from smartbooth.launches.studio.editor import variants_of
from smartbooth.launches.studio.forms import FactsForm, SharesForm

LOCKED = ("slug", "address", "language", "goal", "goal_button")  # while live: visitors and counts rely on them


def facts(launch: Launch) -> dict[str, Any]:
    return {name: getattr(launch, name) for name in ("name", *LOCKED)}


def form_of(launch: Launch, live: bool, post: Any = None) -> FactsForm:
    found = buttons(launch, variants_of(launch))
    form = FactsForm(post, initial=facts(launch), launch=launch, buttons=found)
    for name in LOCKED:
        form.fields[name].disabled = live
    return form


def overview(
    request: StudioRequest,
    launch: Launch,
    form: FactsForm | None = None,
    shares: SharesForm | None = None,
    said: str = "",
    asked: Mapping[str, Form] | None = None,
    filled: Mapping[str, Form] | None = None,
) -> HttpResponse:
    """`filled`: forms of other rooms (studio/further.py) that have errors."""
    variants = variants_of(launch)
    found = state.state(launch, waiting=True)
    context = {
        "launch": launch,
        "tab": "settings",
        "state": found,
        "form": form or form_of(launch, found.live),
        "shares": shares or SharesForm(variants=variants),
        "variants": variants,
        "coming": when.coming(launch) if found.live else "",
        "shares_notes": weights.notes(launch) if found.live else [],
        "siblings": siblings.family(launch),
        "strangers": siblings.could_join(launch),
        "languages_left": siblings.languages_left(launch),
        "deletion": said,
        "example": addresses.example(launch.address, launch.slug),
        "further": further.parts(launch, filled or {}),
        **asking.forms_of(launch, **(asked or {})),
    }
    failed = bool(said or asked or filled or (form and form.errors) or (shares and shares.errors))
    return render(request, "launches/settings.html", context, status=422 if failed else 200)


@studio
@require_http_methods(["GET", "HEAD", "POST"])
def index(request: StudioRequest, launch: str) -> HttpResponseBase:
    found = launch_or_404(launch)
    if request.method != "POST":
        return overview(request, found)
    form = form_of(found, state.state(found).live, request.POST)
    if not form.is_valid():
        return overview(request, found, form=form)
    for name, value in form.cleaned_data.items():
        setattr(found, name, value)
    try:
        with transaction.atomic():
            found.save(update_fields=["name", *LOCKED])
    except IntegrityError:  # taken between the look and the saving
        form.add_error("slug", addresses.refused(form.cleaned_data["slug"]))
        return overview(request, launch_or_404(launch), form=form)
    messages.success(request, _("Saved."))
    return redirect("launches:settings", launch=launch)


@studio
@require_POST
def shares(request: StudioRequest, launch: str) -> HttpResponseBase:
    """POST: how new visitors are shared out, from the next hour on where the page is live."""
    found = launch_or_404(launch)
    variants = variants_of(found)
    form = SharesForm(request.POST, variants=variants)
    if not form.is_valid():
        return overview(request, found, shares=form)
    try:
        split = weigh(found, form.weights(), Split.OWNER, request.user)
    except NobodyLeft as nobody:
        form.add_error(None, str(nobody))
        return overview(request, found, shares=form)
    text: str = _("Saved. New visitors are shared out like this from {hour} on.")
    messages.success(request, when.said(text, split) if split else _("Saved."))
    return redirect("launches:settings", launch=launch)


@studio
@require_POST
def language(request: StudioRequest, launch: str) -> HttpResponseBase:
    """POST `copy`: a copy in that language; `join`: that launch is the same page; `leave`: it no longer is."""
    found = launch_or_404(launch)
    if request.POST.get("copy"):
        made = siblings.copy(found, request.POST["copy"], request.user)
        messages.success(request, _("This is your copy. Its texts are waiting for their translation."))
        return redirect("launches:page", launch=made.pk, letter="a")
    if request.POST.get("join"):
        siblings.join(found, launch_or_404(request.POST["join"]))
    if request.POST.get("leave"):
        siblings.leave(launch_or_404(request.POST["leave"]))
    return redirect("launches:settings", launch=launch)


@studio
@require_POST
def deletion(request: StudioRequest, launch: str) -> HttpResponseBase:
    """POST with the launch's name typed: the launch, its pages and its history are gone for good."""
    found = launch_or_404(launch)
    if " ".join(request.POST.get("typed", "").split()).casefold() != " ".join(found.name.split()).casefold():
        return overview(request, found, said=_("Type “%(name)s” to delete it.") % {"name": found.name})
    removal.remove(found)
    messages.success(request, _("%(name)s is deleted.") % {"name": found.name})
    return redirect("launches:list")
