"""Form fields of blocks. Each cleans to a plain JSON value, and accepts that value again."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from smartbooth.launches.blocks.rich import plain_to_rich, sanitise

TOKEN = re.compile(r"[0-9a-z_-]{4,40}", re.IGNORECASE)
UNSAFE = re.compile(r"[\x00-\x20\x7f\\<>\"'`{}|^]")  # never in a URL that was written properly (RFC 3986, 2)
HOST = re.compile(r"[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*(:\d{1,5})?", re.IGNORECASE)
FRAGMENT = re.compile(r"#[A-Za-z][A-Za-z0-9_-]*")
MAIL = re.compile(r"mailto:[^@]+@[^@]+\.[^@]+", re.IGNORECASE)
TEL = re.compile(r"tel:\+?[0-9().-]{3,20}", re.IGNORECASE)


class Text(forms.CharField):
    """One line. Optional unless said otherwise."""

    def __init__(self, *, max_length: int, required: bool = False, **kwargs: Any) -> None:
        super().__init__(max_length=max_length, required=required, **kwargs)


class LongText(Text):
    """Several lines of plain text; blank lines part paragraphs."""

    widget = forms.Textarea

    def to_python(self, value: Any) -> str:
        return (super().to_python(value) or "").replace("\r\n", "\n")


class Choice(forms.ChoiceField):
    """One of a few; the first where nothing was chosen, so that older data gains new choices quietly."""

    def __init__(self, *, choices: Any, **kwargs: Any) -> None:
        super().__init__(choices=choices, required=False, **kwargs)
        self.initial = choices[0][0]

    def clean(self, value: Any) -> str:
        return super().clean(value) or str(self.initial)


class PictureField(forms.CharField):
    """The id of a Picture, or empty. `alt` names the form's field that describes it, required with a picture."""

    def __init__(self, *, alt: str = "alt", **kwargs: Any) -> None:
        kwargs.setdefault("label", _("Picture"))
        super().__init__(required=False, max_length=40, **kwargs)
        self.alt = alt

    def clean(self, value: Any) -> str:
        cleaned = super().clean(value)
        if cleaned and not TOKEN.fullmatch(cleaned):
            raise ValidationError(_("This is not one of your pictures."), code="invalid")
        return str(cleaned)


class LinkField(forms.CharField):
    """A URL people may safely follow: http(s), mailto, tel, or "#place" on the page. `example.org` gains https."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("required", False)
        super().__init__(max_length=500, **kwargs)
        self.widget.attrs.setdefault("inputmode", "url")

    def to_python(self, value: Any) -> str:
        url = super().to_python(value)
        if not url:
            return ""
        if "://" not in url and HOST.fullmatch(url.split("/")[0]) and "." in url:
            url = f"https://{url}"
        if not safe(url):
            raise ValidationError(
                _(
                    "Write a full address, such as https://example.org, mailto:you@example.org or tel:+33123456789."
                ),
                code="invalid",
            )
        return url


def safe(url: str) -> bool:
    """Whether the URL is http(s) with a host, mailto, tel or a fragment, and written without control characters."""
    if UNSAFE.search(url):
        return False
    if FRAGMENT.fullmatch(url) or MAIL.fullmatch(url) or TEL.fullmatch(url):
        return True
    try:
        parts = urlsplit(url)
        port_is_number = parts.port is None or parts.port > 0
    except ValueError:
        return False
    named = bool(parts.hostname) and "@" not in parts.netloc
    return parts.scheme in ("http", "https") and named and port_is_number


class RichField(forms.CharField):
    """Formatted text, cleaned to the few elements of `rich.ELEMENTS`. Plain text becomes paragraphs."""

    widget = forms.Textarea
    max_rich = 20_000  # characters: some 3,000 words, more than a launch page should hold

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("required", False)
        super().__init__(max_length=self.max_rich, **kwargs)

    def to_python(self, value: Any) -> str:
        text = super().to_python(value) or ""
        return sanitise(text if "<" in text else plain_to_rich(text))


class LinesField(forms.CharField):
    """A short list, typed one a line; cleans to a list of texts."""

    widget = forms.Textarea

    def __init__(self, *, max_lines: int = 8, line_length: int = 120, **kwargs: Any) -> None:
        super().__init__(required=False, **kwargs)
        self.max_lines, self.line_length = max_lines, line_length

    def clean(self, value: Any) -> Any:
        raw = value if isinstance(value, list) else str(value or "").splitlines()
        lines = [line for line in (str(line).strip() for line in raw) if line]
        if len(lines) > self.max_lines:
            raise ValidationError(_("At most %(max)d lines."), params={"max": self.max_lines}, code="max_lines")
        if any(len(line) > self.line_length for line in lines):
            raise ValidationError(
                _("A line has at most %(max)d letters."), params={"max": self.line_length}, code="max_length"
            )
        return lines

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(value) if isinstance(value, list) else value


class MomentField(forms.CharField):
    """A moment, kept as ISO 8601 UTC ("2027-06-12T18:00:00Z"). Without an offset, what is typed is the time of the
    zone that the form's field `zone_name` holds, and is shown in it again."""

    widget = forms.DateTimeInput(attrs={"type": "datetime-local"})

    def __init__(self, *, zone_name: str = "zone", **kwargs: Any) -> None:
        super().__init__(max_length=40, **kwargs)
        self.zone_name = zone_name
        self.zone = "UTC"  # set by the form

    def zone_of(self, given: Mapping[str, Any]) -> str:
        zone = str(given.get(self.zone_name) or ZONES[0][0])
        return zone if zone in dict(ZONES) else "UTC"

    def to_python(self, value: Any) -> str:
        text = super().to_python(value)
        if not text:
            return ""
        try:
            moment = datetime.fromisoformat(text)
            if moment.tzinfo is None:
                moment = moment.replace(tzinfo=ZoneInfo(self.zone))
            moment = moment.astimezone(UTC)
        except (ValueError, OverflowError):
            raise ValidationError(_("Write a date and a time."), code="invalid") from None
        return moment.isoformat(timespec="seconds").replace("+00:00", "Z")

    def prepare_value(self, value: Any) -> Any:
        if not isinstance(value, str) or not value.endswith("Z"):
            return value
        try:
            moment = datetime.fromisoformat(value)
        except ValueError:
            return value  # as typed, so that it can be corrected
        return moment.astimezone(ZoneInfo(self.zone)).strftime("%Y-%m-%dT%H:%M")


# Where launches happen; the first is the default.
ZONES = [
    ("Europe/Paris", _("Paris, Brussels, Berlin, Madrid")),
    ("Europe/London", _("London, Dublin, Lisbon")),
    ("Europe/Athens", _("Athens, Helsinki, Kyiv")),
    ("America/New_York", _("New York, Montréal")),
    ("America/Chicago", _("Chicago, Mexico City")),
    ("America/Los_Angeles", _("Los Angeles, Vancouver")),
    ("America/Sao_Paulo", _("São Paulo")),
    ("Africa/Casablanca", _("Casablanca")),
    ("Africa/Dakar", _("Dakar, Abidjan")),
    ("Indian/Reunion", _("Réunion, Mauritius, Dubai")),
    ("Asia/Kolkata", _("Mumbai, Delhi")),
    ("Asia/Tokyo", _("Tokyo, Seoul")),
    ("Australia/Sydney", _("Sydney, Melbourne")),
    ("UTC", _("UTC")),
]
