"""How often a member is told: a choice for each workspace, and starting again after a stop. Both lead back to the
account page, where they are shown."""

from __future__ import annotations

from typing import cast

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from smartbooth.accounts.models import Membership
from smartbooth.accounts.requests import SignedIn
from smartbooth.core.notices import tell
from smartbooth.leads.bulletins import choose
from smartbooth.leads.bulletins.rhythm import RHYTHMS
from smartbooth.leads.bulletins.shown import SAVED
from smartbooth.mail import choices
from smartbooth.people import suppression


@login_required
@require_POST
def rhythm(plain: HttpRequest, workspace: str) -> HttpResponse:
    """`rhythm`: a key of RHYTHMS. Of a workspace that one is in; any other does not exist (404)."""
    request = cast(SignedIn, plain)
    mine = get_object_or_404(
        Membership.objects.select_related("workspace"), user=request.user, workspace=workspace
    )
    wanted = request.POST.get("rhythm", "")
    if wanted not in dict(RHYTHMS):
        return HttpResponse(_("There is no such choice. Go back and choose again."), status=422)
    choose.choose(mine, wanted)
    tell(request, SAVED[wanted] % {"name": mine.workspace.name})
    return _back()


@login_required
@require_POST
def again(plain: HttpRequest) -> HttpResponse:
    """After a stop by the link in a letter: what was chosen before holds again."""
    request = cast(SignedIn, plain)
    if request.user.person is not None:
        words = _("Start again")
        choices.resume(request.user.person, suppression.NEW_LEADS, request.user.language, words)
        tell(request, _("Letters about new sign-ups come again."))
    return _back()


def _back() -> HttpResponse:
    return redirect("account")  # to its top, where it is said
