"""Going live and coming back: publish, take down, and at what hour. Taking down has its undo: publish again."""

from __future__ import annotations

from datetime import UTC

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from smartbooth.core.methods import verb
from smartbooth.launches.models import Launch
from smartbooth.launches.publish import PublishError, pending_changes, problems, publish, unpublish
from smartbooth.launches.publish.appoint import appoint
from smartbooth.launches.studio import ahead, state, when
from smartbooth.launches.studio.access import StudioRequest, launch_or_404, studio
from smartbooth.launches.studio.editor import variants_of
from smartbooth.launches.studio.forms import ScheduleForm
from smartbooth.launches.studio.preview import link


def overview(
    request: StudioRequest,
    launch: Launch,
    schedule: ScheduleForm,
    status: int = 200,
    refused: PublishError | None = None,
) -> HttpResponse:
    """What stands before publishing, the address, the hours, and the links to show it to someone."""
    variants = variants_of(launch)
    found = state.state(launch, waiting=True)
    listed = problems(launch)
    if refused is not None:
        listed = [*refused.problems, *(problem for problem in listed if problem not in refused.problems)]
    changes = pending_changes(launch) if found.changed else None
    context = {
        "launch": launch,
        "tab": "page",
        "state": found,
        "added": ", ".join(changes.added).upper() if changes else "",
        "joining": when.joins(launch) if found.live else "",
        "problems": [problem for problem in listed if not problem.warning],
        "warnings": [problem for problem in listed if problem.warning],
        "refused": refused is not None,
        "schedule": schedule,
        "next": state.next_moment(launch),
        "links": [(variant, request.build_absolute_uri(link(variant))) for variant in variants],
        "variants": variants,
        "several": sum(one.retired_at is None for one in variants) > 1,
        "days": settings.PREVIEW_DAYS,
        "ahead": ahead.words(launch),
    }
    return render(request, "launches/publication.html", context, status=status)


@studio
@require_http_methods(["GET", "HEAD", "POST", "DELETE"])
def index(request: StudioRequest, launch: str) -> HttpResponseBase:
    """GET looks, POST publishes, DELETE takes down."""
    found = launch_or_404(launch)
    if verb(request) == "POST":
        return go_live(request, found)
    if verb(request) == "DELETE":
        return come_down(request, found)
    return overview(request, found, opened(found))


def go_live(request: StudioRequest, launch: Launch) -> HttpResponseBase:
    try:
        publication = publish(launch, request.user)
    except PublishError as refused:
        return overview(request, launch, opened(launch), status=422, refused=refused)
    joining = when.joining(launch)
    if publication.number == 1:
        messages.success(request, _("%(name)s is live.") % {"name": launch.name})
    elif joining:
        letters, split = joining
        text = _("Published. Visitors see it from now on, and {letters} from {hour} on.")
        messages.success(request, when.said(text, split, letters=letters))
    else:
        messages.success(request, _("Published. Visitors see it from now on."))
    return redirect("launches:publication", launch=launch.pk)


def come_down(request: StudioRequest, launch: Launch) -> HttpResponseBase:
    unpublish(launch)
    again = reverse("launches:publication", kwargs={"launch": launch.pk})
    messages.success(request, _("%(name)s is taken down.") % {"name": launch.name}, extra_tags=f"undo:{again}")
    return redirect("launches:publication", launch=launch.pk)


def opened(launch: Launch) -> ScheduleForm:
    """The hours in UTC, as the form's zone says; the browser moves them to the owner's."""
    hours = {"publish_at": launch.publish_at, "unpublish_at": launch.unpublish_at}
    plain = {name: hour.astimezone(UTC).strftime("%Y-%m-%dT%H:%M") for name, hour in hours.items() if hour}
    return ScheduleForm(initial=plain)


@studio
@require_http_methods(["GET", "HEAD", "POST", "DELETE"])
def schedule(request: StudioRequest, launch: str) -> HttpResponseBase:
    """POST sets the hours, DELETE forgets them."""
    found = launch_or_404(launch)
    if request.method in ("GET", "HEAD"):
        return redirect("launches:publication", launch=launch)
    moments = {"publish_at": None, "unpublish_at": None}
    if verb(request) == "POST":
        form = ScheduleForm(request.POST)
        if not form.is_valid():
            return overview(request, found, form, status=422)
        moments = {name: form.cleaned_data[name] for name in moments}
    appoint(found, **moments)
    said = _("The hours are saved.") if any(moments.values()) else _("Nothing is scheduled.")
    messages.success(request, said)
    return redirect("launches:publication", launch=launch)
