"""A page with remarketing, compiled: three forms, and nothing of it on any other page."""

import contextlib
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as some

from smartbooth.accounts.tenancy import within
from smartbooth.launches import compile, remarketing
from smartbooth.launches.models import Launch
from smartbooth.launches.publish import pending_changes, publish
from smartbooth.launches.starters import STARTERS
from smartbooth.launches.tests.pages import put

TAG = "AW-123456789"
PAGE = compile.Page(
    language="en", name="Aurora", owner="Aurora SAS", goal="lead", url="http://aurora.localhost/",
    service="http://localhost", rights_url="http://localhost/my-data/?launch=1", tag=TAG,
)  # fmt: skip


def policy(rendered) -> str:
    return dict(rendered.headers)["content-security-policy"]


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("key", sorted(STARTERS))
def test_the_three_forms(key, language):
    document = STARTERS[key].document(language)
    page = replace(PAGE, language=language)
    plain, asks, signal = (compile.render(document, replace(page, panel=panel)) for panel in ("", "ask", "signal"))
    for rendered in (plain, asks, signal):
        assert dict(rendered.headers)["vary"] == "accept-encoding, sec-gpc"
        assert 'href="http://localhost/cookies/"' in rendered.html
    for rendered in (plain, signal, compile.thanks(document, page), compile.uncounted(document, page)):
        assert "googletagmanager" not in rendered.html + policy(rendered)
        assert "aw-1" not in rendered.html.lower()
    assert remarketing.SETTINGS in asks.html and remarketing.OPT_OUT in asks.html
    for directive, origins in remarketing.SOURCES.items():
        rule = next(rule for rule in policy(asks).split("; ") if rule.startswith(directive))
        assert set(origins) <= set(rule.split())
    assert "'unsafe" not in policy(asks) and "*" not in policy(asks)
    assert asks.weight - plain.weight < 1200
    assert signal.weight - plain.weight < 120


def test_the_question_is_one_form_with_two_equal_buttons():
    html = compile.render(STARTERS["soon"].document("en"), replace(PAGE, panel="ask", root="/aurora/")).html
    panel = html.split('<section class="choice"')[1].split("</section>")[0]
    assert " hidden" in panel.split(">")[0]  # shown by the script, without which nothing could load
    buttons = panel.split("<button")[1:]
    assert [button.split(">")[0] for button in buttons] == [
        ' class="button" formaction="/aurora/refuse"', ' class="button" formaction="/aurora/agree"',
    ]  # fmt: skip
    assert "checked" not in panel
    assert "Aurora SAS and Google each answer for their part" in panel


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("key", sorted(STARTERS))
def test_the_links_at_the_foot_are_light(key, language):
    """Policy, cookies and rights are one link away, for under 300 bytes a page."""
    document = STARTERS[key].document(language)
    page = replace(PAGE, language=language, tag="")
    bare = replace(page, service="", rights_url="")
    for make in (compile.render, compile.thanks, compile.uncounted):
        html = make(document, page).html
        for path in ("/privacy/", "/cookies/", "/my-data/?launch=1"):
            assert html.count(f'href="http://localhost{path}"') >= 1
        assert ("California" in html) == (language == "en")
        assert make(document, page).weight - make(document, bare).weight < 300
    assert "vary" not in dict(compile.render(document, page).headers)


@pytest.mark.parametrize(("typed", "tag"), [("", ""), ("  ", ""), ("aw-123456789 ", TAG), ("AW-123 456 789", TAG)])
def test_a_tag(typed, tag):
    assert remarketing.tag(typed) == tag


@pytest.mark.parametrize(
    "typed", ["AW-12345", "G-ABC123", "GTM-XYZ", "AW-12345678901234567", 'AW-123456"', "UA-1-1"]
)
def test_no_tag(typed):
    with pytest.raises(ValueError):
        remarketing.tag(typed)


@given(some.text(max_size=30))
def test_a_tag_is_one_or_refused(typed):
    with contextlib.suppress(ValueError):
        assert remarketing.tag(typed) == "" or remarketing.TAG.fullmatch(remarketing.tag(typed))


@pytest.fixture
def live(world, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    put(world.launch)
    with within(world.workspace):
        publish(world.launch, world.owner)
        yield world.launch


def test_settings_wait_for_the_next_publication(live, world):
    assert not pending_changes(live)
    live.google_tag, live.double_opt_in = TAG, True
    live.save()
    assert pending_changes(live).settings == ("double_opt_in", "google_tag")
    manifest = publish(live, world.owner).manifest
    assert not pending_changes(live)
    assert (manifest["google_tag"], manifest["double_opt_in"]) == (TAG, True)
    assert set(manifest["variants"][0]["pages"]) == {"", "ask", "signal", "thanks", "uncounted"}


def of(launch):
    return Launch.objects.values_list("google_tag", "double_opt_in").get(pk=launch.pk)


def test_the_owners_settings(client, world):
    client.force_login(world.member)
    at = f"/launches/{world.launch.pk}/settings"
    page = client.get(f"{at}/").content.decode()
    assert "Ask people to confirm their address" in page and "Google Ads tag" in page
    assert client.post(f"{at}/remarketing", {"google_tag": "aw-123456789"}).status_code == 302
    assert client.post(f"{at}/confirmation", {"double_opt_in": "on"}).status_code == 302
    with within(world.workspace):
        assert of(world.launch) == (TAG, True)
    wrong = client.post(f"{at}/remarketing", {"google_tag": "GTM-1<script>"})
    assert wrong.status_code == 422
    assert "6 to 16 digits" in wrong.content.decode()
    assert "GTM-1&lt;script&gt;" in wrong.content.decode()
    client.post(f"{at}/remarketing", {"google_tag": ""})
    client.post(f"{at}/confirmation", {})
    with within(world.workspace):
        assert of(world.launch) == ("", False)


def test_a_stranger_finds_nothing(client, world):
    client.force_login(world.stranger)
    for name in ("remarketing", "confirmation"):
        assert client.get(f"/launches/{world.launch.pk}/settings/{name}").status_code in (404, 405)
        assert client.post(f"/launches/{world.launch.pk}/settings/{name}", {"google_tag": TAG}).status_code == 404
    with within(world.workspace):
        assert of(world.launch) == ("", False)
