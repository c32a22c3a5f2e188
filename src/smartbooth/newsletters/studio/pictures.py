"""The newsletter's pictures: all of them to choose from, and the way in for a new one. The answers are those that the
launches' script reads (launches/pictures.js)."""

from __future__ import annotations

from typing import BinaryIO, cast

from django.http import HttpResponseBase, JsonResponse, QueryDict
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from smartbooth.accounts.operators import operator
from smartbooth.launches.pictures import PictureError
from smartbooth.launches.studio.pictures import LISTED, facts
from smartbooth.newsletters.models import Picture
from smartbooth.newsletters.pictures import take
from smartbooth.newsletters.studio.access import Desk


@operator
@require_http_methods(["GET", "HEAD", "POST"])
def index(request: Desk) -> HttpResponseBase:
    """GET lists the pictures, POST `file` takes one more (201), or says what is wrong with it (422)."""
    if request.method != "POST":
        found = Picture.objects.order_by("-created_at")[:LISTED]
        return JsonResponse({"pictures": [facts(picture) for picture in found]})
    upload = request.FILES.get("file")
    if upload is None:
        return JsonResponse({"problem": _("Choose a picture first.")}, status=422)
    try:
        return JsonResponse(facts(take(cast(BinaryIO, upload))), status=201)
    except PictureError as problem:
        return JsonResponse({"problem": str(problem)}, status=422)


def arrived(request: Desk, typed: QueryDict) -> str:
    """Without JavaScript a picture comes with the block's form, as "<field>-file": taken in, and its id put where the
    field's value is read. The sentence that says what was wrong with one, or ""."""
    for name, upload in request.FILES.items():
        try:
            typed[name.removesuffix("-file")] = take(cast(BinaryIO, upload)).pk
        except PictureError as problem:
            return str(problem)
    return ""
