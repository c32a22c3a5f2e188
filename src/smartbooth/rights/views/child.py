"""Reporting that a child's data is here (promise C2): no account, no proof asked, 72 hours."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from smartbooth.accounts.closing import StillNeeded
from smartbooth.mail import links as signed
from smartbooth.people.address import Address, AddressError
from smartbooth.rights import children, register
from smartbooth.rights.kinds import Kind
from smartbooth.rights.views.page import private, say, signal, too_many
from smartbooth.rights.words import LONGEST, Words


class ChildForm(forms.Form):
    address = forms.CharField(
        label=_("The child’s mail address"), max_length=320, required=False,
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
        help_text=_("We look it up and do not keep it."),
    )  # fmt: skip
    asked = forms.CharField(
        label=_("Or where you saw it"), max_length=LONGEST, required=False, widget=forms.Textarea,
        help_text=_("The page’s address, and what is there."),
    )  # fmt: skip
    reach = forms.CharField(
        label=_("Where we can tell you that it is done"), max_length=300, required=False,
        help_text=_("A mail address or a telephone number of yours. Only if you wish."),
    )  # fmt: skip

    def clean_address(self) -> str:
        typed = self.cleaned_data["address"]
        if not typed:
            return ""
        try:
            return Address.parse(typed).written
        except AddressError as error:
            raise forms.ValidationError(error.message) from None

    def clean(self) -> dict[str, Any]:
        found = super().clean() or self.cleaned_data
        if not (found.get("address") or found.get("asked") or self.errors):
            self.add_error("address", _("Tell us the address, or where you saw it."))
        return found


@private
@require_http_methods(["GET", "HEAD", "POST"])
def report(request: HttpRequest) -> HttpResponse:
    """POST: 303, the same whether the address is known; 422, 429."""
    form = ChildForm(request.POST if request.method == "POST" else None)
    wait = 0
    if form.is_valid():
        wait = too_many(request)
        if not wait:
            written = Words(**form.cleaned_data)
            register.receive(Kind.CHILD, written=written, waits=bool(written.address), signal=signal(request))
            return redirect("report_child_sent")
    context = {"form": form, "wait": wait}
    return render(request, "rights/child.html", context, status=429 if wait else 422 if form.errors else 200)


@private
@require_safe
def sent(request: HttpRequest) -> HttpResponse:
    return say(request, "child-sent")


@private
@require_http_methods(["GET", "HEAD", "POST"])
def confirm(request: HttpRequest, token: str) -> HttpResponse:
    """From the mail to the reported address: GET shows a button, POST deletes at once."""
    try:
        children.asked(token)
        if request.method != "POST":
            return render(request, "rights/child_confirm.html")
        found = children.confirm(token)
    except signed.Expired:
        return say(request, "expired", 410)
    except signed.BadLink:
        return say(request, "tampered", 404)
    except register.TooLate:
        return say(request, "child-done", 410)
    except StillNeeded as needed:
        return say(request, "child-needed", 409, why=needed.reason)
    context = {"recipients": children.recipients(found.proof.get("leads", []))}
    return render(request, "rights/child_done.html", context)
