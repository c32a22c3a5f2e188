"""What an owner can say about a test."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.formats import sanitize_separators
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.utils.translation import pgettext_lazy

from smartbooth.experiments import names
from smartbooth.experiments.desk.effort import DIFFERENCES, Effort, efforts, smallest
from smartbooth.experiments.desk.traffic import Recent
from smartbooth.experiments.desk.words import percent
from smartbooth.experiments.models import MARGIN, Round
from smartbooth.launches.editing import LETTERS

BACK = (0, 5, 10, 20)  # per cent kept from the winner: below 5 nothing is seen, above 20 it costs too much
LEARNED = 500  # characters, as Round.learned: a lesson one remembers is short
MOST_MARGIN = 50  # per cent: whoever calls half as many again "no difference" tests nothing
MOST_A_DAY = 10_000_000  # visitors: more than any page of one launch has had here
MOST_RATE = 90  # per cent, as traffic.HIGHEST

GOALS = {
    Round.LEAD: pgettext_lazy("what a test counts", "Sign-ups"),
    Round.CONFIRMED: lazy("Confirmed sign-ups"),
    Round.CLICK: lazy("Visitors who click a button"),
}


def back_field() -> forms.TypedChoiceField:
    """How many per cent keep seeing the control. Its label and choices are Backed's."""
    return forms.TypedChoiceField(
        coerce=int,
        required=False,
        help_text=lazy(
            "So that you can go on seeing what the change is worth. Most launches need nobody for that."
        ),
    )


