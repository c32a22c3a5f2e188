"""The operator's desk: nothing goes out unseen, what was typed is never lost, and nobody else finds it."""

from datetime import timedelta

import pytest
from django.urls import reverse

from smartbooth.announcements import sending
from smartbooth.announcements.messages import Availability
from smartbooth.announcements.models import Announcement
from smartbooth.core import clock
from smartbooth.mail.models import Outbox
from tests.world import PASSWORD

pytestmark = pytest.mark.django_db

DESK = "/operator/announcements/"
SAID = {
    "title_en": "A pause", "title_fr": "Une pause", "text_en": "The studio rests.", "text_fr": "Le studio se repose.",
}  # fmt: skip
OUTAGE = {**SAID, "starts_at": "2031-05-03T22:00", "ends_at": "2031-05-03T23:30"}
NOW = {"how": "letters", "when": "now"}


@pytest.fixture(autouse=True)
def _then():
    from datetime import UTC, datetime

    with clock.at(datetime(2031, 5, 1, 12, 0, tzinfo=UTC)):
        yield


def write(client, kind="outage", **typed):
    return client.post(f"{DESK}write/{kind}/", {**(OUTAGE if kind == "outage" else SAID), **typed})


def html(answer):
    return answer.content.decode()


def sent(client, one, **typed):
    return client.post(reverse("announcement_sending", args=[one.pk]), {**NOW, **typed})


def test_the_empty_desk_teaches(client, otto):
    said = html(client.get(DESK))
    assert "Nothing waits to be announced" in said
    assert f"{DESK}write/" in said and 'class="empty"' in said
    chosen = html(client.get(f"{DESK}write/"))
    assert all(f"{DESK}write/{kind}/" in chosen for kind in ("outage", "incident", "change", "suspension"))


@pytest.mark.parametrize("who", ["owner", "nobody"])
def test_nobody_else_finds_it(client, world, announce, who):
    one = announce()
    if who == "owner":
        client.login(username="olive", password=PASSWORD)
    for name in ("", "text/", "end/", "letter/en/"):
        assert client.get(f"{DESK}{one.pk}/{name}").status_code in (302, 404)
    for name in ("sending", "removal"):
        assert client.post(f"{DESK}{one.pk}/{name}", NOW).status_code in (302, 404)
    one.refresh_from_db()
    assert one.draft


def test_from_writing_to_the_outbox(client, otto, world):
    answer = write(client)
    one = Announcement.objects.get()
    assert answer["Location"] == f"{DESK}{one.pk}/"
    assert one.draft and one.written_by == otto
    assert one.starts_at.isoformat() == "2031-05-03T20:00:00+00:00", "typed in the service's time zone"
    said = html(client.get(answer["Location"]))
    assert "Not sent yet: “A pause”" in said and "everybody with an account: 4 people" in said
    assert "Nobody has had a letter of this kind this year; 24 is the most" in said
    for language, words in (("en", "The studio rests."), ("fr", "Le studio se repose.")):
        letter = client.get(reverse("announcement_letter", args=[one.pk, language]))
        assert words in html(letter)
        assert "sandbox" in letter["Content-Security-Policy"]
    assert sent(client, one).status_code == 302
    one.refresh_from_db()
    assert one.goes_at == clock.now() + timedelta(seconds=60)
    assert "Take it back" in html(client.get(f"{DESK}{one.pk}/"))
    assert "scheduled" in html(client.get(DESK))
    with clock.at(one.goes_at):
        while sending.due():
            pass
        assert "0 letters of 4 are out. 4 are next." in html(client.get(f"{DESK}{one.pk}/"))
    assert Outbox.objects.filter(about=one.pk).count() == 4


