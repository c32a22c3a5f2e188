from typing import Any, cast

from allauth.account import views as allauth
from allauth.core import ratelimit
from django.conf import settings
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from smartbooth.accounts import closing, panels, reading
from smartbooth.accounts.forms import PasswordForm, WorkspaceForm
from smartbooth.accounts.models import Membership, User
from smartbooth.accounts.requests import SignedIn
from smartbooth.core import age
from smartbooth.core.notices import tell

ASKED = "asked"  # the cookie of who was too young: it holds "no" and nothing else (accounts/cookies.py)
ASKED_SECONDS = (
    24 * 3600
)  # a second try at the same sitting finds the same answer; a shared computer is free tomorrow


class SignUp(allauth.SignupView):
    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if self._was_asked():
            return _too_young(request)
        answer: HttpResponse = super().get(request, *args, **kwargs)
        return answer

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The age first, before anything else of the form is looked at: under age, nothing is stored (promise C1)."""
        if self._was_asked() or _under_age(request.POST.get("born", "")):
            return _too_young(request)
        answer: HttpResponse = super().post(request, *args, **kwargs)
        return answer

    def _was_asked(self) -> bool:
        said = self.request.get_signed_cookie(ASKED, default="", salt=ASKED, max_age=ASKED_SECONDS)
        return bool(said == "no")

    def form_valid(self, form: Any) -> HttpResponse:
        """Two people may ask for one username at the same moment: the form looked, the database has the last word."""
        try:
            answer: HttpResponse = super().form_valid(form)
        except IntegrityError:
            form.add_error("username", User._meta.get_field("username").error_messages["unique"])
            answer = self.form_invalid(form)
        return answer


def _under_age(born: str) -> bool:
    """Whether a year was told that is not long enough ago. Anything else is the form's to complain about."""
    try:
        return not age.of_age(age.year(born))
    except age.YearError:
        return False


def _too_young(request: HttpRequest) -> HttpResponse:
    answer = render(request, "accounts/not_now.html", status=403)
    answer.set_signed_cookie(
        ASKED, "no", salt=ASKED, max_age=ASKED_SECONDS, httponly=True, samesite="Lax", secure=settings.SECURE,
        path=reverse("account_signup"),
    )  # fmt: skip
    answer["Cache-Control"] = "no-store"
    return answer


class NewPassword(allauth.PasswordResetFromKeyView):
    """The link of a reset letter, and the form behind it: the address with the token is told to nobody."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        answer: HttpResponse = super().dispatch(request, *args, **kwargs)
        answer["Referrer-Policy"] = "no-referrer"
        return answer


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def account(plain: HttpRequest) -> HttpResponse:
    """The name visitors read, the language, the password, and who else works here. POST `name`: owners only."""
    request = cast(SignedIn, plain)
    workspace = request.workspace
    members = Membership.objects.filter(workspace=workspace).select_related("user").order_by("pk")
    owner = any(one.user_id == request.user.pk and one.role == Membership.OWNER for one in members)
    if request.method == "POST" and not owner:
        raise PermissionDenied
    form = WorkspaceForm(request.POST if request.method == "POST" else None, instance=workspace)
    if form.is_valid():
        form.save()
        tell(request, _("Saved. Visitors now read “%(name)s” under your forms.") % {"name": form.instance.name})
        return redirect("account")
    context = {"form": form, "members": members, "owner": owner, "name": workspace and workspace.name}
    context |= {"address": reading.address(request.user), "panels": panels.panels(request.user)}
    return render(request, "accounts/account.html", context, status=422 if form.errors else 200)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def close(plain: HttpRequest) -> HttpResponse:
    """What goes with the account; POST `password` closes it. An open browser alone closes none."""
    request = cast(SignedIn, plain)
    asked = request.method == "POST"
    if asked and (slower := ratelimit.consume_or_429(request, action="reauthenticate", user=request.user)):
        return slower
    form = PasswordForm(request.POST if asked else None, user=request.user)
    if form.is_valid():
        try:
            closing.close(User.objects.get(pk=request.user.pk))
        except closing.StillNeeded as still:
            form.add_error(None, str(still.reason))
        else:
            logout(request)
            tell(request, _("Your account is closed, and what was in it is gone."))
            return redirect("home")
    alone = closing.alone(request.user)
    shared = Membership.objects.filter(user=request.user.pk).exclude(workspace__in=alone)
    context = {"form": form, "workspaces": alone, "shared": shared.exists()}
    return render(request, "accounts/close.html", context, status=422 if form.errors else 200)
