"""Requests by a form: for those who cannot get mail, or ask for what the letter cannot do by itself."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from smartbooth.mail import links as signed
from smartbooth.people.address import Address, AddressError
from smartbooth.registry.subjects import Region
from smartbooth.rights import register, shown
from smartbooth.rights.kinds import ASKED, Kind
from smartbooth.rights.messages import FOLLOWED
from smartbooth.rights.models import Request
from smartbooth.rights.views.page import private, say, signal, too_many
from smartbooth.rights.words import LONGEST, Words

WHERE = [
    (Region.EU.value, _("In Europe")),
    (Region.US.value, _("In California, or elsewhere in the United States")),
    (Region.OTHER.value, _("Elsewhere")),
]


class RequestForm(forms.Form):
    kind = forms.ChoiceField(label=_("What would you like?"), choices=[(k.value, w) for k, w in ASKED.items()])
    address = forms.CharField(
        label=_("Your mail address"), max_length=320, required=False,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        help_text=_("The one you left or signed up with. We write to it, and so know that it is you."),
    )  # fmt: skip
    reach = forms.CharField(
        label=_("Or how else we reach you"), max_length=300, required=False,
        help_text=_("If you get no mail there any more: a telephone number, a postal address."),
    )  # fmt: skip
    region = forms.ChoiceField(
        label=_("Where do you live?"), choices=WHERE, help_text=_("It decides by when the law wants our answer.")
    )
    asked = forms.CharField(
        label=_("What should we know?"), max_length=LONGEST, required=False, widget=forms.Textarea
    )

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
        if not (found.get("address") or found.get("reach") or self.errors):
            self.add_error("address", _("Tell us one of the two, or nobody could answer you."))
        if (
            found.get("kind") in (Kind.OPT_OUT, Kind.SHINE_THE_LIGHT)
            and not found.get("address")
            and not self.errors
        ):
            self.add_error("address", _("For this we need the address itself: it is what we look up."))
        return found


@private
@require_http_methods(["GET", "HEAD", "POST"])
def rights(request: HttpRequest) -> HttpResponse:
    """POST: 303; 422, 429. With an address the answer goes there; without, the page to follow it by is the answer."""
    initial = {"kind": request.GET.get("kind", Kind.ACCESS), "region": Region.EU}
    form = RequestForm(request.POST if request.method == "POST" else None, initial=initial)
    wait = 0
    if form.is_valid():
        wait = too_many(request)
        if not wait:
            return _take(request, form.cleaned_data)
    context = {"form": form, "wait": wait, "signal": signal(request)}
    return render(request, "rights/form.html", context, status=429 if wait else 422 if form.errors else 200)


def _take(request: HttpRequest, typed: dict[str, Any]) -> HttpResponse:
    written = Words(asked=typed["asked"], reach=typed["reach"], address=typed["address"])
    made = register.receive(
        Kind(typed["kind"]), region=Region(typed["region"]), written=written, waits=bool(written.address),
        signal=signal(request),
    )  # fmt: skip
    if written.address:
        return redirect("rights_sent")
    return redirect("follow_request", token=signed.sign("request", made.pk, until=made.received_at + FOLLOWED))


@private
@require_safe
def sent(request: HttpRequest) -> HttpResponse:
    return say(request, "request-sent")


@private
@require_http_methods(["GET", "HEAD", "POST"])
def follow(request: HttpRequest, token: str) -> HttpResponse:
    """How a request stands, for who asked: by a link that was mailed, or shown to who has no mail. POST: "it is me"."""
    try:
        (key,) = signed.read("request", token)
    except signed.Expired:
        return say(request, "expired", 410)
    except signed.BadLink:
        return say(request, "tampered", 404)
    found = Request.objects.select_related("person").filter(pk=key).first()
    if found is None:
        return say(request, "erased", 410)
    if request.method == "POST":
        if found.state == Request.RECEIVED and found.person_id:
            register.verify(found)
        return redirect("follow_request", token=token)
    if found.kind == Kind.SHINE_THE_LIGHT and found.state == Request.FULFILLED:
        return render(request, "rights/light.html", shown.light(found) | {"first": True})
    return render(request, "rights/follow.html", shown.request(found))
