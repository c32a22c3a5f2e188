"""The workspace's pictures: all of them to choose from, and the way in for a new one."""

from __future__ import annotations

from typing import Any, BinaryIO, cast

from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpRequest, HttpResponseBase, JsonResponse, QueryDict
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from smartbooth.launches.models import Picture
from smartbooth.launches.pictures import PictureError, take
from smartbooth.launches.studio.access import StudioRequest, studio

TYPES = {"avif": "image/avif", "webp": "image/webp", "jpg": "image/jpeg", "jpeg": "image/jpeg", "png": "image/png"}
LISTED = 200  # pictures offered for reuse, newest first


def facts(picture: Any) -> dict[str, Any]:
    """What the chooser shows: its smallest rendition every browser can draw. `picture`: a Picture, or another room's
    with the same `renditions`, `width` and `height`."""
    plain = [one for one in picture.renditions if one["format"] in ("jpeg", "png")]
    small = min(plain or picture.renditions, key=lambda one: one["width"])
    address = f"/pictures/{small['name']}"
    return {"id": picture.pk, "src": address, "width": picture.width, "height": picture.height}


@studio
@require_http_methods(["GET", "HEAD", "POST"])
def index(request: StudioRequest) -> HttpResponseBase:
    """GET lists the workspace's pictures, POST `file` takes one more (201), or says what is wrong with it (422)."""
    if request.method != "POST":
        found = Picture.objects.order_by("-created_at")[:LISTED]
        return JsonResponse({"pictures": [facts(picture) for picture in found]})
    upload = request.FILES.get("file")
    if upload is None:
        return JsonResponse({"problem": _("Choose a picture first.")}, status=422)
    try:
        picture = take(request.workspace, cast(BinaryIO, upload))
    except PictureError as problem:
        return JsonResponse({"problem": str(problem)}, status=422)
    return JsonResponse(facts(picture), status=201)


def arrived(request: StudioRequest, typed: QueryDict) -> str:
    """Without JavaScript a picture comes with the block's form, as "<field>-file": taken in, and its id put where the
    field's value is read. The sentence that says what was wrong with one, or "". Not inside a transaction (`take`)."""
    for name, upload in request.FILES.items():
        try:
            typed[name.removesuffix("-file")] = take(request.workspace, cast(BinaryIO, upload)).pk
        except PictureError as problem:
            return str(problem)
    return ""


@require_safe
def picture(request: HttpRequest, name: str) -> HttpResponseBase:
    """A picture's file by its unguessable name (the SHA-256 of its bytes): previews show it to whoever has the link."""
    try:
        file = default_storage.open(f"pictures/{name}")
    except FileNotFoundError:
        raise Http404("No such picture.") from None
    response = FileResponse(file, content_type=TYPES.get(name.rsplit(".", 1)[-1], "application/octet-stream"))
    response["Cache-Control"] = "public, max-age=31536000, immutable"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response
