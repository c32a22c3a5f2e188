"""Taking a picture in: once per workspace and content."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from typing import BinaryIO

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import IntegrityError, transaction

from smartbooth.accounts.models import Workspace
from smartbooth.launches.compile.page import PictureFacts
from smartbooth.launches.models import Picture
from smartbooth.launches.pictures import decode, encode

FOLDER = "pictures"


def take(workspace: Workspace, upload: BinaryIO) -> Picture:
    """The upload, re-encoded and stored; the same content gives the Picture already there. Raises PictureError.

    Decodes and encodes for up to a few seconds: not to be called inside a transaction.
    """
    content = decode.read(upload)
    digest = hashlib.sha256(content).hexdigest()
    known = Picture.objects.filter(digest=digest).first()
    if known is not None:
        return known
    image = decode.decode(content)
    files = list(encode.renditions(image))
    for file in files:
        store(file)
    colour = encode.mean_colour(image) if image.mode == "RGB" else ""
    picture = Picture(
        workspace=workspace, digest=digest, width=image.width, height=image.height,
        renditions=[file.described() for file in files], colour=colour,
    )  # fmt: skip
    try:
        with transaction.atomic():
            picture.save(force_insert=True)
    except IntegrityError:  # the same picture, taken by another request meanwhile
        return Picture.objects.get(digest=digest)
    return picture


def store(file: encode.File) -> None:
    """Write it under its hash, once; what a dying process left half written is written anew."""
    path = f"{FOLDER}/{file.name}"
    if default_storage.exists(path):
        if default_storage.size(path) == len(file.content):
            return
        default_storage.delete(path)
    default_storage.save(path, ContentFile(file.content))


def facts(identities: Iterable[str]) -> dict[str, PictureFacts]:
    """What the compiler needs of the current workspace's pictures with these ids; others are left out."""
    found = Picture.objects.filter(pk__in=set(identities))
    return {p.pk: PictureFacts(p.width, p.height, p.colour, tuple(p.renditions)) for p in found}
