"""A test of the archive as a published launch: a variant for each headline and excerpt, with one button that counts."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from smartbooth.accounts.models import Membership, User, Workspace
from smartbooth.accounts.tenancy import within
from smartbooth.cli.replay.archive import Test, Version
from smartbooth.core.ids import token
from smartbooth.launches.blocks import KINDS
from smartbooth.launches.models import Launch, Revision, Variant
from smartbooth.launches.publish import publish

OWNER = "replay"
HERO = "hero000000"  # block ids are the same in every variant, so that the studio marks what differs
HEADLINE, TAGLINE, NAME = 120, 300, 80  # letters that fit; the archive's longest are 120 and 200
CREDIT = (
    "<p>A test of the Upworthy Research Archive (Matias, Munger, Le Quere, Ebersole: Scientific Data 8, 195, 2021), "
    "licence CC BY 4.0, played again.</p>"
)


@dataclass(frozen=True)
class Built:
    """A published launch and what it replays."""

    id: str
    slug: str
    host: str
    root: str
    button: str
    test: Test


def workspace() -> tuple[User, Workspace]:
    """Whose launches they are: the user "replay" and its workspace, made at the first replay."""
    owner, made = User.objects.get_or_create(username=OWNER, defaults={"is_active": False})
    if made:
        owner.set_unusable_password()
        owner.save(update_fields=["password"])
        place = Workspace.objects.create(name="Replayed tests")
        Membership.objects.create(workspace=place, user=owner)
        return owner, place
    return owner, Workspace.objects.get(members=owner)


def build(place: Workspace, owner: User, test: Test, name: str = "", slug: str = "") -> Built:
    """Make the launch, called by its first headline or `name`, and publish it. Raises what publishing raises."""
    with within(place):
        launch = Launch.objects.create(
            workspace=place, name=name or _cut(test.versions[0].headline, NAME), slug=slug or f"test-{token(12)}",
            language="en", goal=Launch.CLICK,
        )  # fmt: skip
        for version in test.versions:
            _variant(launch, version, document(test, version))
        publish(launch, owner)
    return Built(launch.pk, launch.slug, launch.host, launch.root, HERO, test)


def _variant(launch: Launch, version: Version, content: dict[str, Any]) -> None:
    variant = Variant.objects.create(
        workspace=launch.workspace, launch=launch, letter=version.letter, idea=_cut(version.headline, HEADLINE)
    )
    variant.current = Revision.objects.create(
        workspace=launch.workspace, variant=variant, document=content, summary="From the archive"
    )
    variant.save(update_fields=["current"])


def document(test: Test, version: Version) -> dict[str, Any]:
    """A teaser's page: headline, excerpt and the button; what it is; the foot."""
    return {
        "theme": {},
        "blocks": [
            _block(HERO, "hero", eyebrow=_when(test.week), headline=_cut(version.headline, HEADLINE),
                   tagline=_cut(version.excerpt, TAGLINE), button_text="Read the story", button_url="https://example.org/"),
            _block("text000000", "text", title="About this page", body=CREDIT),
            _block("footer0000", "footer", contact="Replayed tests"),
        ],
    }  # fmt: skip


def _block(block: str, kind: str, **raw: Any) -> dict[str, Any]:
    return {"id": block, "kind": kind, "data": KINDS[kind].clean(raw)}


def _when(week: str) -> str:
    """ "201308" as "February 2013"; what is not a week as it is."""
    try:
        return f"{date.fromisocalendar(int(week[:4]), int(week[4:]), 1):%B %Y}"
    except ValueError:
        return week


def _cut(text: str, length: int) -> str:
    return text if len(text) <= length else text[: length - 1].rstrip() + "…"
