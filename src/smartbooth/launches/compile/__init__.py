"""A document becomes a page: bytes, headers, and what its buttons point at. Pure: no database, no clock."""

from smartbooth.launches.compile.compress import Compressed, compress
from smartbooth.launches.compile.page import FormState, Page, PictureFacts, Rendered
from smartbooth.launches.compile.render import Rendering, leaf, render, thanks, uncounted

__all__ = [
    "Compressed", "FormState", "Page", "PictureFacts", "Rendered", "Rendering", "compress", "leaf", "render", "thanks",
    "uncounted",
]  # fmt: skip
