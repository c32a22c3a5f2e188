"""A new launch: its name, its address, and the page it starts from."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.http import Http404, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from smartbooth.launches import editing
from smartbooth.launches.compile import render as render_page
from smartbooth.launches.models import Launch
from smartbooth.launches.starters import STARTERS
from smartbooth.launches.studio import addresses, looks
from smartbooth.launches.studio.access import StudioRequest, launch_or_404, studio
from smartbooth.launches.studio.forms import LaunchForm


class NewForm(LaunchForm):
    template = forms.ChoiceField(label=gettext_lazy("Start from"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["template"]
        field.choices = [(key, starter.label) for key, starter in STARTERS.items()]


@studio
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: StudioRequest) -> HttpResponseBase:
    language = get_language() or "en"
    initial = {"language": language, "template": next(iter(STARTERS))}
    form = NewForm(request.POST) if request.method == "POST" else NewForm(initial=initial)
    if request.method == "POST" and form.is_valid():
        facts = {name: value for name, value in form.cleaned_data.items() if name != "template"}
        starter = form.cleaned_data["template"]
        try:
            launch = editing.create(request.workspace, request.user, starter=starter, **facts)
            return redirect("launches:page", launch=launch.pk, letter="a")
        except IntegrityError:  # taken between the look and the saving: a button pressed twice, or two people
            form.add_error("slug", addresses.refused(facts["slug"]))
    chosen = form["language"].value() or language
    context = {"form": form, "starters": STARTERS, "language": chosen, "picked": form["template"].value()}
    slug = form["slug"].value() or _("your-launch")
    context["example"] = addresses.example(form["address"].value() or Launch.HOST, slug)
    return render(request, "launches/new.html", context, status=422 if form.is_bound else 200)


@studio
@require_safe
def address(request: StudioRequest) -> HttpResponse:
    """What an address would be, and whether it is free: asked while the owner types. `launch`: whose own it may be."""
    given = request.GET.get("slug", "")
    besides = launch_or_404(request.GET["launch"]) if request.GET.get("launch") else None
    problem, slug = "", given.strip().lower()
    if not slug:
        slug = addresses.free(request.GET.get("name", ""))
    else:
        try:
            slug = addresses.check(slug, besides)
        except ValidationError as refused:
            problem = " ".join(refused.messages)
    url = addresses.example(request.GET.get("address", ""), slug)
    return JsonResponse({"slug": slug, "url": url, "problem": problem})


@studio
@require_safe
def starter(request: StudioRequest, key: str, language: str) -> HttpResponse:
    """A starter, compiled, for the picture in the chooser."""
    if key not in STARTERS or language not in ("en", "fr"):
        raise Http404("No such starter.")
    page = looks.starter_page(str(STARTERS[key].label), language)
    return looks.framed(render_page(STARTERS[key].document(language), page))
