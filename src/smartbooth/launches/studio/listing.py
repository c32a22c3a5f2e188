"""All launches of the workspace, with one sentence of how they stand. Four queries, however many there are."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.contrib.humanize.templatetags.humanize import apnumber
from django.db.models import Exists, OuterRef, Prefetch, Subquery
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from smartbooth.launches.models import Launch, Publication, Revision, Variant
from smartbooth.launches.studio import state
from smartbooth.launches.studio.access import StudioRequest, launch_or_404, studio


@dataclass(frozen=True)
class Row:
    launch: Launch
    state: state.State
    edited: datetime
    variants: list[Variant]
    when: datetime | None


def rows() -> list[Row]:
    """Newest work first."""
    publications = Publication.objects.filter(launch=OuterRef("pk"))
    newest = Revision.objects.filter(variant__launch=OuterRef("pk")).order_by("-made_at").values("made_at")[:1]
    launches = (
        Launch.objects.annotate(
            is_live=Exists(publications.filter(ended_at__isnull=True)),
            was_live=Exists(publications),
            edited=Subquery(newest),
        )
        .prefetch_related(Prefetch("variants", Variant.objects.all(), to_attr="shown"))
        .order_by("-edited", "-created_at")
    )
    return [_row(launch) for launch in launches]


def _row(launch: Launch) -> Row:
    key = state.key_of(launch, launch.is_live, launch.was_live)  # type: ignore[attr-defined]  # annotated above
    return Row(
        launch,
        state.State(key, None),
        launch.edited or launch.created_at,  # type: ignore[attr-defined]  # annotated above
        launch.shown,  # type: ignore[attr-defined]  # annotated above
        state.next_moment(launch),
    )


def sentence(found: list[Row]) -> str:
    """ "Two launches are live, one is a draft." """
    live = sum(row.state.key == state.LIVE for row in found)
    scheduled = sum(row.state.key == state.SCHEDULED for row in found)
    if live:
        return ngettext("%(count)s launch is live.", "%(count)s launches are live.", live) % {
            "count": capfirst(str(apnumber(live)))
        }
    if scheduled:
        return ngettext("%(count)s launch is scheduled.", "%(count)s launches are scheduled.", scheduled) % {
            "count": capfirst(str(apnumber(scheduled)))
        }
    return _("Nothing is live yet.") if found else _("What are you about to launch?")


@studio
@require_safe
def index(request: StudioRequest) -> HttpResponse:
    found = rows()
    return render(request, "launches/list.html", {"rows": found, "sentence": sentence(found)})


@studio
@require_safe
def home(request: StudioRequest, launch: str) -> HttpResponseBase:
    """To what the person came for: the results of a live launch, else its page."""
    found = launch_or_404(launch)
    if state.state(found).live:
        return redirect("results", launch=launch)
    return redirect("launches:page", launch=launch, letter="a")
