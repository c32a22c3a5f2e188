"""The compiled page inside the studio, and behind a link that can be sent. Never counted, never indexed, no cookie."""

from __future__ import annotations

from django.conf import settings
from django.core import signing
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from smartbooth.accounts.tenancy import within
from smartbooth.launches.models import Variant
from smartbooth.launches.studio import looks
from smartbooth.launches.studio.access import StudioRequest, launch_or_404, studio, variant_or_404

SALT = "smartbooth.launches.preview"


def link(variant: Variant) -> str:
    """A path that shows the variant to whoever has it, for PREVIEW_DAYS. It signs who it is for, and holds no more."""
    token = signing.dumps([variant.workspace_id, variant.launch_id, variant.letter], salt=SALT)
    return reverse("preview-link", kwargs={"token": token})


@studio
@require_safe
def preview(request: StudioRequest, launch: str, letter: str) -> HttpResponse:
    """The variant as saved. `?edit` marks blocks and texts, for the editor's frame."""
    variant = variant_or_404(launch_or_404(launch), letter)
    editing = "edit" in request.GET
    made = looks.rendered(variant, variant.document, "edit" if editing else "preview")
    response = looks.framed(made, loose=editing)
    response["X-Revision"] = str(variant.current_id or 0)
    return response


@require_safe
def shared(request: HttpRequest, token: str) -> HttpResponse:
    """The page behind a preview link: anyone's, without signing in, in a sandbox with an origin of its own."""
    try:
        workspace, launch, letter = signing.loads(token, salt=SALT, max_age=settings.PREVIEW_DAYS * 86400)
    except signing.SignatureExpired:
        return render(request, "launches/link_expired.html", {"days": settings.PREVIEW_DAYS}, status=410)
    except (signing.BadSignature, ValueError):
        raise Http404("No such preview.") from None
    with within(workspace):
        variant = variant_or_404(launch_or_404(launch), letter)
        return looks.framed(looks.rendered(variant, variant.document, "preview"))
