from typing import Any

from allauth.account import views as allauth
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from smartbooth.accounts.forms import WorkspaceForm
from smartbooth.accounts.models import Membership, User
from smartbooth.core.notices import tell


class SignUp(allauth.SignupView):
    def form_valid(self, form: Any) -> HttpResponse:
        """Two people may ask for one username at the same moment: the form looked, the database has the last word."""
        try:
            answer: HttpResponse = super().form_valid(form)
        except IntegrityError:
            form.add_error("username", User._meta.get_field("username").error_messages["unique"])
            answer = self.form_invalid(form)
        return answer


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def account(request: HttpRequest) -> HttpResponse:
    """The name visitors read, the language, the password, and who else works here. POST `name`: owners only."""
    workspace = request.workspace  # type: ignore[attr-defined]
    members = Membership.objects.filter(workspace=workspace).select_related("user").order_by("pk")
    owner = any(one.user_id == request.user.pk and one.role == Membership.OWNER for one in members)
    if request.method == "POST" and not owner:
        raise PermissionDenied
    form = WorkspaceForm(request.POST if request.method == "POST" else None, instance=workspace)
    if form.is_valid():
        form.save()
        tell(request, _("Saved. Visitors now read “%(name)s” under your forms.") % {"name": workspace.name})
        return redirect("account")
    context = {"form": form, "members": members, "owner": owner, "name": workspace and workspace.name}
    return render(request, "accounts/account.html", context, status=422 if form.errors else 200)
