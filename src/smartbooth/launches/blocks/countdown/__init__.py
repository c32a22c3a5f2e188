"""The date, and how long until then."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from smartbooth.launches.blocks import look
from smartbooth.launches.blocks.base import Block, BlockForm
from smartbooth.launches.blocks.fields import ZONES, Choice, MomentField, Text

LAYOUTS = [("large", _("Large figures")), ("line", _("One line"))]
WRITTEN = {"fr": r"l j F Y, H \h i", "en": "l j F Y, H:i"}


class CountdownForm(BlockForm):
    title = Text(max_length=120, label=_("Line above"))
    moment = MomentField(label=_("Date and time"))
    zone = Choice(choices=ZONES, label=_("Time of"))
    after = Text(max_length=120, label=_("Once it has passed"), help_text=_("Such as “We are open.”"))
    layout = Choice(choices=LAYOUTS, label=_("Layout"))
    tone = look.tone()


class Countdown(Block):
    kind = "countdown"
    label = _("Countdown")
    form = CountdownForm
    script = True

    @classmethod
    def context(cls, data: dict[str, Any], page: Any) -> dict[str, Any]:
        """`written`: the date in words, in the owner's zone, for those without JavaScript."""
        zone = data.get("zone") or ZONES[0][0]
        local = datetime.fromisoformat(data["moment"]).astimezone(ZoneInfo(zone))
        language = (translation.get_language() or "en")[:2]
        city = zone.split("/")[-1].replace("_", " ")
        return {"written": date_format(local, WRITTEN.get(language, WRITTEN["en"])), "city": city}
