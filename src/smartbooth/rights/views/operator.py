"""The operator's queue: what is due, overdue first; one request a page. Whoever is not staff finds nothing here."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from smartbooth.accounts.closing import StillNeeded
from smartbooth.core.notices import tell
from smartbooth.rights import children, register, route
from smartbooth.rights import queue as queued
from smartbooth.rights.kinds import Kind
from smartbooth.rights.models import Request
from smartbooth.rights.words import LONGEST


def staff(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    @wraps(view)
    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not getattr(request.user, "is_staff", False):
            raise Http404
        response = view(request, *args, **kwargs)
        response["Cache-Control"] = "no-store"
        return response

    return wrapped


@staff
@require_safe
def queue(request: HttpRequest) -> HttpResponse:
    return render(request, "rights/queue.html", queued.listed(past=bool(request.GET.get("past"))))


@staff
@require_http_methods(["GET", "HEAD", "POST"])
def one(request: HttpRequest, request_id: str) -> HttpResponse:
    """POST `act`: acknowledge, extend, answer, refuse, delete (a child's data); with `text` where words are needed."""
    found = get_object_or_404(Request.objects.select_related("person", "other"), pk=request_id)
    problem = ""
    if request.method == "POST":
        text = request.POST.get("text", "").strip()[:LONGEST]
        try:
            problem = _act(request, found, request.POST.get("act", ""), text)
        except register.TooLate:
            problem = _("This request has ended already, or its clock cannot be moved any more.")
        except StillNeeded as needed:
            problem = str(needed.reason)
        if not problem:
            return redirect("operator_requests" if not found.open else request.path)
    context = queued.one(found) | {"problem": problem}
    return render(request, "rights/request.html", context, status=422 if problem else 200)


def _act(request: HttpRequest, found: Request, act: str, text: str) -> str:
    """What keeps it from being done; "" when it was done."""
    if act == "acknowledge":
        register.acknowledge(found)
        tell(request, _("Noted that you wrote back."))
        return ""
    if act == "delete" and found.kind == Kind.CHILD:
        children.delete(found)
        route.told(found)
        tell(request, _("Deleted. Whoever had received it is told to delete it too."))
        return ""
    if not text:
        return _("Write to the person what you decided, and why.")
    if act == "extend":
        register.extend(found, text)
    elif act == "answer":
        register.fulfil(found, text)
    elif act == "refuse":
        register.refuse(found, text)
    else:
        return _("Choose what to do.")
    route.told(found)
    tell(request, _("Done, and the person is told."))
    return ""
