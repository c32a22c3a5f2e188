"""Pictures of issues: taken in as owners' are, re-encoded and without what a camera writes into them."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from typing import BinaryIO

from smartbooth.launches.pictures import decode, encode
from smartbooth.launches.pictures.keep import store
from smartbooth.newsletters.models import Picture


def take(upload: BinaryIO) -> Picture:
    """The upload, re-encoded and stored; the same content gives the Picture already there. Takes up to a few seconds:
    not inside a transaction. Raises launches.pictures.PictureError."""
    content = decode.read(upload)
    digest = hashlib.sha256(content).hexdigest()
    known = Picture.objects.filter(digest=digest).first()
    if known is not None:
        return known
    image = decode.decode(content)
    files = list(encode.renditions(image))
    for file in files:
        store(file)
    picture, _new = Picture.objects.get_or_create(
        digest=digest,
        defaults={
            "width": image.width,
            "height": image.height,
            "renditions": [file.described() for file in files],
            "colour": encode.mean_colour(image) if image.mode == "RGB" else "",
        },
    )
    return picture


def known(identities: Iterable[str]) -> dict[str, Picture]:
    """Those of the ids that are pictures of ours, by id."""
    return {picture.pk: picture for picture in Picture.objects.filter(pk__in=set(identities))}
