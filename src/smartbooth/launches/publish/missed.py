"""A schedule was not kept: what the owner finds on the page, and the letter that says so at once."""

from __future__ import annotations

from collections.abc import Callable

from django.db import transaction
from django.utils.translation import get_language, gettext, gettext_noop, override

from smartbooth.accounts.models import Membership
from smartbooth.accounts.owners import owners
from smartbooth.launches.messages import ScheduleMissed, sentences
from smartbooth.launches.models import Launch
from smartbooth.launches.publish.problems import PublishError, problems
from smartbooth.launches.publish.worded import worded
from smartbooth.mail import membership

OURS = gettext_noop("Something on our side failed. It is tried again every minute.")
Move = Callable[[str], bool]  # moves the appointment and notes why; whether it was still the same


def refused(launch: Launch, field: str, error: PublishError, move: Move) -> None:
    """It cannot go live as it is, and is not tried again. Runs in the workspace; the page says why in the language
    that is active, the letters in each owner's."""
    readers = owners(launch.workspace_id)
    said = {str(get_language()): worded(launch, error.problems)}
    for language in {reader.user.language for reader in readers} - said.keys():
        with override(language):
            found = [one for one in problems(launch) if not one.warning]
            said[language] = worded(launch, found or error.problems)
    with transaction.atomic():
        if move(str(error)):
            _tell(readers, launch, field, said, "no")


def failed(launch: Launch, field: str, move: Move) -> None:
    """A fault of ours, tried again; told at the first time only."""
    readers = owners(launch.workspace_id)
    said: dict[str, list[str]] = {}
    for language in {reader.user.language for reader in readers}:
        with override(language):
            said[language] = [gettext(OURS)]
    with transaction.atomic():
        if move(gettext(OURS)) and not launch.schedule_problem:
            _tell(readers, launch, field, said, "yes")


def _tell(readers: list[Membership], launch: Launch, field: str, said: dict[str, list[str]], again: str) -> None:
    for reader in readers:
        membership.tell(
            ScheduleMissed, reader, launch=launch.name, key=launch.pk, workspace=launch.workspace.name,
            at=getattr(launch, field), what=field, why=sentences(said[reader.user.language]), again=again,
        )  # fmt: skip
