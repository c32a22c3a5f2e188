"""The studio's own forms (a block's forms live with the block)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from smartbooth.core import clock
from smartbooth.launches.models import Launch
from smartbooth.launches.studio import addresses
from smartbooth.launches.studio.weights import readable

ADDRESSES = [(Launch.HOST, _("A host of its own")), (Launch.PATH, _("A path on our shared host"))]
MOST = 10_000  # the finest share that the adaptive split writes, so that what it wrote can be saved again
GOALS = [(Launch.LEAD, _("People leave their address")), (Launch.CLICK, _("People click a button"))]


class LaunchForm(forms.Form):
    """Name, address, language and goal: what a new launch asks and its settings keep."""

    name = forms.CharField(
        label=_("Name"), max_length=80, help_text=_("You see it in the studio, visitors in the browser's tab.")
    )
    slug = forms.CharField(
        label=_("Address"), max_length=40, help_text=_("Small letters, digits and hyphens."), required=False
    )
    address = forms.ChoiceField(
        label=_("Where it lives"), choices=ADDRESSES, initial=Launch.HOST, widget=forms.RadioSelect
    )
    language = forms.ChoiceField(
        label=_("Language of the page"), choices=settings.LANGUAGES, widget=forms.RadioSelect
    )
    goal = forms.ChoiceField(
        label=_("What counts as success"), choices=GOALS, initial=Launch.LEAD, widget=forms.RadioSelect
    )

    def __init__(self, *args: Any, launch: Launch | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.launch = launch

    def clean_slug(self) -> str:
        slug: str = self.cleaned_data["slug"]
        if not slug.strip():
            return addresses.free(self.cleaned_data.get("name", ""))
        return addresses.check(slug, besides=self.launch)


class FactsForm(LaunchForm):
    """A launch's settings: also which button the goal is about, once there is a page with buttons."""

    goal_button = forms.ChoiceField(
        label=_("Which button"), required=False,
        help_text=_("A visitor who clicks it has reached the goal; other buttons are counted beside it."),
    )  # fmt: skip

    def __init__(self, *args: Any, launch: Launch, buttons: Mapping[str, str], **kwargs: Any) -> None:
        """`buttons`: what stands on each, by name."""
        super().__init__(*args, launch=launch, **kwargs)
        gone = launch.goal_button and launch.goal_button not in buttons
        field: Any = self.fields["goal_button"]
        field.choices = [
            ("", _("Any button")), *buttons.items(), *([(launch.goal_button, _("One that is gone"))] if gone else []),
        ]  # fmt: skip

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("goal") != Launch.CLICK:
            cleaned["goal_button"] = ""
        return cleaned


class IdeaForm(forms.Form):
    idea = forms.CharField(
        label=_("Idea"),
        max_length=120,
        help_text=_("What this version tries, in a few words: “Shorter headline”, “Price first”."),
    )


def moment_field(label: Any) -> forms.DateTimeField:
    widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
    return forms.DateTimeField(
        label=label, required=False, widget=widget, input_formats=["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S"]
    )


class ScheduleForm(forms.Form):
    """Two moments, typed in the owner's time zone (`zone`, filled by the browser; UTC without JavaScript)."""

    publish_at = moment_field(_("Publish at"))
    unpublish_at = moment_field(_("Take down at"))
    zone = forms.CharField(widget=forms.HiddenInput, required=False, initial="UTC")

    def clean_zone(self) -> ZoneInfo:
        try:
            return ZoneInfo(self.cleaned_data["zone"] or "UTC")
        except (ZoneInfoNotFoundError, ValueError, OSError):
            raise forms.ValidationError(_("Your browser named a time zone we do not know.")) from None

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        zone = cleaned.get("zone")
        if not isinstance(zone, ZoneInfo):
            return cleaned
        for name in ("publish_at", "unpublish_at"):
            cleaned[name] = self._moment(name, cleaned.get(name), zone)
        start, end = cleaned["publish_at"], cleaned["unpublish_at"]
        if start and end and end <= start:
            self.add_error("unpublish_at", _("This is before the page is published."))
        return cleaned

    def _moment(self, name: str, typed: datetime | None, zone: ZoneInfo) -> datetime | None:
        if typed is None:
            return None
        moment = typed.replace(tzinfo=zone).astimezone(UTC)
        if moment <= clock.now():
            self.add_error(name, _("This moment has passed."))
        return moment


class SharesForm(forms.Form):
    """How new visitors are shared out: one whole number a variant, relative to the others'. A retired one takes none,
    so its weight is not asked, and stays as it was."""

    def __init__(self, *args: Any, variants: list[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        running = [variant for variant in variants if variant.retired_at is None]
        self.stored = {variant.letter: variant.weight for variant in running}
        for letter, weight in readable(self.stored).items():
            self.fields[f"weight_{letter}"] = forms.IntegerField(
                min_value=0, max_value=MOST, initial=weight, label=letter.upper()
            )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not self.errors and not any(cleaned.values()):
            raise forms.ValidationError(_("At least one version must receive visitors."))
        return cleaned

    def weights(self) -> dict[str, int]:
        if not self.has_changed():  # saved as it was shown, which may be coarser than what is stored
            return self.stored
        return {letter: self.cleaned_data[f"weight_{letter}"] for letter in self.stored}
