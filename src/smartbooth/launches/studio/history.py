"""A variant's past: who saved what and when; look at any state, and take it up again."""

from __future__ import annotations

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from smartbooth.launches import editing
from smartbooth.launches.models import Revision, Variant
from smartbooth.launches.studio import looks, state
from smartbooth.launches.studio.access import StudioRequest, launch_or_404, number, studio, variant_or_404
from smartbooth.launches.studio.editor import variants_of


def revision_or_404(variant: Variant, number: int) -> Revision:
    revision: Revision = get_object_or_404(Revision.objects.select_related("made_by"), pk=number, variant=variant)
    return revision


@studio
@require_safe
def index(request: StudioRequest, launch: str, letter: str) -> HttpResponse:
    found = launch_or_404(launch)
    variants = variants_of(found)
    variant = variant_or_404(found, letter)
    chosen = number(request.GET.get("at", ""))
    seen = variant.current if chosen is None else revision_or_404(variant, chosen)
    context = {
        "launch": found,
        "tab": "page",
        "state": state.state(found, waiting=True),
        "variant": variant,
        "variants": variants,
        "entries": editing.history(variant),
        "seen": seen,
    }
    return render(request, "launches/history.html", context)


@studio
@require_safe
def seen(request: StudioRequest, launch: str, letter: str, revision: int) -> HttpResponse:
    """The page as it was, compiled."""
    variant = variant_or_404(launch_or_404(launch), letter)
    document = revision_or_404(variant, revision).document
    return looks.framed(looks.rendered(variant, document, "preview"))


@studio
@require_POST
@transaction.atomic
def restore(request: StudioRequest, launch: str, letter: str, revision: int) -> HttpResponseBase:
    variant = variant_or_404(launch_or_404(launch), letter, lock=True)
    editing.restore(variant, revision_or_404(variant, revision), request.user)
    messages.success(request, _("The earlier state is back. Undo in the editor takes you to where you were."))
    return redirect("launches:page", launch=launch, letter=letter)
