"""A film that loads on a click: until then no request leaves for anyone (privacy.md, Cookies)."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from smartbooth.launches.blocks import look
from smartbooth.launches.blocks.base import Block, BlockForm
from smartbooth.launches.blocks.fields import Choice, LinkField, PictureField, Text
from smartbooth.launches.blocks.video.film import film


class FilmField(LinkField):
    def to_python(self, value: Any) -> str:
        url = super().to_python(value)
        if url and film(url) is None:
            raise ValidationError(
                _("Give the address of a film on YouTube or Vimeo, or of a file ending in .mp4 or .webm (https)."),
                code="invalid",
            )
        return url


class VideoForm(BlockForm):
    title = Text(max_length=120, required=True, label=_("Title"), help_text=_("Names the film for everyone."))
    url = FilmField(required=True, label=_("The film's address"))
    length = Text(max_length=20, label=_("Length"), help_text=_("Such as 1:40."))
    caption = Text(max_length=200, label=_("Caption"))
    picture = PictureField(label=_("Still picture"))
    alt = Text(max_length=160, label=_("What the still picture shows"))
    layout = Choice(
        choices=[("wide", _("As wide as the page's column")), ("inset", _("Smaller"))], label=_("Size")
    )
    tone = look.tone()


class Video(Block):
    kind = "video"
    label = _("Video")
    form = VideoForm
    script = True

    @classmethod
    def context(cls, data: dict[str, Any], page: Any) -> dict[str, Any]:
        return {"film": film(data.get("url", ""))}

    @classmethod
    def sources(cls, data: dict[str, Any]) -> dict[str, list[str]]:
        found = film(data.get("url", ""))
        return {found.directive: [found.origin]} if found else {}