class Backed(forms.Form):
    """With the choice how many keep seeing the control, in the language's own per cents. `control`: its letter."""

    def __init__(self, *args: Any, control: str = "a", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["keep_back"]
        field.label = _("Keep showing %(letter)s to") % {"letter": control.upper()}
        assert isinstance(field, forms.TypedChoiceField)
        field.choices = [(part, percent(part / 100) if part else _("nobody")) for part in BACK]

    def clean_keep_back(self) -> int | None:
        return self.cleaned_data["keep_back"] or 0


ALL = "all"  # instead of a letter: new visitors go on getting each version


class SendForm(Backed):
    """Everybody gets one version: which, and for whom not; or goes on getting one of ALL. `letters`: those that run."""

    letter = forms.ChoiceField(error_messages={"invalid_choice": lazy("This version takes no part in the test.")})
    keep_back = back_field()
    why = forms.ChoiceField(choices=[(Round.CHOSEN, ""), (Round.STOPPED, "")], initial=Round.CHOSEN)

    def __init__(self, *args: Any, letters: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["letter"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(letter, letter.upper()) for letter in letters] + [(ALL, "")]

    def clean_keep_back(self) -> int | None:
        """None: what the test itself says, where the form was one without the choice."""
        return super().clean_keep_back() if self.data.get("keep_back") else None


class OptionsForm(Backed):
    """What happens by itself: may be changed as long as the test runs, for it changes no answer."""

    by_itself = forms.BooleanField(
        label=lazy("Do it for me"),
        required=False,
        help_text=lazy(
            "When a version wins, everybody gets it from the next full hour on, and you are told. You can take it "
            "back until then."
        ),
    )
    adaptive = forms.BooleanField(
        label=lazy("Let the split follow the results"),
        required=False,
        help_text=lazy(
            "Sends more visitors to the version that looks better while the test runs. Where one is a fifth better, "
            "four in five see it meanwhile, but it takes about twice as many visitors to be sure. Every version keeps "
            "at least a tenth."
        ),
    )
    keep_back = back_field()

    def options(self) -> dict[str, Any]:
        """As fields of `Round`."""
        return {name: self.cleaned_data[name] for name in ("by_itself", "adaptive", "keep_back")}


class LearnedForm(forms.Form):
    learned = forms.CharField(
        label=lazy("What did you learn?"),
        required=False,
        max_length=LEARNED,
        widget=forms.Textarea(attrs={"rows": 3, "maxlength": LEARNED}),
        help_text=lazy("For whoever comes next: what you would try again, and what not. 500 characters."),
    )

    def __init__(self, data: Mapping[str, Any] | None = None, **kwargs: Any) -> None:
        if data is not None:  # browsers send two characters for a line's end, and count one
            data = {**{key: data[key] for key in data}, "learned": data.get("learned", "").replace("\r\n", "\n")}
        super().__init__(data, **kwargs)


class Number(forms.FloatField):
    """Also as the language writes it, "3,5" in an address; the browser's own field sends and shows "3.5" alone."""

    def to_python(self, value: Any) -> Any:
        return super().to_python(sanitize_separators(value))

    def prepare_value(self, value: Any) -> Any:
        return sanitize_separators(value)


class TrafficForm(forms.Form):
    """The calculator's: what one expects where nothing was counted yet, or wants to see otherwise. `doing`: the goal,
    as in "leave an address"."""

    visitors = Number(
        label=lazy("Visitors a day"), min_value=1, max_value=MOST_A_DAY, widget=forms.NumberInput({"step": "any"})
    )
    rate = Number(
        min_value=0.01, max_value=MOST_RATE,
        widget=forms.NumberInput({"step": "any"}),
    )  # fmt: skip
    versions = forms.IntegerField(label=lazy("Versions"), min_value=2, max_value=len(LETTERS), initial=2)

    def __init__(self, *args: Any, doing: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["rate"].label = _("Of 100 visitors, so many %(do)s") % {"do": doing}
        told = {
            "visitors": _("A number from 1 to {most}.").format(most=names.count(MOST_A_DAY)),
            "rate": _("A number above 0, up to {most}.").format(most=MOST_RATE),
            "versions": _("A whole number from 2 to {most}.").format(most=len(LETTERS)),
        }
        for name, text in told.items():
            codes = ("required", "invalid", "min_value", "max_value")
            self.fields[name].error_messages |= dict.fromkeys(codes, text)


class StartForm(OptionsForm):
    """A new test. `versions`: (letter, idea) of those that can take part; `goals`: what can be counted, as choices;
    `recent`: the launch's own traffic, by which a hopeless test is refused."""

    letters = forms.MultipleChoiceField(
        label=pgettext_lazy("of a page", "Versions"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": lazy("Choose two versions or more."),
            "invalid_choice": lazy("%(value)s is retired, or not published."),
        },
    )
    goal = forms.ChoiceField(
        label=lazy("What counts"),
        help_text=lazy("It stays as it is while the test runs. To ask something else, begin another test."),
        error_messages={
            "invalid_choice": lazy("This cannot be counted here. Choose the button in the settings first.")
        },
    )
    difference = forms.TypedChoiceField(
        label=lazy("A difference worth waiting for"), coerce=int, choices=[(one, one) for one in DIFFERENCES]
    )
    margin = forms.IntegerField(
        label=lazy("Too small to matter"),
        min_value=1,
        max_value=MOST_MARGIN,
        initial=MARGIN,
        help_text=lazy(
            "In per cent. Once it is sure that the versions are closer than this, the test is over: with 10, you call "
            "100 and 109 sign-ups the same."
        ),
    )

    field_order = ("letters", "goal", "difference", "margin", "by_itself", "adaptive", "keep_back")

    def __init__(
        self,
        *args: Any,
        versions: Sequence[tuple[str, str]],
        goals: Sequence[tuple[str, str]],
        recent: Recent,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.recent = recent
        for name, choices in (("letters", versions), ("goal", goals)):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = [(key, text) for key, text in choices]

    def clean_letters(self) -> list[str]:
        letters: list[str] = self.cleaned_data["letters"]
        if len(set(letters)) < 2:
            raise forms.ValidationError(_("Choose two versions or more."))
        return sorted(set(letters))

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if {"letters", "goal", "difference"} <= cleaned.keys():
            self._possible(cleaned["goal"], len(cleaned["letters"]), cleaned["difference"])
        return cleaned

    def _possible(self, goal: str, versions: int, difference: int) -> None:
        """A test that would take more than a year is not begun: its answer would come for another page."""
        traffic = self.recent.of(goal)
        if traffic is None:
            return
        found = efforts(traffic, versions)
        wanted = next(one for one in found if one.difference == difference)
        if not wanted.hopeless:
            return
        self.add_error("difference", refusal(wanted, smallest(found, difference)))

    def options(self) -> dict[str, Any]:
        return {**super().options(), "goal": self.cleaned_data["goal"], "margin": self.cleaned_data["margin"]}


def refusal(wanted: Effort, instead: Effort | None) -> str:
    """Why a difference is not waited for, and what can be."""
    told = {"share": wanted.share, "time": wanted.time}
    if instead is None:
        return (
            _("At your traffic a difference of %(share)s takes %(time)s to see, and none here less than a year.")
            % told
        )
    other = {"other": instead.share, "less": instead.time}
    return _(
        "At your traffic a difference of %(share)s takes %(time)s to see. One of %(other)s takes %(less)s: try "
        "something bolder, and wait for that."
    ) % {**told, **other}
