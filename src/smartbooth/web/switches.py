"""The two switches of the frame: language and theme. Both are forms, work without scripts, and lead back."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from smartbooth.accounts.models import User
from smartbooth.mail import choices
from smartbooth.web.context import THEME_COOKIE, THEMES

THEME_AGE = 180 * 86400


@require_POST
def language(request: HttpRequest) -> HttpResponse:
    """POST `language` (a code of LANGUAGES) and `next`. Kept in a cookie, and in the account of who is signed in."""
    answer, code = _back(request), request.POST.get("language", "")
    if code not in dict(settings.LANGUAGES):
        return answer
    if isinstance(request.user, User):
        _speak(request.user, code)
    _keep(answer, settings.LANGUAGE_COOKIE_NAME, code, settings.LANGUAGE_COOKIE_AGE)
    return answer


def _speak(user: User, code: str) -> None:
    """What they read here is what we write to them in."""
    if user.person is not None:
        choices.speak(user.person, code)
    else:
        user.speak(code)


@require_POST
def theme(request: HttpRequest) -> HttpResponse:
    """POST `theme` (system, light, dark) and `next`. The cookie exists only while a theme is chosen by hand."""
    answer, chosen = _back(request), request.POST.get("theme", "")
    if chosen == "system":
        answer.delete_cookie(THEME_COOKIE, samesite="Lax")
    elif chosen in THEMES:
        _keep(answer, THEME_COOKIE, chosen, THEME_AGE)
    return answer


def _back(request: HttpRequest) -> HttpResponse:
    target = request.POST.get("next", "")
    safe = url_has_allowed_host_and_scheme(target, allowed_hosts=None)
    return HttpResponseRedirect(target if safe else "/")


def _keep(answer: HttpResponse, name: str, value: str, seconds: int) -> None:
    # sets: language, theme
    answer.set_cookie(name, value, max_age=seconds, samesite="Lax", httponly=True, secure=settings.SECURE)
