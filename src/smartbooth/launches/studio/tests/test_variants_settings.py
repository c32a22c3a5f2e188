"""Variants come, are named, retire and go; a launch's facts, shares, languages and end."""

import io

from PIL import Image

from smartbooth.accounts.tenancy import within
from smartbooth.launches.models import Launch, Picture, Revision, Variant
from smartbooth.launches.tests.pages import button, form, hero, put


def variants(page):
    with within(page.world.workspace):
        return {v.letter: v for v in Variant.objects.filter(launch=page.launch)}


def test_add_name_and_remove(page, owner):
    answer = owner.post(f"{page.at}variants/", {"source": "a", "idea": "Price  first"})
    assert answer["location"] == f"{page.at}page/b/"
    assert variants(page)["b"].idea == "Price first"
    assert "A and B show the same page" in owner.get(f"{page.at}variants/").content.decode()
    owner.post(f"{page.at}variants/b/idea", {"idea": "Quote first"})
    assert variants(page)["b"].idea == "Quote first"
    assert "few words" in owner.post(f"{page.at}variants/b/idea", {"idea": " "}, follow=True).content.decode()
    owner.post(f"{page.at}variants/b/removal")
    assert list(variants(page)) == ["a"]
    owner.post(f"{page.at}variants/a/removal")
    assert list(variants(page)) == ["a"], "the control stays"


def test_six_at_most(page, owner):
    for _number in range(7):
        answer = owner.post(f"{page.at}variants/", {"source": "a", "idea": "one more"}, follow=True)
    assert list(variants(page)) == list("abcdef")
    assert "at most 6 versions" in answer.content.decode()


def test_what_visitors_saw_is_retired_not_removed(page, owner):
    owner.post(f"{page.at}variants/", {"source": "a", "idea": "b"})
    owner.post(f"{page.at}publication")
    owner.post(f"{page.at}variants/b/removal")
    assert "b" in variants(page)
    told = owner.post(f"{page.at}variants/b/retirement", follow=True).content.decode()
    assert variants(page)["b"].retired_at and "Undo" in told
    owner.post(f"{page.at}variants/b/removal?back=1")
    assert variants(page)["b"].retired_at is None
    owner.post(f"{page.at}variants/b/retirement")
    owner.post(f"{page.at}variants/a/retirement")
    assert variants(page)["a"].retired_at is None, "one stays in the running"
    owner.post(f"{page.at}variants/b/retirement", {"_method": "DELETE"})
    assert variants(page)["b"].retired_at is None


def test_history_shows_and_restores(page, owner, fields):
    hero = page.block("hero")
    start = page.variant().current_id
    owner.post(f"{page.editor}blocks/{hero['id']}", fields(hero, headline="Later"))
    text = owner.get(f"{page.at}history/a/?at={start}").content.decode()
    assert "Headline: headline" in text and "olive" in text
    before = owner.get(f"{page.at}history/a/{start}/").content.decode()
    assert "Later" not in before and hero["data"]["headline"].split()[0] in before
    owner.post(f"{page.at}history/a/{start}/restoration")
    assert page.block("hero") == hero
    with within(page.world.workspace):
        assert Revision.objects.filter(variant=page.variant()).count() == 3


def test_facts_are_locked_while_live(page, owner):
    facts = {"name": "Night Line", "slug": "line", "address": "path", "language": "fr", "goal": "click"}
    owner.post(f"{page.at}settings/", facts)
    with within(page.world.workspace):
        launch = Launch.objects.get(pk=page.launch.pk)
        assert (launch.name, launch.slug, launch.goal) == ("Night Line", "line", "click")
        Launch.objects.filter(pk=page.launch.pk).update(goal="lead")
    owner.post(f"{page.at}publication")
    owner.post(f"{page.at}settings/", {**facts, "name": "Renamed", "slug": "other"})
    with within(page.world.workspace):
        launch = Launch.objects.get(pk=page.launch.pk)
    assert (launch.name, launch.slug) == ("Renamed", "line")
    wrong = owner.post(f"{page.at}settings/", {**facts, "name": ""})
    assert wrong.status_code == 422


