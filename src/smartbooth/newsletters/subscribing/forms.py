from __future__ import annotations

from django import forms
from django.conf import settings
from django.utils.functional import lazy
from django.utils.translation import gettext_lazy as _

from smartbooth.newsletters.subscribing import words
from smartbooth.people.address import Address, AddressError

box = lazy(words.box, str)


class SubscriptionForm(forms.Form):
    """`website` is the honeypot: people do not see it, and leave it empty."""

    address = forms.CharField(
        label=_("Your mail address"), max_length=320,
        widget=forms.EmailInput(attrs={"autocomplete": "email", "autocapitalize": "off", "spellcheck": "false"}),
    )  # fmt: skip
    language = forms.ChoiceField(
        label=_("In which language"), choices=settings.LANGUAGES, widget=forms.RadioSelect
    )
    openings = forms.BooleanField(label=box(), required=False)
    website = forms.CharField(required=False, max_length=500, widget=forms.HiddenInput)

    def clean_address(self) -> Address:
        try:
            return Address.parse(self.cleaned_data["address"])
        except AddressError as error:
            raise forms.ValidationError(error.message) from None

    @property
    def trapped(self) -> bool:
        return bool(self.cleaned_data.get("website"))


class AccountForm(forms.Form):
    """For who is signed in: the address is the account's."""

    language = SubscriptionForm.base_fields["language"]
    openings = SubscriptionForm.base_fields["openings"]
