from typing import Any

from django.http import HttpRequest, HttpResponse


def not_found(request: HttpRequest, exception: Any = None) -> HttpResponse:
    return HttpResponse(status=404)


def broken(request: HttpRequest) -> HttpResponse:
    return HttpResponse(status=500)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    return HttpResponse(status=403)


visitor_not_found = not_found
visitor_broken = broken
