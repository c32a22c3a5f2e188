"""Pages that say one thing each: cookies, California, reports of weaknesses."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from smartbooth.core.notices import tell
from smartbooth.policy import california as law
from smartbooth.policy import shown


@require_http_methods(["GET", "HEAD", "POST"])
def cookies(request: HttpRequest) -> HttpResponse:
    """Every cookie there is. POST: the two that only remember a choice are deleted."""
    if request.method == "POST":
        answer = redirect("cookies")
        for name in shown.CHOICES:
            answer.delete_cookie(name, samesite="Lax")  # sets: language, theme
        tell(request, _("Language and theme are forgotten in this browser."))
        return answer
    chosen = [name for name in shown.CHOICES if name in request.COOKIES]
    return render(request, "policy/cookies.html", {**shown.cookies(), "chosen": chosen})


@require_safe
def california(request: HttpRequest) -> HttpResponse:
    return render(
        request,
        "policy/california.html",
        {"collected": law.collected(), "heard": request.headers.get("Sec-GPC") == "1"},
    )


@require_safe
def security(request: HttpRequest) -> HttpResponse:
    """How weaknesses are reported, and what happens then (RFC 9116, 2.5.7: security.txt leads here)."""
    return render(
        request, "policy/security.html", {"contact": settings.SECURITY_CONTACT or settings.SUPPORT_ADDRESS}
    )


@require_safe
def change_password(request: HttpRequest) -> HttpResponse:
    """Where password managers look (W3C, A Well-Known URL for Changing Passwords)."""
    return redirect("account_change_password")
