"""The owner's side: what they typed is never lost, a stranger finds nothing, and everybody of the team may write."""

import re
from io import BytesIO

import pytest
from PIL import Image

from smartbooth.accounts.tenancy import within
from smartbooth.launches.models import Launch, Leaf, Picture
from smartbooth.updates import publish
from smartbooth.updates.models import Update

TYPED = {"title": "First pictures", "text": "<p>Here they <strong>are</strong>.</p>", "picture": "", "alt": ""}


def file(name="lamp.jpg"):
    raw = BytesIO()
    Image.new("RGB", (600, 400), "#a04030").save(raw, "JPEG")
    raw.seek(0)
    raw.name = name
    return raw


def post(client, address, **fields):
    return client.post(address, {**TYPED, **fields})


def test_an_empty_list_teaches_and_has_one_thing_to_do(aurora, owner):
    page = owner.get(aurora.at).content.decode()
    assert "Write the first update" in page and page.count("button primary") == 1 and "<svg" in page
    assert 'aria-current="page">Updates' in page


@pytest.mark.parametrize("who", ["owner", "member"])
def test_written_and_published_in_one_go(aurora, people, who):
    answer = people[who].post(aurora.at, {**TYPED, "publish": "1"}, follow=True)
    assert answer.redirect_chain == [(aurora.at, 302)]
    page = answer.content.decode()
    assert "Published. Whoever follows sees it from now on." in page and "One update is out." in page
    assert f"{aurora.launch.url}updates.atom" in page and f"{aurora.launch.url}updates/first-pictures/" in page
    assert "Here they <strong>are</strong>" in aurora.read("updates/first-pictures/")
    assert Update.objects.get().made_by == getattr(aurora.world, who)


def test_kept_as_a_draft_then_published_then_withdrawn_and_back(aurora, owner):
    post(owner, aurora.at)
    one = Update.objects.get()
    assert not one.published and aurora.ask("updates/").head.status == 404
    assert "One draft, nothing published." in owner.get(aurora.at).content.decode()
    address = f"{aurora.at}{one.pk}/publication"
    owner.post(address)
    assert "First pictures" in aurora.read("updates/")
    page = owner.post(address, {"_method": "DELETE"}, follow=True).content.decode()
    assert aurora.ask("updates/first-pictures/").head.status == 404
    assert f'action="{address}"' in page and "Undo" in page and "Withdrawn" in page
    owner.post(address)
    assert "First pictures" in aurora.read("updates/")


def test_what_is_out_is_corrected_for_all(aurora, owner):
    one = aurora.write()
    page = owner.get(f"{aurora.at}{one.pk}/").content.decode()
    assert "We moved the date" in page and "Save for all to see" in page and 'name="publish"' not in page
    post(owner, f"{aurora.at}{one.pk}/", title="Moved")
    assert "Moved" in aurora.read("updates/we-moved-the-date/")


