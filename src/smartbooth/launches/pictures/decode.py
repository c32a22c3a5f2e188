"""An upload becomes pixels, or a PictureError that says what is wrong with it.

What it is is decided by its content, never by its name. Size is judged from the header, before a pixel is decoded.
"""

from __future__ import annotations

import io
import threading
import warnings
from typing import BinaryIO

from django.conf import settings
from django.utils.translation import gettext as _
from PIL import Image, ImageCms, ImageFile, ImageOps

FORMATS = ("JPEG", "PNG", "WEBP", "AVIF", "GIF")
HEIF = (b"heic", b"heix", b"hevc", b"heim", b"heis", b"mif1", b"msf1")
SIDE = 30_000  # pixels; no camera makes more, and a strip of 1 x 60,000,000 is no picture
ORIENTATION = 0x0112  # EXIF's tag; 5 to 8 stand on their side
WIDEST = 1600  # pixels; the widest rendition
AT_ONCE = threading.BoundedSemaphore(2)  # pictures decoded at a time in a process: each may take 240 MB
SRGB = ImageCms.createProfile("sRGB")
# What Pillow's readers raise for bytes that are no picture; AVIF's is the one that says RuntimeError.
UNREADABLE = (OSError, ValueError, SyntaxError, EOFError, RuntimeError)


class PictureError(ValueError):
    """Why a picture was not taken, in a sentence for the owner."""


def read(upload: BinaryIO) -> bytes:
    """The upload's bytes. Raises PictureError above UPLOAD_LIMIT."""
    content = upload.read(settings.UPLOAD_LIMIT + 1)
    if len(content) > settings.UPLOAD_LIMIT:
        limit = settings.UPLOAD_LIMIT // (1024 * 1024)
        raise PictureError(_("This file is larger than %(limit)d MB.") % {"limit": limit})
    if not content:
        raise PictureError(_("This file is empty."))
    return content


def decode(content: bytes) -> Image.Image:
    """Upright RGB or RGBA pixels in sRGB, at most WIDEST wide, without anything else that was in the file. An
    animation gives its first picture. Raises PictureError."""
    _refuse_by_name(content)
    image = _open(content)
    _measure(image)
    with AT_ONCE:
        try:
            image = _srgb(ImageOps.exif_transpose(_loaded(image)))
            image = image.convert("RGBA" if _transparent(image) else "RGB")
        except (*UNREADABLE, Image.DecompressionBombError) as error:
            raise PictureError(_("This picture is damaged or incomplete. Try exporting it again.")) from error
    bare = Image.new(image.mode, image.size)
    bare.paste(image)
    return bare  # a fresh image: no info, no EXIF, no profile can ride along


def _loaded(image: Image.Image) -> Image.Image:
    """Its pixels, made small as early as can be: a 50 MP photograph never takes its 150 MB more than once."""
    upright_width = image.height if image.getexif().get(ORIENTATION, 1) >= 5 else image.width
    scale = min(1.0, WIDEST / upright_width)
    size = (max(1, round(image.width * scale)), max(1, round(image.height * scale)))
    image.draft(None, size)  # JPEG decodes at a half, a quarter, an eighth for less
    image.load()
    if image.size == size or scale == 1.0:
        return image
    if image.mode in ("P", "PA", "1", "I;16"):
        image = image.convert("RGBA" if "transparency" in image.info or image.mode == "PA" else "RGB")
    small = image.resize(size, Image.Resampling.LANCZOS, reducing_gap=2.0)
    small.info = image.info  # colour profile and orientation, used next and then dropped
    return small


def _open(content: bytes) -> Image.Image:
    assert not ImageFile.LOAD_TRUNCATED_IMAGES  # a half picture is an error, not half a picture
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)  # judged by _measure
            return Image.open(io.BytesIO(content), formats=FORMATS)
    except Image.DecompressionBombError as error:
        raise _too_large() from error
    except UNREADABLE as error:
        raise PictureError(_("This is not a picture we can read. Use JPEG, PNG, WebP, AVIF or GIF.")) from error


def _measure(image: Image.Image) -> None:
    width, height = image.size
    if width * height > settings.PICTURE_PIXELS or max(width, height) > SIDE:
        raise _too_large()


def _too_large() -> PictureError:
    limit = settings.PICTURE_PIXELS // 1_000_000
    return PictureError(
        _("This picture has more than %(limit)d million pixels. Make it smaller.") % {"limit": limit}
    )


def _refuse_by_name(content: bytes) -> None:
    """Formats people do try, each with what to do instead."""
    if content[4:8] == b"ftyp" and content[8:12] in HEIF and b"avif" not in content[8:64]:
        raise PictureError(_("HEIC pictures open on few devices. Export it as JPEG and choose that."))
    start = content[:1024].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if start.startswith((b"<svg", b"<?xml", b"<!doctype svg")) and b"<svg" in content[:4096].lower():
        raise PictureError(_("SVG drawings may carry scripts. Export it as PNG and choose that."))


def _transparent(image: Image.Image) -> bool:
    if image.mode == "P":
        return "transparency" in image.info
    if image.mode in ("RGBA", "LA", "PA"):
        return bool(image.getchannel("A").getextrema()[0] != 255)
    return "transparency" in image.info


def _srgb(image: Image.Image) -> Image.Image:
    """Colours as a browser without the profile would show them right. A profile that lies is ignored."""
    profile = image.info.get("icc_profile")
    if not profile:
        return image
    try:
        source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        alpha = image.mode in ("RGBA", "LA", "PA")
        if image.mode not in ("RGB", "L", "CMYK"):
            image = image.convert("RGBA" if alpha else "RGB")
        keep = image.getchannel("A") if alpha else None
        plain = image.convert("RGB") if alpha else image
        converted = ImageCms.profileToProfile(plain, source, SRGB, outputMode="RGB")
    except (ImageCms.PyCMSError, OSError, ValueError):
        return image
    if converted is None:
        return image
    if keep is not None:
        converted.putalpha(keep)
    return converted
