"""Operators write an issue: found by nobody else, saved as it is typed, seen as it will arrive, sent."""

import io

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from PIL import Image

from smartbooth.accounts.models import User
from smartbooth.core import clock
from smartbooth.launches import documents
from smartbooth.mail.letter import compose
from smartbooth.mail.models import Outbox
from smartbooth.newsletters import editing
from smartbooth.newsletters.documents import sample
from smartbooth.newsletters.kinds import KINDS
from smartbooth.newsletters.messages import IssueDraft
from smartbooth.newsletters.models import Issue, Revision, Version
from smartbooth.newsletters.sending import states
from smartbooth.newsletters.sending.problems import problems
from smartbooth.newsletters.tests.issues import begun, fed, whole, written
from smartbooth.newsletters.tests.readers import many

pytestmark = pytest.mark.django_db
DESK = "/operator/newsletters/"


@pytest.fixture
def desk(client):
    client.force_login(User.objects.create_user("olga", "olga@example.org", "correct horse", is_staff=True))
    return client


def version(issue, language="en"):
    return Version.objects.select_related("current").get(issue=issue, language=language)


def page(issue, language="en", more=""):
    return f"{DESK}{issue.pk}/page/{language}/{more}"


def test_it_is_the_operators_alone(world, client):
    issue = written()
    for address in (DESK, f"{DESK}{issue.pk}/", page(issue), page(issue, more="preview"), f"{DESK}pictures/"):
        assert Client().get(address).status_code == 302
        client.force_login(world.owner)
        assert client.get(address).status_code == 404
        assert client.post(address).status_code == 404


def test_the_empty_desk_teaches_and_begins(desk):
    answer = desk.get(DESK).content.decode()
    assert "Write the first issue" in answer and "Nobody reads the newsletter yet" in answer
    editor = desk.get(desk.post(DESK)["Location"])
    assert editor.status_code == 200 and b"data-editor" in editor.content
    assert Issue.objects.get().made_by.username == "olga"


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_every_kind_is_added_opened_saved_moved_copied_removed_and_undone(desk, kind):
    issue = written()
    answer = desk.post(page(issue, more="blocks"), {"kind": kind, "after": "text"})
    assert answer.status_code == 303
    key = answer["Location"].rpartition("=")[2]
    assert [block["id"] for block in version(issue).document["blocks"]] == ["text", key]
    assert desk.get(answer["Location"]).status_code == 200
    data = documents.find(version(issue).document, key)["data"]
    assert KINDS[kind].clean(data) == data
    desk.post(page(issue, more=f"blocks/{key}/place"), {"to": "up"})
    assert version(issue).document["blocks"][0]["id"] == key
    desk.post(page(issue, more=f"blocks/{key}/copy"))
    assert len(version(issue).document["blocks"]) == 3
    desk.post(page(issue, more=f"blocks/{key}"), {"_method": "DELETE"})
    assert key not in [block["id"] for block in version(issue).document["blocks"]]
    desk.post(page(issue, more="undo"))
    assert len(version(issue).document["blocks"]) == 3
    desk.post(page(issue, more="redo"))
    assert len(version(issue).document["blocks"]) == 2


def test_what_is_typed_is_saved_and_what_is_wrong_is_shown_as_typed(desk):
    issue = written()
    good = desk.post(page(issue, more="blocks/text"), {"title": "New", "body": "<p>Said <b>so</b></p>"})
    assert good.status_code == 303
    assert version(issue).document["blocks"][0]["data"] == {"title": "New", "body": "<p>Said so</p>"}
    bad = desk.post(page(issue, more="blocks/text"), {"title": "x" * 130, "body": ""})
    assert bad.status_code == 422 and b"x" * 130 in bad.content
    head = desk.post(page(issue, more="head"), {"subject": "y" * 130, "summary": ""})
    assert head.status_code == 422 and b"y" * 130 in head.content
    assert desk.post(page(issue, more="head"), {"subject": "Tidy", "summary": "So."}).status_code == 303
    assert version(issue).document["subject"] == "Tidy"


def test_of_two_who_write_the_same_part_the_newer_is_kept_and_the_other_told(desk):
    issue = written()
    base = version(issue).current_id
    desk.post(page(issue, more="blocks/text"), {"title": "Mine", "body": "<p>a</p>", "revision": base})
    late = {"title": "Late", "body": "<p>b</p>", "revision": base}
    answer = desk.post(page(issue, more="blocks/text"), late)
    assert answer.status_code == 409 and b"Late" in answer.content and b"olga changed this" in answer.content
    assert version(issue).document["blocks"][0]["data"]["title"] == "Mine"
    assert desk.post(page(issue, more="blocks/text"), {**late, "anyway": "1"}).status_code == 303
    head = desk.post(page(issue, more="head"), {"subject": "Other part", "summary": "", "revision": base})
    assert head.status_code == 303


