"""An update as typed."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from smartbooth.launches.blocks.base import BlockForm
from smartbooth.launches.blocks.fields import PictureField, RichField, Text
from smartbooth.launches.models import Picture
from smartbooth.updates.models import Update


class ShortText(RichField):
    max_rich = 6_000  # characters of HTML: some 800 words. Longer than that is a page, not an update


class UpdateForm(BlockForm):
    title = Text(max_length=120, required=True, label=_("Title"))
    text = ShortText(required=True, label=_("Text"))
    picture = PictureField()
    alt = Text(max_length=200, label=_("What the picture shows"))

    def clean_picture(self) -> str:
        chosen: str = self.cleaned_data["picture"]
        if chosen and not Picture.objects.filter(pk=chosen).exists():
            raise ValidationError(_("This is not one of your pictures."), code="invalid")
        return chosen

    def fill(self, update: Update) -> Update:
        """Put into `update` what could be read: all of it when the form is valid."""
        read: dict[str, Any] = self.cleaned_data
        update.title, update.text = read.get("title", ""), read.get("text", "")
        update.picture_id = read.get("picture") or None
        update.alt = read.get("alt", "") if update.picture_id else ""
        return update


def of(update: Update) -> UpdateForm:
    return UpdateForm(
        initial={"title": update.title, "text": update.text, "picture": update.picture_id or "", "alt": update.alt}
    )