@pytest.mark.parametrize(
    ("kind", "typed", "field"),
    [
        ("outage", {"title_fr": ""}, "title_fr"), ("outage", {"text_en": " "}, "text_en"),
        ("outage", {"starts_at": ""}, "starts_at"), ("outage", {"ends_at": "tomorrow"}, "ends_at"),
        ("outage", {"ends_at": "2031-05-03T21:00"}, "ends_at"),
        ("outage", {"starts_at": "2031-04-03T21:00", "ends_at": "2031-04-03T22:00"}, "ends_at"),
        ("outage", {"starts_at": "2035-05-03T21:00", "ends_at": "2035-05-03T22:00"}, "starts_at"),
        ("incident", {"starts_at": "2031-05-03T21:00"}, "starts_at"),
        ("change", {"starts_at": "2031-05-03T21:00", "title_en": "x" * 81}, "title_en"),
        ("change", {"starts_at": "2031-05-03T21:00", "text_fr": "x" * 2001}, "text_fr"),
        ("outage", {"text_en": "See example.com"}, "text_en"), ("outage", {"title_en": "ada@example.org"}, "title_en"),
        ("outage", {"advice_fr": "http://example.net/"}, "advice_fr"),
        ("suspension", {"workspace": "Nobody’s", "starts_at": "2031-05-01T10:00"}, "workspace"),
        ("suspension", {"workspace": "Aurora SAS", "starts_at": "2031-05-01T10:00"}, "advice_en"),
    ],
)  # fmt: skip
def test_what_cannot_stand_is_said_and_nothing_is_lost(client, otto, world, kind, typed, field):
    answer = write(client, kind, **typed)
    assert answer.status_code == 422
    assert field in answer.context["form"].errors
    said = html(answer)
    assert "Nothing of what you typed is lost" in said
    assert "Le studio se repose." in said or typed.get("text_fr", "")[:9] in said
    assert not Announcement.objects.exists()


def test_what_looks_like_an_advertisement_is_asked_about(client, otto, world):
    offer = {"text_en": "A special offer.", "text_fr": "Profitez-en."}
    answer = write(client, **offer)
    assert answer.status_code == 422
    assert "This looks like an advertisement: special, offer, profitez." in html(answer)
    assert not Announcement.objects.exists()
    assert write(client, **offer, acknowledged="special").status_code == 422, "of all, not of some"
    assert (
        write(client, **{**offer, "text_en": "A discount."}, acknowledged="special, offer, profitez").status_code
        == 422
    )
    assert write(client, **offer, acknowledged="special, offer, profitez").status_code == 302
    assert Announcement.objects.get().acknowledged == "special, offer, profitez"


def test_a_link_and_an_advertisement_are_said_at_once(client, otto, world):
    answer = write(client, text_en="A discount at example.com")
    assert {"text_en", "acknowledged"} <= set(answer.context["form"].errors)


def test_a_draft_is_changed_and_thrown_away(client, otto, world):
    write(client)
    one = Announcement.objects.get()
    form = html(client.get(f"{DESK}{one.pk}/text/"))
    assert 'value="2031-05-03T22:00"' in form and "The studio rests." in form
    assert client.post(f"{DESK}{one.pk}/text/", {**OUTAGE, "title_en": "A short pause"}).status_code == 302
    one.refresh_from_db()
    assert (one.title_en, Announcement.objects.count()) == ("A short pause", 1)
    client.post(f"{DESK}{one.pk}/removal")
    assert not Announcement.objects.exists()


def test_what_is_out_is_neither_changed_nor_thrown_away(client, otto, world, announce):
    one = announce("outage", starts=3, until=4, ago=1)
    client.post(f"{DESK}{one.pk}/text/", OUTAGE)
    client.post(f"{DESK}{one.pk}/removal")
    assert sent(client, one).status_code == 302
    one.refresh_from_db()
    assert (one.title_en, one.goes_at) == ("News", clock.now() - timedelta(hours=1))


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"when": "at"}, "at"), ({"when": "at", "at": "soon"}, "at"), ({"when": "at", "at": "2031-05-01T13:00"}, "at"),
        ({"when": "at", "at": "2031-05-03T22:00"}, "at"), ({"when": "at", "at": "2033-05-03T22:00"}, "at"),
        ({"when": "never"}, "when"), ({"how": "by pigeon"}, "how"), ({"how": ""}, "how"),
    ],
)  # fmt: skip
def test_when_and_how_are_checked(client, otto, world, typed, field):
    write(client)
    one = Announcement.objects.get()
    answer = sent(client, one, **typed)
    assert answer.status_code == 422 and field in answer.context["form"].errors
    one.refresh_from_db()
    assert one.draft


def test_at_a_moment(client, otto, world):
    write(client)
    one = Announcement.objects.get()
    assert sent(client, one, when="at", at="2031-05-02T09:00", how="page").status_code == 302
    one.refresh_from_db()
    assert (one.goes_at.isoformat(), one.mailed) == ("2031-05-02T07:00:00+00:00", False)
    client.post(reverse("announcement_sending", args=[one.pk]), {"_method": "DELETE"})
    one.refresh_from_db()
    assert one.draft