def test_a_language_is_added_as_a_copy_and_left_out_again(desk):
    issue = written()
    assert desk.post(f"{DESK}{issue.pk}/versions", {"language": "fr"})["Location"] == page(issue, "fr")
    assert version(issue, "fr").document == version(issue).document
    desk.post(page(issue, "fr", "head"), {"subject": "Tiroirs", "summary": ""})
    assert version(issue).document["subject"] == "Drawers"
    desk.post(page(issue, "fr", "removal"))
    assert [one.language for one in issue.versions.all()] == ["en"]
    desk.post(page(issue, "en", "removal"))
    assert issue.versions.exists(), "the last one stays"
    assert desk.post(f"{DESK}{issue.pk}/versions", {"language": "de"}).status_code == 404


@pytest.mark.parametrize("language", ["en", "fr"])
def test_it_is_seen_as_it_will_arrive(desk, language):
    issue = whole(language)
    letter = desk.get(page(issue, language, "preview?look=letter"))
    html = letter.content.decode()
    assert 'data-block="brief"' in html and 'data-field="items.0.title"' in html and "<img" not in html
    assert "sandbox" in letter["Content-Security-Policy"] and "script" not in letter["Content-Security-Policy"]
    text = desk.get(page(issue, language, "preview?look=text")).content.decode()
    assert "-----" in text and "https://example.org/undo" in text
    assert desk.get(page(issue, language, "preview?look=page")).status_code == 200
    assert desk.get(page(issue, language, "preview?look=else")).status_code == 404
    many(1, language)
    begun_one = fed(begun(language=language, **version(issue, language).document))
    sent = compose(Outbox.objects.get(about=begun_one.pk)).html
    assert "data-block" not in sent and "data-field" not in sent and "block-" not in sent


def test_a_picture_is_taken_once_and_offered_again(desk):
    made = io.BytesIO()
    Image.new("RGB", (40, 30), "#336699").save(made, "PNG")

    def upload():
        made.seek(0)
        made.name = "drawer.png"
        return desk.post(f"{DESK}pictures/", {"file": made})

    first, again = upload(), upload()
    assert first.status_code == 201 and first.json() == again.json()
    assert [one["id"] for one in desk.get(f"{DESK}pictures/").json()["pictures"]] == [first.json()["id"]]
    broken = io.BytesIO(b"no picture")
    broken.name = "a.png"
    assert desk.post(f"{DESK}pictures/", {"file": broken}).status_code == 422


def test_one_sends_it_to_oneself_as_it_stands(desk):
    issue = written(subject="Not yet")
    desk.post(page(issue, more="test"))
    row = Outbox.objects.get()
    assert row.message == IssueDraft.name and row.person_id == User.objects.get(username="olga").person_id
    desk.post(page(issue, more="head"), {"subject": "Later", "summary": ""})
    assert compose(row).subject == "Draft: Not yet"


def test_it_is_scheduled_undone_and_not_without_a_subject(desk):
    many(2)
    issue = written(subject="")
    answer = desk.post(f"{DESK}{issue.pk}/", {"when": "now"})
    assert answer.status_code == 422 and b"it has no subject yet" in answer.content
    desk.post(page(issue, more="head"), {"subject": "Drawers", "summary": ""})
    answer = desk.post(f"{DESK}{issue.pk}/", {"when": "now"}, follow=True).content.decode()
    assert "Send it to 2 readers" in answer and f"{DESK}{issue.pk}/withdrawal" in answer
    issue.refresh_from_db()
    assert issue.state == Issue.SCHEDULED and issue.send_at > clock.now()
    desk.post(f"{DESK}{issue.pk}/withdrawal")
    issue.refresh_from_db()
    assert issue.state == Issue.DRAFT


@pytest.mark.parametrize("moment", ["", "2020-01-01T10:00", "tomorrow"])
def test_a_moment_has_to_be_one_that_comes(desk, moment):
    issue = written()
    answer = desk.post(f"{DESK}{issue.pk}/", {"when": "later", "moment": moment})
    assert answer.status_code == 422 and b"errorlist" in answer.content
    assert desk.post(f"{DESK}{issue.pk}/", {"when": "later", "moment": "2099-01-01T10:00"}).status_code == 302
    issue.refresh_from_db()
    assert issue.send_at.isoformat() == "2099-01-01T09:00:00+00:00"  # ten o'clock in Paris


