"""Launches that are the same page in other languages: they name each other to search engines (hreflang)."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet
from django.http import Http404
from django.utils.translation import gettext as _

from smartbooth.core.ids import token
from smartbooth.launches import editing
from smartbooth.launches.models import Launch, Variant
from smartbooth.launches.studio import addresses


def family(launch: Launch) -> list[Launch]:
    """The others."""
    if not launch.family:
        return []
    return list(Launch.objects.filter(family=launch.family).exclude(pk=launch.pk).order_by("language"))


def languages_left(launch: Launch) -> list[tuple[str, str]]:
    """Languages the page has no version in yet, as (code, name)."""
    had = {launch.language, *(other.language for other in family(launch))}
    return [(code, str(name)) for code, name in settings.LANGUAGES if code not in had]


def could_join(launch: Launch) -> QuerySet[Launch]:
    """Launches of the workspace that stand alone and are in a language still missing."""
    left = [code for code, _name in languages_left(launch)]
    return Launch.objects.filter(family="", language__in=left).exclude(pk=launch.pk).order_by("name")


def join(launch: Launch, other: Launch) -> None:
    """Raises Http404 for one that may not join: offered choices are all that a form can name."""
    if not could_join(launch).filter(pk=other.pk).exists():
        raise Http404("These cannot be the same page.")
    launch.family = launch.family or token()
    other.family = launch.family
    Launch.objects.bulk_update([launch, other], ["family"])


def leave(launch: Launch) -> None:
    """A family of one is none."""
    left = family(launch)
    alone = [launch, *(left if len(left) == 1 else [])]
    for member in alone:
        member.family = ""
    Launch.objects.bulk_update(alone, ["family"])


@transaction.atomic
def copy(launch: Launch, language: str, user: Any) -> Launch:
    """The launch with all its variants, in another language: same blocks, same ids, texts still to be translated."""
    if language not in dict(languages_left(launch)):
        raise Http404("It has a version in this language, or the language is none of ours.")
    launch.family = launch.family or token()
    launch.save(update_fields=["family"])
    made = Launch.objects.create(
        workspace=launch.workspace,
        name=launch.name,
        slug=addresses.free(f"{launch.slug}-{language}"),
        address=launch.address,
        language=language,
        goal=launch.goal,
        goal_button=launch.goal_button,
        family=launch.family,
        template=launch.template,
    )
    for variant in Variant.objects.filter(launch=launch).select_related("current"):
        twin = Variant.objects.create(
            workspace=launch.workspace,
            launch=made,
            letter=variant.letter,
            idea=variant.idea,
            weight=variant.weight,
        )
        editing.save(twin, variant.document, _("Copied from “%(name)s”") % {"name": launch.name}, user)
    return made
