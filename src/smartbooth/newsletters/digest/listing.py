"""On a launch's settings: whether it may be named in the letter about other launches, and in which words."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from smartbooth.launches.models import Launch, Publication
from smartbooth.launches.studio import settings
from smartbooth.launches.studio.access import StudioRequest, launch_or_404, studio
from smartbooth.launches.studio.further import Part
from smartbooth.newsletters.digest.models import LONGEST, Entry, Listed
from smartbooth.newsletters.digest.picking import LINE

KEY = "listing"


class ListingForm(forms.Form):
    """`listed` and, where it is, `says`: one line without links."""

    listed = forms.BooleanField(
        label=gettext_lazy("May be named in our letter about other launches"), required=False
    )
    says = forms.CharField(
        label=gettext_lazy("What it is, in one line"), required=False, max_length=LONGEST,
        help_text=gettext_lazy("Stands below the name of the launch. As you would tell a neighbour."),
    )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        found = super().clean() or self.cleaned_data
        says = " ".join(found.get("says", "").split())
        if found.get("listed") and "says" not in self.errors:
            if not says:
                self.add_error("says", _("Say in one line what it is."))
            elif LINE.pack(says) != says:
                self.add_error("says", _("Leave out addresses and links: the letter links to your page."))
        return {**found, "says": says}


def part(launch: Launch, form: forms.Form | None = None) -> Part:
    known = Listed.objects.filter(launch=launch).first()
    initial = {"listed": known is not None, "says": known.says if known else ""}
    entry = Entry.objects.select_related("round").filter(launch=launch, round__begun_at__isnull=False).first()
    more = {"named": entry and entry.round.begun_at, "left_out": known and known.left_out_at}
    return Part(
        KEY, _("In our letter about other launches"), "newsletters/digest/listing.html",
        form or ListingForm(initial=initial), more,
    )  # fmt: skip


@studio
@require_POST
def index(request: StudioRequest, launch: str) -> HttpResponseBase:
    """POST `listed` with `says`, or without: it is not named (any more)."""
    found = launch_or_404(launch)
    form = ListingForm(request.POST)
    if not form.is_valid():
        return settings.overview(request, found, filled={KEY: form})
    if form.cleaned_data["listed"]:
        _list(found, form.cleaned_data["says"])
        live = Publication.objects.filter(launch=found, ended_at=None).exists()
        soon = _("Saved. It can be named in the next letter.")
        messages.success(request, soon if live else _("Saved. It can be named in a letter once it is live."))
    else:
        Listed.objects.filter(launch=found).delete()
        messages.success(request, _("Saved. It is named in no letter from now on."))
    return redirect("launches:settings", launch=launch)


def _list(launch: Launch, says: str) -> None:
    """In these words. An operator who left it out looks at it anew where they are others."""
    before = Listed.objects.filter(launch=launch).first()
    if before is None:
        Listed.objects.create(launch=launch, workspace=launch.workspace, says=says)
    elif before.says != says:
        Listed.objects.filter(launch=launch).update(says=says, left_out_at=None)