def test_what_is_over_before_it_goes_is_not_announced(client, otto, world):
    write(client)
    with clock.at(clock.now() + timedelta(days=5)):
        client.force_login(otto)
        answer = sent(client, Announcement.objects.get())
    assert answer.status_code == 422 and "when" in answer.context["form"].errors


def test_over_the_budget_one_is_asked_to_wait(client, otto, world, announce, monkeypatch):
    monkeypatch.setattr(Availability, "budget", 1)
    first = announce("outage", starts=3, until=4)
    sending.schedule(first, clock.now(), True)
    while sending.due():
        pass
    one, waiting = announce("outage", starts=5, until=6), announce("outage", starts=7, until=8, title_en="Another")
    said = html(client.get(f"{DESK}{one.pk}/"))
    assert "For 4 people it would be one too many" in said
    assert "Others wait to go out" in said and f"{DESK}{waiting.pk}/" in said
    answer = sent(client, one)
    assert answer.status_code == 422 and "over" in answer.context["form"].errors
    assert sent(client, waiting, how="page").status_code == 302, "nobody gets a letter"
    assert sent(client, one, over="on").status_code == 302


def test_a_suspension_and_its_end(client, otto, world):
    advice = {"advice_en": "Use another picture.", "advice_fr": "Prenez une autre image."}
    write(client, "suspension", workspace="aurora sas", starts_at="2031-05-01T10:00", **advice)
    one = Announcement.objects.get()
    assert one.workspace == world.workspace
    said = html(client.get(f"{DESK}{one.pk}/"))
    assert "the owner of “Aurora SAS”, and nobody else" in said and 'value="page"' not in said
    sent(client, one)
    one.refresh_from_db()
    with clock.at(one.goes_at):
        client.force_login(otto)
        sending.due()
        end = f"{DESK}{one.pk}/end/"
        form = html(client.get(end))
        assert 'value="Lifted: A pause"' in form and "starts_at" not in form
        lifted = {**SAID, "title_en": "Lifted", "title_fr": "Levée"}
        assert client.post(end, lifted).status_code == 302
        again = client.post(end, lifted)
        assert again.status_code == 302 and Announcement.objects.filter(kind="end").count() == 1
        finished = Announcement.objects.get(kind="end")
        assert (finished.ends, finished.workspace) == (one, world.workspace)


@pytest.mark.parametrize("kind", ["outage", "incident"])
def test_what_is_not_out_has_no_end(client, otto, announce, kind):
    draft, later = announce(kind, starts=-1, until=1), announce(kind, starts=-1, until=1, ago=-1)
    for one in (draft, later):
        assert client.get(f"{DESK}{one.pk}/end/").status_code == 302


@pytest.mark.parametrize("path", ["write/end/", "write/nothing/", "0000000000/", "0000000000/letter/en/"])
def test_what_is_not_there(client, otto, path):
    assert client.get(DESK + path).status_code == 404


def test_a_letter_in_a_language_we_do_not_write(client, otto, announce):
    assert client.get(f"{DESK}{announce().pk}/letter/xx/").status_code == 404


def test_stopping_what_goes_out(client, otto, world, announce):
    one = announce()
    sending.schedule(one, clock.now(), True)
    sending.due()
    client.post(reverse("announcement_sending", args=[one.pk]), {"_method": "DELETE"})
    one.refresh_from_db()
    assert one.stopped
    assert "Stopped: “News”" in html(client.get(f"{DESK}{one.pk}/"))
    client.post(reverse("announcement_sending", args=[one.pk]), {"_method": "DELETE"})
    assert "nothing left to stop" in html(client.get(DESK))


@pytest.mark.parametrize("method", ["get", "head"])
def test_looking_changes_nothing(client, otto, announce, method):
    one = announce("incident", starts=-1, ago=1)
    before = list(Announcement.objects.values())
    for path in (
        "",
        "write/",
        "write/outage/",
        f"{one.pk}/",
        f"{one.pk}/text/",
        f"{one.pk}/end/",
        f"{one.pk}/letter/fr/",
    ):
        assert getattr(client, method)(DESK + path).status_code in (200, 302)
    for path in ("sending", "removal"):
        assert getattr(client, method)(f"{DESK}{one.pk}/{path}").status_code == 405
    assert list(Announcement.objects.values()) == before
