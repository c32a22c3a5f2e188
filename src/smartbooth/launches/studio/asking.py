"""The forms for what a launch asks of its visitors besides the lead form: to confirm by mail, and about ads."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from smartbooth.launches import remarketing as google
from smartbooth.launches.models import Launch


class ConfirmationForm(forms.Form):
    double_opt_in = forms.BooleanField(
        label=_("Ask people to confirm their address by mail"),
        required=False,
        help_text=_(
            "You receive an address once the person pressed a button in a letter from us: fewer addresses, and none "
            "that somebody else typed."
        ),
    )


class RemarketingForm(forms.Form):
    google_tag = forms.CharField(
        label=_("Google Ads tag"),
        max_length=40,
        required=False,
        help_text=_("“AW-” and digits; Google Ads shows it with the tag. Empty: no remarketing."),
    )

    def clean_google_tag(self) -> str:
        try:
            return google.tag(self.cleaned_data["google_tag"])
        except ValueError:
            raise forms.ValidationError(
                _("A Google Ads tag is “AW-” and 6 to 16 digits, such as AW-123456789.")
            ) from None


def forms_of(launch: Launch, **bound: forms.Form | None) -> dict[str, forms.Form]:
    """Both as saved, but for those given as posted."""
    saved: dict[str, Any] = {"double_opt_in": launch.double_opt_in, "google_tag": launch.google_tag}
    return {
        "confirmation": bound.get("confirmation") or ConfirmationForm(initial=saved),
        "remarketing": bound.get("remarketing") or RemarketingForm(initial=saved),
    }
