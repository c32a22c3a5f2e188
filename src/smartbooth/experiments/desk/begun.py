"""A test is begun anew, in the place of the one under way."""

from __future__ import annotations

from django.contrib import messages
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _

from smartbooth.core import notices
from smartbooth.experiments.desk import words
from smartbooth.experiments.desk.forms import StartForm
from smartbooth.experiments.models import Round
from smartbooth.experiments.rounds.close import NotRunning
from smartbooth.experiments.rounds.restart import restart, take_back
from smartbooth.launches.models import Launch
from smartbooth.launches.studio.access import StudioRequest


def start(request: StudioRequest, launch: Launch, form: StartForm) -> bool:
    """Begin what the form says; False, with an error on the form, where a version was retired or taken down while it
    was filled in."""
    letters = form.cleaned_data["letters"]
    try:
        made = restart(launch, letters, form.options(), request.user)
    except NotRunning as missing:
        gone = _("%(letters)s is retired, or not published.") % {"letters": str(missing).upper()}
        form.add_error("letters", gone)
        return False
    said: str = _("From {hour} on, {letters} compete.")
    undo = reverse("test", kwargs={"launch": launch.pk, "number": made.number})
    text = format_html(said, hour=words.mark(made.begun_hour), letters=words.listed(letters))
    notices.tell(request, text, undo=f"{undo}?back=1")
    return True


def undo(request: StudioRequest, launch: Launch, number: int) -> None:
    """Take test `number` back before anybody was asked; says whether it could be."""
    found = Round.objects.filter(launch=launch, number=number).first()
    if found is not None and take_back(found):
        notices.tell(request, _undone(launch))
    else:
        messages.error(request, _("Too late to take that back: it has begun."))


def _undone(launch: Launch) -> str:
    """A test that had been decided or stopped within the hour goes on too: that act went with the new test."""
    if Round.objects.filter(launch=launch, ended_hour=None).exists():
        return _("The test goes on as if nothing had happened.")
    return _("All is as it was: nobody had come to the new test yet.")
