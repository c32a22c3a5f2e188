"""The little world of every test: an owner, a member of the team, and a stranger with a launch of their own."""

from dataclasses import dataclass
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from smartbooth.accounts.models import Membership, User, Workspace
from smartbooth.accounts.tenancy import within
from smartbooth.launches.models import Launch, Revision, Variant

PASSWORD = "correct horse battery"


@dataclass
class World:
    owner: User
    member: User
    stranger: User
    workspace: Workspace
    elsewhere: Workspace
    launch: Launch  # the owner's: "Aurora", two variants
    theirs: Launch  # the stranger's


def paris(*parts: int) -> datetime:
    """A moment by the clock on a wall in Paris."""
    return datetime(*parts, tzinfo=ZoneInfo("Europe/Paris")).astimezone(UTC)


def user(name: str) -> User:
    return User.objects.create_user(name, f"{name}@example.org", PASSWORD)


def launch(workspace: Workspace, name: str, slug: str, letters: str = "ab", **fields: object) -> Launch:
    with within(workspace):
        made = Launch.objects.create(workspace=workspace, name=name, slug=slug, **fields)
        for letter in letters:
            variant = Variant.objects.create(
                workspace=workspace, launch=made, letter=letter, idea=f"Idea {letter}"
            )
            revision = Revision.objects.create(
                workspace=workspace, variant=variant, document={"theme": {}, "blocks": []}, summary="Start"
            )
            variant.current = revision
            variant.save(update_fields=["current"])
    return made


def build() -> World:
    owner, member, stranger = user("olive"), user("marcel"), user("sidonie")
    workspace = Workspace.objects.create(name="Aurora SAS")
    elsewhere = Workspace.objects.create(name="Elsewhere Ltd")
    Membership.objects.create(workspace=workspace, user=owner)
    Membership.objects.create(workspace=workspace, user=member, role=Membership.MEMBER)
    Membership.objects.create(workspace=elsewhere, user=stranger)
    return World(
        owner, member, stranger, workspace, elsewhere,
        launch(workspace, "Aurora", "aurora"), launch(elsewhere, "Borealis", "borealis"),
    )  # fmt: skip
