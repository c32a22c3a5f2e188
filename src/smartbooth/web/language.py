"""The language switch: a cookie for everyone (Django's own view), and the account's language for who is signed in."""

from django.http import HttpRequest, HttpResponseBase
from django.utils.translation import check_for_language
from django.views.decorators.http import require_POST
from django.views.i18n import set_language as django_set_language

from smartbooth.accounts.models import User


@require_POST
def set_language(request: HttpRequest) -> HttpResponseBase:
    """POST `language` (a code of LANGUAGES) and `next` (where to return). An unknown code changes nothing."""
    language = request.POST.get("language", "")
    if isinstance(request.user, User) and check_for_language(language):
        request.user.speak(language)
    return django_set_language(request)
