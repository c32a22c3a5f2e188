"""What an owner types: read once, here."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from smartbooth.core import clock
from smartbooth.handover.api.scopes import LEADS, SCOPES
from smartbooth.handover.webhooks.target import LONGEST, Refused, Target, parse
from smartbooth.launches.models import Launch

LIVES = {"30": _("30 days"), "90": _("90 days"), "365": _("a year"), "always": _("until I take it back")}
EVERY = "every"


class OfLaunches(forms.Form):
    """A form with a choice of the workspace's launches; made inside the workspace. Cleaned: a Launch, or None for
    every one."""

    def __init__(self, *args: Any, **named: Any) -> None:
        super().__init__(*args, **named)
        self.launches: dict[str, Launch] = {launch.pk: launch for launch in Launch.objects.order_by("name")}
        field = self.fields["launch"]
        assert isinstance(field, forms.ChoiceField)
        names = [(key, launch.name) for key, launch in self.launches.items()]
        field.choices = [(EVERY, _("every launch, also later ones")), *names]

    def clean_launch(self) -> Launch | None:
        return self.launches.get(self.cleaned_data["launch"])


class WebhookForm(OfLaunches):
    url = forms.CharField(
        label=_("Address of your server"),
        max_length=LONGEST + 200,  # what is too long is said in the words of webhooks/target.py
        help_text=_("It begins with https:// and answers within ten seconds."),
        widget=forms.TextInput(
            attrs={"inputmode": "url", "autocapitalize": "off", "spellcheck": "false", "autocomplete": "off"}
        ),
    )
    launch = forms.ChoiceField(label=_("Leads of"))

    def clean_url(self) -> Target:
        try:
            return parse(self.cleaned_data["url"])
        except Refused as refused:
            raise forms.ValidationError(refused.message) from None


class TokenForm(OfLaunches):
    name = forms.CharField(
        label=_("What is it for?"),
        max_length=60,
        help_text=_("The program’s name, so that you know later which one it is."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    scopes = forms.MultipleChoiceField(
        choices=list(SCOPES.items()), label=_("It may"), widget=forms.CheckboxSelectMultiple, initial=[LEADS]
    )
    launch = forms.ChoiceField(label=_("Leads of"))
    life = forms.ChoiceField(choices=list(LIVES.items()), label=_("It works for"), initial="365")

    def expires_at(self) -> datetime | None:
        life = self.cleaned_data["life"]
        return clock.now() + timedelta(days=int(life)) if life.isdigit() else None
