"""The page's colours and type: POST saves them for this variant, or, when asked, for all."""

from __future__ import annotations

from django.db import transaction
from django.http import HttpResponseBase
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from smartbooth.launches import documents, editing
from smartbooth.launches.documents import Document
from smartbooth.launches.models import Variant
from smartbooth.launches.studio import editor
from smartbooth.launches.studio.access import StudioRequest, launch_or_404, studio, variant_or_404
from smartbooth.launches.studio.changes import back, collides, told_conflict
from smartbooth.launches.theme import PRESETS, THEME_FORM, parse


def look(document: Document) -> dict[str, str]:
    return parse(document.get("theme") or {})


@studio
@require_POST
@transaction.atomic
def theme(request: StudioRequest, launch: str, letter: str) -> HttpResponseBase:
    """POST the theme's fields, or `preset` alone, which changes the colours and keeps the rest."""
    variant = variant_or_404(launch_or_404(launch), letter, lock=True)
    preset = request.POST.get("preset", "")
    given = {**look(variant.document), **PRESETS[preset][1]} if preset in PRESETS else request.POST
    form = THEME_FORM(given)
    opened = editor.opened(variant.launch, letter, panel="theme")
    if not form.is_valid():
        opened.theme_form, opened.problem = form, _("Not saved yet: something here needs a correction.")
        return editor.answer(request, opened, status=422)
    if collides(variant, request, look):
        opened.theme_form, opened.problem, opened.conflict = form, told_conflict(variant), True
        return editor.answer(request, opened, status=409)
    everywhere = bool(request.POST.get("everywhere"))
    for one in editor.variants_of(variant.launch) if everywhere else [variant]:
        dress(one, form.cleaned_data, request)
    return back(variant, panel="theme")


def dress(variant: Variant, chosen: dict[str, str], request: StudioRequest) -> None:
    before = look(variant.document)
    if before == chosen:
        return
    labels = [
        str(field.label).lower() for name, field in THEME_FORM.base_fields.items() if before[name] != chosen[name]
    ]
    said = _("Look: %(what)s") % {"what": ", ".join(labels)}
    editing.save(variant, documents.with_theme(variant.document, chosen), said, request.user)