def test_publishing_from_the_sheet_publishes_what_it_says(aurora, owner):
    one = aurora.write(out=False)
    post(owner, f"{aurora.at}{one.pk}/", title="Changed before", publish="1")
    assert "Changed before" in aurora.read("updates/changed-before/")


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"title": ""}, "This field is required"), ({"text": "<p> </p>"}, "This field is required"),
        ({"title": "x" * 121}, "at most 120"), ({"text": "x" * 7000}, "at most 6000"),
        ({"picture": "nobodys000"}, "not one of your pictures"), ({"picture": "<b>"}, "not one of your pictures"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_and_what_was_typed_stays(aurora, owner, wrong, said):
    answer = post(owner, aurora.at, publish="1", **{"title": "A title that stays", **wrong})
    page = answer.content.decode()
    assert answer.status_code == 422 and said in page and not Update.objects.exists()
    assert "title" in wrong or "A title that stays" in page
    assert "text" in wrong or "Here they &lt;strong&gt;are" in page


def test_a_picture_with_the_form_and_its_words(aurora, owner):
    refused = owner.post(aurora.at, {**TYPED, "picture-file": file()})
    assert refused.status_code == 422 and "Say in a few words what the picture shows" in refused.content.decode()
    kept = Picture.objects.get().pk
    assert f'value="{kept}"' in refused.content.decode()  # it need not be sent again
    post(owner, aurora.at, picture=kept, alt="A lamp", publish="1")
    assert Update.objects.get().picture_id == kept and 'alt="A lamp"' in aurora.read("updates/first-pictures/")


def test_a_file_that_is_no_picture_loses_nothing(aurora, owner):
    bad = BytesIO(b"not a picture")
    bad.name = "x.jpg"
    answer = owner.post(aurora.at, {**TYPED, "picture-file": bad})
    assert answer.status_code == 422 and "not a picture we can read" in answer.content.decode()
    assert "First pictures" in answer.content.decode()


def test_a_strangers_picture_is_not_theirs(aurora, people):
    with within(aurora.world.elsewhere):
        theirs = Picture.objects.create(
            workspace=aurora.world.elsewhere, digest="d" * 64, width=1, height=1, renditions=[], colour=""
        )
    answer = post(people["owner"], aurora.at, picture=theirs.pk, alt="x")
    assert answer.status_code == 422 and "not one of your pictures" in answer.content.decode()


def test_too_many_are_kept_as_drafts(aurora, owner, settings):
    settings.UPDATES_PER_LAUNCH = 1
    one, two = aurora.write("One"), aurora.write("Two", out=False)
    answer = post(owner, aurora.at, publish="1")
    assert answer.status_code == 422 and "withdraw an old one first" in answer.content.decode()
    assert Update.objects.get(title="First pictures").published_at is None
    assert owner.post(f"{aurora.at}{two.pk}/publication").status_code == 422
    assert list(Update.objects.filter(published_at__isnull=False)) == [one]


def test_a_draft_is_deleted_for_good_and_what_is_out_too(aurora, owner):
    for out in (False, True):
        one = aurora.write(out=out)
        assert owner.post(f"{aurora.at}{one.pk}/", {"_method": "DELETE"}).status_code == 302
        assert not Update.objects.exists()
    assert not Leaf.objects.filter(path=one.path).exists()


def test_the_preview_shows_what_is_typed_and_keeps_nothing(aurora, owner):
    answer = post(owner, f"{aurora.at}look", title="", text="<p>Half a <script>x</script>text")
    page = answer.content.decode()
    assert "Half a" in page and "<script" not in page and not Update.objects.exists()
    assert "sandbox allow-same-origin" in answer["content-security-policy"]
    assert answer["cache-control"].startswith("no-store")
    one = aurora.write(out=False)
    assert "By a week" in owner.get(f"{aurora.at}look?update={one.pk}").content.decode()
    assert owner.get(f"{aurora.at}look").status_code == 200
    assert "updates/" not in re.sub(r'href="#"', "", page).partition("<main")[2]


def test_a_preview_of_a_page_that_is_not_live_has_the_drafts_look(place, owner):
    assert "First pictures" in post(owner, f"{place.at}look").content.decode()
    page = owner.post(place.at, {**TYPED, "publish": "1"}, follow=True).content.decode()
    assert (
        "It shows as soon as the page is live." in page and "This address answers once the page is live." in page
    )


@pytest.mark.parametrize("path", ["", "new", "look", "{pk}/", "{pk}/publication"])
@pytest.mark.parametrize("method", ["get", "post", "delete"])
def test_a_stranger_finds_nothing(aurora, people, path, method):
    one = aurora.write()
    answer = getattr(people["stranger"], method)(aurora.at + path.format(pk=one.pk), TYPED)
    assert answer.status_code in (404, 405) and "We moved" not in answer.content.decode()
    theirs = f"/launches/{aurora.world.theirs.pk}/updates/{one.pk}/"
    assert people["stranger"].get(theirs).status_code == 404
    assert Update.objects.get().title == "We moved the date"


def test_looking_is_as_cheap_with_many(aurora, owner, django_assert_max_num_queries):
    with django_assert_max_num_queries(40) as few:
        owner.get(aurora.at)
    aurora.write()
    with django_assert_max_num_queries(40) as one:
        owner.get(aurora.at)
    for number in range(10):
        aurora.write(f"Number {number}", out=number % 2)
    with django_assert_max_num_queries(len(one)):
        owner.get(aurora.at)
    assert len(one) <= len(few) + 1


def test_publishing_is_as_cheap_with_many(aurora, django_assert_max_num_queries):
    aurora.write()
    two, other = aurora.write("Two", out=False), aurora.write("Three", out=False)
    with django_assert_max_num_queries(60) as few:
        publish.publish(two)
    for number in range(10):
        aurora.write(f"Number {number}")
    with django_assert_max_num_queries(len(few)):
        publish.publish(other)


def test_an_interrupted_publishing_leaves_all_as_it_was(aurora, owner, monkeypatch):
    one = aurora.write(out=False)
    monkeypatch.setattr(Update, "save", lambda *args, **kwargs: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        publish.publish(one)
    monkeypatch.undo()
    assert (
        aurora.ask("updates/").head.status == 404
        and Launch.objects.get(pk=aurora.launch.pk).annex == aurora.launch.annex
    )
