"""Which workspace an operator means."""

import pytest
from django.forms import ValidationError

from smartbooth.accounts.models import Workspace
from smartbooth.announcements.workspaces import named


def test_by_id_name_or_page(world, settings):
    settings.PAGES_DOMAIN, settings.PATH_HOST = "pages.example.org", "launch.example.org"
    for typed in (
        world.workspace.pk, "Aurora SAS", " aurora sas ", "aurora", "aurora.pages.example.org",
        "https://aurora.pages.example.org:8000/", "launch.example.org/aurora/", "launch.example.org/aurora/thanks",
    ):  # fmt: skip
        assert named(typed) == world.workspace, typed


@pytest.mark.parametrize(
    "typed", ["", "Nobody", "nobody.localhost", "https://", "launch.example.org/", "%", "' or 1=1"]
)
def test_none(world, typed):
    with pytest.raises(ValidationError, match="No workspace"):
        named(typed)


def test_several_of_one_name_are_told_apart_by_id(world):
    other = Workspace.objects.create(name="AURORA SAS")
    with pytest.raises(ValidationError, match="by its id") as found:
        named("aurora sas")
    assert other.pk in str(found.value) and world.workspace.pk in str(found.value)
