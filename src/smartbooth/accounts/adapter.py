"""Where sign-up becomes an owner: the account and its workspace are made in one transaction."""

from typing import Any, NoReturn
from urllib.parse import urlencode

from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from smartbooth.accounts import browsers, joining, letters, pseudonyms
from smartbooth.accounts.models import Membership, User, Workspace
from smartbooth.accounts.operators import start

TOLD = {
    "account/email/password_changed": letters.Event.CHANGED,
    "account/email/password_reset": letters.Event.CHANGED,
}
MISMATCH = _("The name or the password is not correct.")  # the same for a name, an address, a known one or not


class Adapter(DefaultAccountAdapter):
    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "username_password_mismatch": MISMATCH,
        "email_password_mismatch": MISMATCH,
        "too_many_login_attempts": _("Too many tries in a row. Wait five minutes, then try again."),
    }

    def save_user(self, request: HttpRequest, user: User, form: Any, commit: bool = True) -> User:
        """In the form's transaction (accounts/forms.py), with the person it found or made."""
        user.language = get_language() or settings.LANGUAGE_CODE
        user.person = form.person
        with transaction.atomic():
            user = super().save_user(request, user, form, commit=commit)
            workspace = Workspace.objects.create(name=form.cleaned_data["company"])
            Membership.objects.create(workspace=workspace, user=user, role=Membership.OWNER)
            joining.joined(user, user.language, request.POST.get("policy", ""))
        return user

    def clean_email(self, email: str) -> str:
        """allauth asks before it stores one. Raises ValueError for an address in clear: that is an error of ours."""
        if not pseudonyms.is_pseudonym(email):
            raise ValueError("An address in clear was about to be stored in an account.")
        return email

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> NoReturn:
        raise RuntimeError(f"allauth wanted to send {template_prefix}: people are written to by mail.outbox only.")

    def send_notification_mail(self, template_prefix: str, user: User, *args: Any, **kwargs: Any) -> None:
        """allauth tells of what changed; two of these are written to the account's person."""
        if template_prefix in TOLD:
            letters.tell(TOLD[template_prefix], [user], user.language)

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        return start(request.user) if isinstance(request.user, User) else settings.LOGIN_REDIRECT_URL

    def post_login(self, request: HttpRequest, user: User, **kwargs: Any) -> HttpResponse:
        """The account's language follows it to each browser it signs in from, and a new browser is told by mail."""
        response: HttpResponse = super().post_login(request, user, **kwargs)
        known = browsers.arrive(user, request.COOKIES.get(browsers.KNOWN, ""))
        first = joining.arrived(user, get_language() or user.language)
        if first:  # then on to where they were going, which stays on this site
            response = HttpResponseRedirect(f"{first}?{urlencode({'next': response.get('Location', '')})}")
        response.set_cookie(
            browsers.KNOWN, known, max_age=browsers.SECONDS, path=browsers.PATH, samesite="Lax", httponly=True,
            secure=settings.SECURE,
        )  # sets: known  # fmt: skip
        response.set_cookie(
            settings.LANGUAGE_COOKIE_NAME, user.language, max_age=settings.LANGUAGE_COOKIE_AGE,
            samesite="Lax", httponly=True, secure=settings.SECURE,
        )  # fmt: skip
        return response
