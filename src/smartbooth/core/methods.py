"""What a form can say besides GET and POST."""

from __future__ import annotations

from django.http import HttpRequest


def verb(request: HttpRequest) -> str:
    """The request's method. A form can only POST: its field `_method` says DELETE."""
    if request.method == "POST" and request.POST.get("_method", "").upper() == "DELETE":
        return "DELETE"
    return str(request.method)
