"""Where sign-up becomes an owner: the account and its workspace are made in one transaction."""

from typing import Any
from urllib.parse import urlencode, urlsplit

from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from smartbooth.accounts import joining
from smartbooth.accounts.models import Membership, User, Workspace

MISMATCH = _("The name or the password is not correct.")  # the same for a name, an address, a known one or not


class Adapter(DefaultAccountAdapter):
    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "username_password_mismatch": MISMATCH,
        "email_password_mismatch": MISMATCH,
        "too_many_login_attempts": _("Too many tries in a row. Wait five minutes, then try again."),
    }

    def save_user(self, request: HttpRequest, user: User, form: Any, commit: bool = True) -> User:
        user.language = get_language() or settings.LANGUAGE_CODE
        with transaction.atomic():
            user = super().save_user(request, user, form, commit=commit)
            workspace = Workspace.objects.create(name=form.cleaned_data["company"])
            Membership.objects.create(workspace=workspace, user=user, role=Membership.OWNER)
            joining.joined(user, user.language, form.cleaned_data.get("policy") or "")
        return user

    def render_mail(self, template_prefix: str, email: str, context: dict[str, Any], **kwargs: Any) -> Any:
        house = {
            "BRAND": settings.BRAND,
            "COMPANY": settings.COMPANY,
        }  # a subject has no request, so no processors
        return super().render_mail(template_prefix, email, {**house, **context}, **kwargs)

    def get_reset_password_from_key_url(self, key: str) -> str:
        """On the studio's own host, whatever host was asked: who asks for a reset is not always who reads it."""
        asked = urlsplit(super().get_reset_password_from_key_url(key))
        return f"{settings.SCHEME}://{settings.STUDIO_HOST}{settings.PUBLIC_PORT}{asked.path}"

    def post_login(self, request: HttpRequest, user: User, **kwargs: Any) -> HttpResponse:
        """The account's language follows it to each browser it signs in from."""
        response: HttpResponse = super().post_login(request, user, **kwargs)
        first = joining.arrived(user, get_language() or user.language)
        if first:  # then on to where they were going, which stays on this site
            response = HttpResponseRedirect(f"{first}?{urlencode({'next': response.get('Location', '')})}")
        response.set_cookie(
            settings.LANGUAGE_COOKIE_NAME, user.language, max_age=settings.LANGUAGE_COOKIE_AGE,
            samesite="Lax", httponly=True, secure=settings.SECURE,
        )  # fmt: skip
        return response
