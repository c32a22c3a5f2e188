"""What an operator types, parsed once: plain text in both languages, moments in the service's time zone."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any, cast

from django import forms
from django.conf import settings
from django.utils.functional import lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from smartbooth.accounts.models import Workspace
from smartbooth.announcements import moments, plain, promotion
from smartbooth.announcements.kinds import MUST, Kind
from smartbooth.announcements.models import Announcement
from smartbooth.announcements.workspaces import named
from smartbooth.core import clock

LANGUAGES = ("en", "fr")
TEXTS = ("title", "text", "advice")
ZONE = lazy(moments.zone, str)()
FORMAT = "%Y-%m-%dT%H:%M"
AHEAD = timedelta(days=366)  # what is announced longer before is forgotten, or a year mistyped


def moment_field(label: Any, required: bool = True) -> forms.DateTimeField:
    widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format=FORMAT)
    return forms.DateTimeField(
        label=label, required=required, widget=widget, input_formats=[FORMAT, f"{FORMAT}:%S"], help_text=ZONE
    )


class WritingForm(forms.Form):
    """An announcement of `kind`. `acknowledged` holds the words that were asked about when its box was ticked: other
    words are asked about anew."""

    workspace = forms.CharField(
        label=gettext_lazy("Whose"),
        max_length=80,
        help_text=gettext_lazy("The workspace’s name or id, or the address of one of its pages."),
    )
    acknowledged = forms.CharField(required=False, widget=forms.CheckboxInput)

    def __init__(self, kind: Kind, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kind = kind
        self.looks: list[str] = []  # words that look like an advertisement
        if kind.key != Announcement.SUSPENSION:
            del self.fields["workspace"]
        for name, label in (("starts_at", kind.start), ("ends_at", kind.end)):
            if label:
                self.fields[name] = moment_field(label)
        for language in LANGUAGES:
            self.fields |= _texts(kind, language)

    def clean_workspace(self) -> Workspace:
        return named(self.cleaned_data["workspace"])

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        self._check_promotion(cleaned)  # before what has a link is taken out: both are said at once
        for name in (f"{text}_{language}" for text in TEXTS for language in LANGUAGES):
            if elsewhere := plain.foreign(cleaned.get(name, "")):
                where = settings.STUDIO_HOST
                text = _("“%(what)s” would become a link. Only addresses of %(host)s may stand here, in full.")
                self.add_error(name, text % {"what": elsewhere[0], "host": where})
        self._check_moments(cleaned.get("starts_at"), cleaned.get("ends_at"))
        return cleaned

    def _check_moments(self, start: datetime | None, end: datetime | None) -> None:
        now = clock.now()
        if start and end and end <= start:
            self.add_error("ends_at", _("This is before it begins."))
        elif end and end <= now:
            self.add_error("ends_at", _("This moment has passed."))
        if start and start > now + AHEAD:
            self.add_error("starts_at", _("This is more than a year away."))
        if start and start > now and self.kind.key in (Announcement.INCIDENT, Announcement.SUSPENSION):
            self.add_error("starts_at", _("This is still to come: what is planned is a planned outage."))

    def _check_promotion(self, cleaned: dict[str, Any]) -> None:
        words = [
            word
            for language in LANGUAGES
            for name in TEXTS
            for word in promotion.found(cleaned.get(f"{name}_{language}", ""), language)
        ]
        self.looks = list(dict.fromkeys(words))
        said = self.data.get("acknowledged", "") if self.is_bound else ""
        cleaned["acknowledged"] = ", ".join(self.looks)
        if self.looks and said != cleaned["acknowledged"]:
            self.add_error(
                "acknowledged",
                _("Take it out, or say that it is about the service itself and advertises nothing."),
            )


def _texts(kind: Kind, language: str) -> dict[str, forms.Field]:
    attributes, about = {"lang": language}, cast(Any, kind.text)  # forms' stubs know no lazy text but their own
    area = {**attributes, "rows": 5}
    return {
        f"title_{language}": forms.CharField(
            label=gettext_lazy("In a few words"),
            max_length=settings.ANNOUNCEMENT_TITLE_LENGTH,
            widget=forms.TextInput(attrs=attributes),
        ),
        f"text_{language}": forms.CharField(
            label=about, max_length=settings.ANNOUNCEMENT_TEXT_LENGTH, widget=forms.Textarea(attrs=area)
        ),
        f"advice_{language}": forms.CharField(
            label=gettext_lazy("What people can do"),
            required=kind.advice == MUST,
            max_length=settings.ANNOUNCEMENT_TEXT_LENGTH,
            widget=forms.Textarea(attrs={**area, "rows": 3}),
        ),
    }


class SendingForm(forms.Form):
    """`when`: now, or at `at`. `how`: by letter as well, or on the status page alone. `over`: that those who have had
    all letters of their year get theirs later, if ever."""

    NOW, AT, LETTERS, PAGE = "now", "at", "letters", "page"

    how = forms.ChoiceField(choices=[(LETTERS, LETTERS), (PAGE, PAGE)])
    when = forms.ChoiceField(choices=[(NOW, NOW), (AT, AT)])
    at = moment_field(gettext_lazy("The moment it goes out"), required=False)
    over = forms.BooleanField(required=False)

    def __init__(self, announcement: Announcement, over: int, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.announcement, self.held = announcement, over

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        at = cleaned.get("at") if cleaned.get("when") == self.AT else None
        if cleaned.get("when") == self.AT and at is None and "at" not in self.errors:
            self.add_error("at", _("Say when."))
        if at is not None:
            self._check(at)
        else:
            self._check_end(clock.now(), "when")
        if self.held and cleaned.get("how") == self.LETTERS and not cleaned.get("over"):
            self.add_error("over", _("Wait, put it into one letter with another, or send it to the rest."))
        cleaned["at"] = at
        return cleaned

    def _check(self, at: datetime) -> None:
        if at <= clock.now():
            self.add_error("at", _("This moment has passed."))
        elif at > clock.now() + AHEAD:
            self.add_error("at", _("This is more than a year away."))
        elif self.announcement.kind == Announcement.OUTAGE and at >= (self.announcement.starts_at or at):
            self.add_error("at", _("It will have begun by then."))

    def _check_end(self, at: datetime, name: str) -> None:
        end = self.announcement.ends_at
        if self.announcement.kind == Announcement.OUTAGE and end is not None and end <= at:
            self.add_error(name, _("What it announces is over already. Correct its moments first."))
