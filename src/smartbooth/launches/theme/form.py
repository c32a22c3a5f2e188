"""The theme's form: colours as "#rrggbb", the rest by name. Cleans to plain JSON; what is missing is the default."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from smartbooth.launches.blocks.fields import Choice
from smartbooth.launches.theme.voices import VOICES

SHORT = re.compile(r"#?([0-9a-fA-F]{3})")
LONG = re.compile(r"#?([0-9a-fA-F]{6})")


class ColourField(forms.CharField):
    """ "#rrggbb" in lower case; "fff" and "#FFF" are understood."""

    widget = forms.TextInput(attrs={"type": "color"})

    def __init__(self, *, initial: str, **kwargs: Any) -> None:
        super().__init__(required=False, max_length=7, initial=initial, **kwargs)

    def clean(self, value: Any) -> str:
        typed = super().clean(value) or str(self.initial)
        if found := SHORT.fullmatch(typed):
            return "#" + "".join(letter * 2 for letter in found[1]).lower()
        if found := LONG.fullmatch(typed):
            return f"#{found[1].lower()}"
        raise ValidationError(_("Write a colour as #rrggbb, such as #1f4fd8."), code="invalid")


class ThemeForm(forms.Form):
    use_required_attribute = False

    background = ColourField(initial="#ffffff", label=_("Background"))
    surface = ColourField(initial="#f3f4f6", label=_("Tinted background"))
    text = ColourField(initial="#1b1f24", label=_("Text"))
    accent = ColourField(initial="#1f4fd8", label=_("Accent"), help_text=_("Buttons, links and marks."))
    font = Choice(choices=[(name, voice.label) for name, voice in VOICES.items()], label=_("Type"))
    scale = Choice(
        choices=[("normal", _("Normal")), ("large", _("Large")), ("poster", _("Very large"))], label=_("Headlines")
    )
    spacing = Choice(
        choices=[("normal", _("Normal")), ("compact", _("Compact")), ("roomy", _("Roomy"))], label=_("Space")
    )
    corners = Choice(
        choices=[("soft", _("Soft")), ("square", _("Square")), ("round", _("Round"))], label=_("Corners")
    )
    dark = Choice(
        choices=[("auto", _("Follow the visitor’s device")), ("never", _("Always as chosen"))],
        label=_("In the dark"),
    )


THEME_FORM = ThemeForm


class ThemeError(ValueError):
    """A theme its form refuses. `errors` maps field names to messages."""

    def __init__(self, errors: dict[str, list[str]]) -> None:
        super().__init__("; ".join(f"{name}: {' '.join(messages)}" for name, messages in errors.items()))
        self.errors = errors


def parse(raw: Mapping[str, Any]) -> dict[str, str]:
    """All choices of the theme, defaults filled in. Raises ThemeError."""
    form = ThemeForm(raw)
    if not form.is_valid():
        raise ThemeError({name: list(map(str, messages)) for name, messages in form.errors.items()})
    return dict(form.cleaned_data)
