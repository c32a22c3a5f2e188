"""An owner's pictures: decoded, stripped, made small, kept under their hashes."""

from smartbooth.launches.pictures.decode import PictureError
from smartbooth.launches.pictures.keep import facts, take

__all__ = ["PictureError", "facts", "take"]
