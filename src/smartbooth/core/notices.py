"""Notices: what was just done, said once on the next page, with an Undo where there is one."""

from django.contrib import messages
from django.http import HttpRequest


def tell(request: HttpRequest, text: str, undo: str = "") -> None:
    """Say `text` on the next page. `undo`: a path of this site that takes a POST and reverts what was done."""
    messages.success(request, text, extra_tags=f"undo:{undo}" if undo else "")