def test_it_is_paused_resumed_stopped_and_says_so_first(desk):
    many(3)
    issue = fed(begun())
    seen = []
    for step in ("", "pause", "resumption", "end"):
        if step:
            desk.post(f"{DESK}{issue.pk}/{step}")
        html = desk.get(f"{DESK}{issue.pk}/").content.decode()
        seen.append(html[html.index("<h1>") + 4 : html.index("</h1>")])
    assert seen == [
        "0 of 3 sent.", "Paused: 0 of 3 have it, nobody else gets it for now.", "0 of 3 sent.",
        "Stopped for good: 0 have it, and nobody else gets it.",
    ]  # fmt: skip
    assert "not so any more" in desk.post(f"{DESK}{issue.pk}/pause", follow=True).content.decode()


def test_an_issue_that_went_out_is_corrected_on_its_page_alone(desk):
    issue = begun()
    assert "/correction" not in desk.get(page(issue)).content.decode()
    desk.post(page(issue, more="head"), {"subject": "Drawers, mended", "summary": ""})
    assert "/correction" in desk.get(page(issue)).content.decode()
    desk.post(page(issue, more="correction"))
    found = version(issue)
    assert (
        found.shown["subject"] == "Drawers, mended" and found.sent["subject"] == "Drawers" and found.corrected_at
    )
    assert desk.post(f"{DESK}{issue.pk}/versions", {"language": "fr"}).status_code == 302
    assert not Version.objects.filter(issue=issue, language="fr").exists()


def test_a_draft_is_deleted_and_what_went_out_is_not(desk):
    draft, gone_out = written(), begun()
    states.schedule(scheduled := written(), clock.now())
    for issue in (draft, gone_out, scheduled):
        desk.post(f"{DESK}{issue.pk}/removal")
    assert set(Issue.objects.all()) == {gone_out, scheduled}
    assert not Revision.objects.filter(version__issue=draft.pk).exists()


def test_a_full_issue_says_so(desk):
    issue = written()
    found = version(issue)
    block = found.document["blocks"][0]
    many_blocks = [{**block, "id": f"block{number:02}"} for number in range(40)]
    editing.save(found, {**found.document, "blocks": many_blocks}, "Full", None)
    answer = desk.post(page(issue, more="blocks"), {"kind": "text"})
    assert answer.status_code == 422 and b"at most 40 blocks" in answer.content


def test_a_letter_that_would_be_cut_is_not_sent(desk):
    body = "<p>" + "word " * 3_900 + "</p>"
    blocks = [{"id": f"block{n}", "kind": "text", "data": {"title": "", "body": body}} for n in range(7)]
    issue = written(blocks=blocks)
    answer = desk.post(f"{DESK}{issue.pk}/", {"when": "now"})
    assert answer.status_code == 422 and b"longer than 102 KB" in answer.content
    assert b"Gmail cuts a letter" in desk.get(page(issue)).content


def test_ten_more_issues_no_more_queries(desk):
    counts = []
    for number in (3, 10):
        for _more in range(number):
            written(also=("fr",))
        desk.get(DESK)
        with CaptureQueriesContext(connection) as seen:
            desk.get(DESK)
        counts.append(len(seen))
    assert counts[0] == counts[1]


@pytest.mark.parametrize("kind", [kind for kind, one in KINDS.items() if one.sample])
@pytest.mark.parametrize("language", ["en", "fr"])
def test_a_block_that_says_what_it_began_with_does_not_go_out(db, kind, language):
    issue = written(blocks=[{"id": "begun", "kind": kind, "data": sample(KINDS[kind], language)}])
    assert problems(issue).errors == ["English: a block still has the words it began with."]


def test_a_copy_that_nobody_translated_is_told(db):
    issue = written(also=("fr",))
    assert problems(issue).warnings == ["Français: it reads word for word as the other language does."]
    french = issue.versions.select_related("current").get(language="fr")
    block = french.document["blocks"][0]
    said = {**french.document, "blocks": [{**block, "data": {**block["data"], "body": "<p>Des tiroirs.</p>"}}]}
    editing.save(french, said, "Translated", None)
    assert problems(issue).warnings == []