def test_a_button_is_chosen_while_nobody_sees_the_page(page, owner):
    facts = {"name": "Nightline", "slug": "nightline", "address": "host", "language": "en", "goal": "click"}
    put(page.launch, hero(), button(), form())
    assert '<option value="butn1">“Reserve” (Button)</option>' in owner.get(f"{page.at}settings/").content.decode()
    owner.post(f"{page.at}settings/", {**facts, "goal_button": "butn1"})
    assert owner.post(f"{page.at}settings/", {**facts, "goal_button": "nothing"}).status_code == 422
    with within(page.world.workspace):
        assert Launch.objects.get(pk=page.launch.pk).chosen == "butn1"
    owner.post(f"{page.at}publication")
    owner.post(f"{page.at}settings/", {**facts, "goal_button": ""})
    put(page.launch, hero(), form())
    assert "One that is gone" in owner.get(f"{page.at}settings/").content.decode()
    renamed = owner.post(f"{page.at}settings/", {"name": "Renamed"})
    assert renamed.status_code == 302, "locked, also where the button is gone from the draft"
    with within(page.world.workspace):
        launch = Launch.objects.get(pk=page.launch.pk)
    assert (launch.name, launch.chosen) == ("Renamed", "butn1")
    owner.post(f"{page.at}publication", {"_method": "DELETE"})
    owner.post(f"{page.at}settings/", {**facts, "goal": "lead", "goal_button": "butn1"})
    with within(page.world.workspace):
        assert Launch.objects.get(pk=page.launch.pk).goal_button == ""


def test_shares(page, owner):
    owner.post(f"{page.at}variants/", {"source": "a", "idea": "b"})
    owner.post(f"{page.at}settings/shares", {"weight_a": "3", "weight_b": "0"})
    assert [v.weight for v in variants(page).values()] == [3, 0]
    nobody = owner.post(f"{page.at}settings/shares", {"weight_a": "0", "weight_b": "0"})
    assert nobody.status_code == 422 and "must receive visitors" in nobody.content.decode()
    assert owner.post(f"{page.at}settings/shares", {"weight_a": "-1", "weight_b": "many"}).status_code == 422


def test_the_same_page_in_another_language(page, owner, world):
    answer = owner.post(f"{page.at}settings/language", {"copy": "fr"})
    with within(world.workspace):
        made = Launch.objects.get(slug="nightline-fr")
        assert made.language == "fr" and made.family == Launch.objects.get(pk=page.launch.pk).family != ""
    assert answer["location"] == f"/launches/{made.pk}/page/a/"
    assert owner.post(f"{page.at}settings/language", {"copy": "fr"}).status_code == 404
    assert "Français: Nightline" in owner.get(f"{page.at}settings/").content.decode()
    owner.post(f"{page.at}settings/language", {"leave": made.pk})
    with within(world.workspace):
        assert set(Launch.objects.values_list("family", flat=True)) == {""}
    owner.post(f"{page.at}settings/language", {"join": made.pk})
    with within(world.workspace):
        assert Launch.objects.get(pk=made.pk).family
    assert owner.post(f"{page.at}settings/language", {"join": world.theirs.pk}).status_code == 404
    assert owner.post(f"{page.at}settings/language", {"join": world.launch.pk}).status_code == 404, "both English"


def test_deletion_wants_the_name_typed(page, owner):
    refused = owner.post(f"{page.at}settings/deletion", {"typed": "yes"})
    assert refused.status_code == 422
    owner.post(f"{page.at}publication")
    owner.post(f"{page.at}settings/deletion", {"typed": " nightline "})
    with within(page.world.workspace):
        assert not Launch.objects.filter(pk=page.launch.pk).exists()


def picture(colour="red"):
    out = io.BytesIO()
    Image.new("RGB", (600, 400), colour).save(out, "PNG")
    out.name = "one.png"
    out.seek(0)
    return out


def test_pictures_come_in_are_listed_and_refused(page, owner, stranger, client):
    made = owner.post("/launches/pictures/", {"file": picture()})
    assert made.status_code == 201 and owner.get("/launches/pictures/").json()["pictures"] == [made.json()]
    assert stranger.get("/launches/pictures/").json()["pictures"] == []
    seen = client.get(made.json()["src"])
    assert (
        seen.status_code == 200 and seen["content-type"] == "image/jpeg" and "immutable" in seen["cache-control"]
    )
    assert client.get("/pictures/" + "0" * 64 + ".jpg").status_code == 404
    bad = io.BytesIO(b"<svg xmlns='http://www.w3.org/2000/svg'/>")
    bad.name = "x.png"
    refused = owner.post("/launches/pictures/", {"file": bad})
    assert refused.status_code == 422 and "SVG" in refused.json()["problem"]
    assert owner.post("/launches/pictures/").status_code == 422


def test_a_picture_comes_with_the_form_where_nothing_runs(page, owner, fields):
    hero = page.block("hero")
    address = f"{page.editor}blocks/{hero['id']}"
    unsaid = owner.post(address, {**fields(hero), "alt": "", "picture-file": picture("blue")})
    assert unsaid.status_code == 422, "a picture needs its words"
    owner.post(address, {**fields(hero), "alt": "A blue field", "picture-file": picture("blue")})
    with within(page.world.workspace):
        assert page.block("hero")["data"]["picture"] == Picture.objects.get().pk
    bad = io.BytesIO(b"not a picture")
    bad.name = "x.png"
    assert owner.post(address, {**fields(hero), "picture-file": bad}).status_code == 422
