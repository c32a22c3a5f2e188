"""Asking for the letter: by address, with the same answer and the same work for everyone."""

from __future__ import annotations

from django import forms
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from smartbooth.mail import outbox
from smartbooth.people import vault
from smartbooth.people.address import Address, AddressError
from smartbooth.rights.messages import MyData
from smartbooth.rights.views.page import enough, private, signal, too_many

NOBODY = ""  # a row for nobody, which the worker drops (mail/send.py)


class AddressForm(forms.Form):
    address = forms.CharField(
        label=_("Your mail address"), max_length=320,
        widget=forms.EmailInput(attrs={"autocomplete": "email", "autocapitalize": "off", "spellcheck": "false"}),
    )  # fmt: skip

    def clean_address(self) -> Address:
        try:
            return Address.parse(self.cleaned_data["address"])
        except AddressError as error:
            raise forms.ValidationError(error.message) from None


@private
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest) -> HttpResponse:
    """POST `address`: 303 to the neutral page; 422 where it is none, 429."""
    form = AddressForm(request.POST if request.method == "POST" else None)
    wait = 0
    if form.is_valid():
        wait = too_many(request)
        if not wait:
            post(form.cleaned_data["address"])
            return redirect("my_data_sent")
    context = {"form": form, "wait": wait, "signal": signal(request)}
    response = render(request, "rights/ask.html", context, status=429 if wait else 422 if form.errors else 200)
    if wait:
        response["Retry-After"] = str(wait)
    return response


def post(address: Address) -> None:
    """One look-up and one row, whoever it is: the row is for nobody where the address is not known, or had enough."""
    spent = enough(vault.index(address))
    person = vault.find(address)
    with transaction.atomic():
        outbox.post(MyData, NOBODY if person is None or spent else person.pk, (get_language() or "en")[:2])


@private
@require_safe
def sent(request: HttpRequest) -> HttpResponse:
    return render(request, "rights/sent.html")
