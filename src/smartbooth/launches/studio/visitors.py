"""What a launch asks of its visitors besides the form: to confirm their address by mail, and about ads."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.http import HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from smartbooth.launches.studio import settings
from smartbooth.launches.studio.access import StudioRequest, launch_or_404, studio
from smartbooth.launches.studio.asking import ConfirmationForm, RemarketingForm


@studio
@require_POST
def confirmation(request: StudioRequest, launch: str) -> HttpResponseBase:
    """POST `double_opt_in`: whether addresses are confirmed by mail, from the next publication on."""
    return _save(request, launch, confirmation=ConfirmationForm(request.POST))


@studio
@require_POST
def remarketing(request: StudioRequest, launch: str) -> HttpResponseBase:
    """POST `google_tag`: remarketing by that tag, from the next publication on; empty ends it."""
    return _save(request, launch, remarketing=RemarketingForm(request.POST))


def _save(request: StudioRequest, launch: str, **bound: forms.Form) -> HttpResponseBase:
    found = launch_or_404(launch)
    (form,) = bound.values()
    if not form.is_valid():
        return settings.overview(request, found, asked=bound)
    for name, value in form.cleaned_data.items():
        setattr(found, name, value)
    found.save(update_fields=list(form.cleaned_data))
    messages.success(request, _("Saved. It counts from the next publication on."))
    return redirect("launches:settings", launch=launch)
