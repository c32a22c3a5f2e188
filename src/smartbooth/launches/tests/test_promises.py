"""Promise H1: pages without the question ask nobody else; pages with it wait for the yes."""

import pytest

from smartbooth.accounts.tenancy import within
from smartbooth.launches.models import Artifact, Publication
from smartbooth.launches.promises import nothing_before_a_yes
from smartbooth.launches.publish import publish
from smartbooth.launches.tests.pages import put

pytestmark = pytest.mark.django_db


@pytest.fixture
def live(world, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    world.launch.google_tag = "AW-123456789"
    world.launch.save()
    put(world.launch)
    put(world.theirs)
    with within(world.elsewhere):
        publish(world.theirs, world.stranger)
    with within(world.workspace):
        return publish(world.launch, world.owner)


def page(publication, kind):
    return publication.manifest["variants"][0]["pages"][kind]


def rewrite(publication, kind, change):
    artifact = Artifact.objects.get(pk=page(publication, kind)["digest"])
    artifact.body = change(bytes(artifact.body))
    artifact.save()


def test_none_live(db):
    assert nothing_before_a_yes().kept


@pytest.mark.sabotage("H1", "nothing_before_a_yes")
def test_a_script_of_googles_is_found(live):
    assert nothing_before_a_yes().kept
    tag = b'<script async src="https://www.googletagmanager.com/gtag/js?id=AW-1"></script>'
    rewrite(live, "thanks", lambda body: body + tag)
    assert not nothing_before_a_yes().kept


@pytest.mark.sabotage("H1", "nothing_before_a_yes")
def test_a_policy_that_lets_google_in_is_found(live):
    assert nothing_before_a_yes().kept
    headers = dict(page(live, "signal")["headers"])
    headers["content-security-policy"] += "; script-src https://www.googletagmanager.com"
    page(live, "signal")["headers"] = [list(pair) for pair in headers.items()]
    with within(live.workspace_id):
        Publication.objects.filter(pk=live.pk).update(manifest=live.manifest)
    assert not nothing_before_a_yes().kept


@pytest.mark.sabotage("H1", "nothing_before_a_yes")
@pytest.mark.parametrize(
    "change",
    [
        lambda body: body.replace(b'gtag("consent", "default", denied)', b'gtag("consent", "default", granted)'),
        lambda body: (
            body.replace(b'gtag("consent", "default", denied);', b"") + b'gtag("consent", "default", denied)'
        ),
        lambda body: body.replace(b'id="choice"', b""),
    ],
)
def test_a_tag_that_does_not_wait_is_found(live, change):
    assert nothing_before_a_yes().kept
    rewrite(live, "ask", change)
    assert not nothing_before_a_yes().kept
