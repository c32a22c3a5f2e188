"""The home page and the theme switch."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST, require_safe

from smartbooth.web.context import THEME_COOKIE, THEMES

THEME_AGE = 180 * 86400


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    if request.user.is_authenticated:
        return redirect(settings.LOGIN_REDIRECT_URL)
    return render(request, "web/home.html")


@require_POST
def theme(request: HttpRequest) -> HttpResponse:
    """POST `theme` (system, light, dark) and `next`. The cookie exists only while a theme is chosen by hand."""
    target = request.POST.get("next", "/")
    if not url_has_allowed_host_and_scheme(target, allowed_hosts=None):
        target = "/"
    response = HttpResponseRedirect(target)
    chosen = request.POST.get("theme", "")
    if chosen == "system" or chosen not in THEMES:
        response.delete_cookie(THEME_COOKIE, samesite="Lax")
    else:
        response.set_cookie(
            THEME_COOKIE, chosen, max_age=THEME_AGE, samesite="Lax", httponly=True, secure=settings.SECURE
        )
    return response
