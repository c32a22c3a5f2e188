import re
from datetime import UTC, datetime

import pytest

from smartbooth.accounts.tenancy import within
from smartbooth.core import clock
from smartbooth.launches.models import Launch, Publication

NOW = datetime(2027, 3, 1, 12, tzinfo=UTC)


def live(page):
    with within(page.world.workspace):
        return Publication.objects.filter(launch=page.launch, ended_at=None).first()


def test_publish_change_and_take_down_with_undo(page, owner, fields):
    address = f"{page.at}publication"
    assert "It is ready to go live." in owner.get(address).content.decode()
    answer = owner.post(address, follow=True).content.decode()
    assert live(page).number == 1 and "Nightline is live." in answer and "It is live, as you see it." in answer
    assert "Everything is published." in owner.get(page.editor).content.decode()
    hero = page.block("hero")
    owner.post(f"{page.editor}blocks/{hero['id']}", fields(hero, headline="Newer"))
    assert "Publish changes" in owner.get(page.editor).content.decode()
    owner.post(address)
    assert live(page).number == 2
    down = owner.post(address, {"_method": "DELETE"}, follow=True).content.decode()
    assert live(page) is None and f'action="{address}"' in down and "Undo" in down
    owner.delete(address)  # already down: nothing breaks
    owner.post(address)
    assert live(page).number == 3


def test_what_forbids_it_is_listed_with_the_way_there(page, owner):
    owner.delete(f"{page.editor}blocks/{page.block('lead_form')['id']}")
    answer = owner.post(f"{page.at}publication")
    text = answer.content.decode()
    assert answer.status_code == 422 and live(page) is None
    assert "Nothing was published" in text and f'href="{page.editor}"' in text


def test_hours_are_typed_in_the_owners_time(page, owner):
    with clock.at(NOW):
        answer = owner.post(
            f"{page.at}schedule",
            {"publish_at": "2027-07-01T09:00", "unpublish_at": "2027-12-01T09:00", "zone": "Europe/Paris"},
        )
    assert answer.status_code == 302
    with within(page.world.workspace):
        launch = Launch.objects.get(pk=page.launch.pk)
    assert launch.publish_at == datetime(2027, 7, 1, 7, tzinfo=UTC)  # summer
    assert launch.unpublish_at == datetime(2027, 12, 1, 8, tzinfo=UTC)  # winter
    with clock.at(NOW):
        shown = owner.get(f"{page.at}publication").content.decode()
        assert 'value="2027-07-01T07:00"' in shown and "It is waiting for its hour." in shown
        owner.delete(f"{page.at}schedule")
    with within(page.world.workspace):
        assert Launch.objects.get(pk=page.launch.pk).publish_at is None


@pytest.mark.parametrize(
    "typed",
    [{"publish_at": "2027-02-01T09:00"}, {"publish_at": "2027-05-02T09:00", "unpublish_at": "2027-05-01T09:00"},
     {"publish_at": "2027-05-01T09:00", "zone": "Mars/Olympus"},
     {"publish_at": "2027-05-01T09:00", "zone": "../../etc"},
     {"publish_at": "soon"}],
)  # fmt: skip
def test_hours_that_cannot_be_are_told(typed, page, owner):
    with clock.at(NOW):
        answer = owner.post(f"{page.at}schedule", {"zone": "UTC", **typed})
    assert answer.status_code == 422 and "errorlist" in answer.content.decode()


def sent(page, owner):
    text = owner.get(f"{page.at}publication").content.decode()
    return text.split('id="link-a" value="http://testserver')[1].split('"')[0]


def test_a_preview_link_shows_the_page_to_anyone_for_a_week(page, owner, client):
    path = sent(page, owner)
    answer = client.get(path)
    assert answer.status_code == 200 and not answer.cookies
    policy = answer["content-security-policy"]
    assert "sandbox allow-popups" in policy and "allow-same-origin" not in policy and "allow-scripts" not in policy
    assert "frame-ancestors 'self'" in policy and "script-src" not in policy
    assert answer["x-robots-tag"] == "noindex" and answer["cache-control"] == "no-store"
    assert "seen.gif" not in answer.content.decode()
    assert client.get(path[:-3] + "aa/").status_code == 404
    assert client.get("/p/nonsense/").status_code == 404


def test_a_preview_link_ends(page, owner, client, settings):
    path = sent(page, owner)
    settings.PREVIEW_DAYS = -1  # as if it had been sent before
    answer = client.get(path)
    assert answer.status_code == 410 and "This preview link has ended." in answer.content.decode()


def test_a_link_of_a_deleted_launch_shows_nothing(page, owner, client):
    path = sent(page, owner)
    owner.post(f"{page.at}settings/deletion", {"typed": "nightline"})
    assert client.get(path).status_code == 404


def test_the_frame_of_the_editor_runs_nothing(page, owner):
    answer = owner.get(f"{page.at}preview/a/?edit=1")
    policy = answer["content-security-policy"]
    assert "default-src 'none'" in policy and "script-src" not in policy and "sandbox allow-same-origin" in policy
    assert 'data-block="' in answer.content.decode()


def test_two_versions_with_one_page(page, owner):
    """Said once on each screen, and with no letter twice; a version without an idea has a way to name one."""
    owner.post(f"{page.at}variants/", {"source": "a", "idea": ""})
    published = owner.get(f"{page.at}publication").content.decode()
    text = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", published))
    assert "b The same page as A: there is nothing to tell apart." in text and "B shows the same" not in text
    assert f'href="{page.at}page/b/#idea"' in published
    assert "Your browser gets the same version there all day, in private windows too." in text
    side = owner.get(f"{page.at}variants/").content.decode()
    assert side.count("A and B show the same page: there is nothing to tell apart.") == 1
