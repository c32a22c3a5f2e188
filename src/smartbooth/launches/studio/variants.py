"""The versions that compete: side by side, with their idea, added from one another, retired or removed."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib import messages
from django.contrib.humanize.templatetags.humanize import apnumber
from django.db import transaction
from django.http import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from smartbooth.core import clock
from smartbooth.core.methods import verb
from smartbooth.launches import documents, editing
from smartbooth.launches.alike import alike, said
from smartbooth.launches.blocks import KINDS
from smartbooth.launches.difference import BlockDifference, Difference, difference
from smartbooth.launches.models import Launch, Publication, Variant
from smartbooth.launches.publish import NobodyLeft, retire
from smartbooth.launches.publish.split import lock
from smartbooth.launches.studio import ahead, block_forms, state, when
from smartbooth.launches.studio.access import StudioRequest, launch_or_404, studio, variant_or_404
from smartbooth.launches.studio.editor import variants_of
from smartbooth.launches.studio.fields import label_of
from smartbooth.launches.studio.forms import IdeaForm


@dataclass(frozen=True)
class Change:
    """One thing that differs from the control, in words."""

    block: str
    kind: str
    title: str
    mark: BlockDifference
    labels: list[str]


@dataclass(frozen=True)
class Column:
    variant: Variant
    changes: list[Change]
    theme: bool
    published: bool
    form: IdeaForm
    twins: str = ""  # that it shows the same page as others, said at the last of them


def changes(control: Variant, other: Variant, found: Difference) -> list[Change]:
    listed = []
    for mark in found.blocks.values():
        source = control if "removed" in mark.marks else other
        block = documents.find(source.document, mark.block)
        kind = KINDS[block["kind"]]
        labels = dict.fromkeys(label_of(kind, name) for name in mark.fields)
        listed.append(Change(mark.block, str(kind.label), block_forms.title(block), mark, list(labels)))
    return listed


def published_letters(launch: Launch) -> set[str]:
    """Letters that visitors may hold: of any publication, so that a letter is never given to another page."""
    manifests = Publication.objects.filter(launch=launch).values_list("manifest", flat=True)
    return {entry["letter"] for manifest in manifests for entry in manifest["variants"]}


def column(control: Variant, variant: Variant, published: set[str], twins: str) -> Column:
    found = Difference() if control.pk == variant.pk else difference(control.document, variant.document)
    listed = changes(control, variant, found)
    form = IdeaForm(initial={"idea": variant.idea}, auto_id=f"id_{variant.letter}_%s")
    return Column(variant, listed, bool(found.theme), variant.letter in published, form, twins)


@studio
@require_http_methods(["GET", "HEAD", "POST"])
def index(request: StudioRequest, launch: str) -> HttpResponseBase:
    """GET shows them side by side; POST makes one more, as a copy of `source`."""
    found = launch_or_404(launch)
    if request.method == "POST":
        return add(request, found)
    variants = variants_of(found)
    published = published_letters(found)
    groups = alike({one.letter: one.document for one in variants if one.retired_at is None})
    twins = {letters[-1]: said(letters) for letters in groups}
    context = {
        "launch": found,
        "tab": "page",
        "state": state.state(found, waiting=True),
        "columns": [column(variants[0], one, published, twins.get(one.letter, "")) for one in variants],
        "variants": variants,
        "many": apnumber(len(variants)),
        "full": len(variants) >= len(editing.LETTERS),
        "control": variants[0],
        "ahead": ahead.words(found),
    }
    return render(request, "launches/variants.html", context)


@transaction.atomic
def add(request: StudioRequest, launch: Launch) -> HttpResponseBase:
    source = variant_or_404(launch, request.POST.get("source", "a"), lock=True)
    idea = " ".join(request.POST.get("idea", "").split())[:120]
    try:
        made = editing.duplicate(source, idea, request.user)
    except editing.TooManyVariants as full:
        messages.error(request, str(full))
        return redirect("launches:variants", launch=launch.pk)
    return redirect("launches:page", launch=launch.pk, letter=made.letter)


@studio
@require_POST
@transaction.atomic
def idea(request: StudioRequest, launch: str, letter: str) -> HttpResponseBase:
    """POST names what the variant tries."""
    variant = variant_or_404(launch_or_404(launch), letter, lock=True)
    form = IdeaForm(request.POST)
    if form.is_valid():
        variant.idea = form.cleaned_data["idea"]
        variant.save(update_fields=["idea"])
    else:
        messages.error(request, _("An idea needs a few words, 120 letters at most."))
    return redirect(_after(request, variant))


@studio
@require_http_methods(["POST", "DELETE"])
@transaction.atomic
def retirement(request: StudioRequest, launch: str, letter: str) -> HttpResponseBase:
    """POST: takes no new visitors from the next hour on, those who have it keep it. DELETE: takes part again."""
    variant = _locked(launch, letter)
    if verb(request) == "DELETE":
        return take_part(request, variant)
    others = Variant.objects.filter(launch=variant.launch, retired_at__isnull=True).exclude(pk=variant.pk)
    try:
        if not others.exists():
            raise NobodyLeft
        split = retire(variant, clock.now(), request.user)
    except NobodyLeft:
        messages.error(request, _("This is the last version that visitors get. Take the page down instead."))
        return redirect("launches:variants", launch=launch)
    undo = reverse("launches:removal", kwargs={"launch": launch, "letter": letter})
    if split:
        told = _("{letter} takes no new visitors from {hour} on. Those who have it keep it.")
        told = when.said(told, split, letter=letter.upper())
    else:
        told = _("{letter} takes no new visitors. Those who have it keep it.").format(letter=letter.upper())
    messages.success(request, told, extra_tags=f"undo:{undo}?back=1")
    return redirect("launches:variants", launch=launch)


def _locked(launch: str, letter: str) -> Variant:
    """The variant, with its launch: who changes the split locks both in this order."""
    found = launch_or_404(launch)
    lock(found)
    return variant_or_404(found, letter, lock=True)


def take_part(request: StudioRequest, variant: Variant) -> HttpResponseBase:
    split = retire(variant, None, request.user)
    if split:
        told = _("{letter} receives new visitors again from {hour} on.")
        messages.success(request, when.said(told, split, letter=variant.letter.upper()))
    return redirect("launches:variants", launch=variant.launch_id)


@studio
@require_http_methods(["POST"])
@transaction.atomic
def removal(request: StudioRequest, launch: str, letter: str) -> HttpResponseBase:
    """POST removes a variant nobody was ever shown; with `?back=1` a retired one takes part again."""
    variant = _locked(launch, letter)
    if request.GET.get("back"):
        return take_part(request, variant)
    if letter == "a" or letter in published_letters(variant.launch):
        messages.error(request, _("Visitors have seen this version. Retire it: its results stay."))
        return redirect("launches:variants", launch=launch)
    variant.delete()
    messages.success(request, _("Version %(letter)s is gone.") % {"letter": letter.upper()})
    return redirect("launches:variants", launch=launch)


def _after(request: StudioRequest, variant: Variant) -> str:
    names = {"launch": variant.launch_id, "letter": variant.letter}
    if request.POST.get("to") == "variants":
        return reverse("launches:variants", kwargs={"launch": names["launch"]})
    return reverse("launches:page", kwargs=names)
