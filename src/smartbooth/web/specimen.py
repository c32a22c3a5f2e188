"""The specimen sheet's form: one field of each kind, one of them wrong. Routed when DEBUG."""

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe


class Specimen(forms.Form):
    name = forms.CharField(help_text="Only you see this name.")
    address = forms.EmailField(label="Mail address")
    note = forms.CharField(widget=forms.Textarea, required=False)
    template = forms.ChoiceField(choices=[("soon", "Soon"), ("event", "Event")])
    goal = forms.ChoiceField(
        choices=[("lead", "People leave an address"), ("click", "People click")], widget=forms.RadioSelect
    )
    news = forms.BooleanField(label="Send me news of this launch", required=False)
    secret = forms.CharField(label="Password", widget=forms.PasswordInput)


@require_safe
def specimen(request: HttpRequest) -> HttpResponse:
    """Every piece of the design on one page, for whoever works on it."""
    form = Specimen(
        {"name": "Aurora", "address": "not an address", "goal": "lead", "template": "soon", "secret": "x"}
    )
    return render(request, "web/specimen.html", {"letters": "abcdef", "form": form})
