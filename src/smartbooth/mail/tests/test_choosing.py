"""The page each letter leads to: looked at by anybody who has the link, changed by a button alone."""

import re

import pytest
from django.test import Client
from django.test.client import MULTIPART_CONTENT

from smartbooth.mail import choices, optout, send
from smartbooth.mail.models import Choice, Outbox
from smartbooth.mail.outbox import post
from smartbooth.mail.topics import TOPICS, asked
from smartbooth.people import consents, erasure, suppression
from smartbooth.people.models import Consent, Suppression
from smartbooth.registry.purposes import Purpose

DIGEST, NEWSLETTER, LEADS = suppression.DIGEST, suppression.NEWSLETTER, suppression.NEW_LEADS
STATE = (Choice, Consent, Outbox, Suppression)


def client(**headers):
    return Client(headers=headers, enforce_csrf_checks=True)


def url(person, topic=DIGEST, rest=""):
    return optout.choices_path(optout.token(person.pk, topic)) + rest


def text(response):
    return re.sub(r"\s+([.,;:])", r"\1", " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split()))


def rows():
    return [sorted(model.objects.values_list()) for model in STATE]


def agree(person, purpose=Purpose.MARKETING, words="Write to me", country="FR"):
    consents.give(person.pk, purpose=purpose, words=words, language="en", country=country)


def agreed(person):
    return [
        (one.purpose, one.wording.text, one.withdrawn_how) for one in consents.of(person.pk).order_by("given_at")
    ]


def on(person):
    return {one.topic.key for one in choices.standing(person) if one.on}


@pytest.fixture
def reader(sam):
    agree(sam)
    return sam


def delete(path, **data):
    return client().post(path, {"_method": "DELETE", **data})


def offered(page, key):
    """What a form of the page sends to start a topic: the language and the digest of the words beside the button."""
    form = re.search(rf'action="[^"]*/topics/{key}">(.*?)</form>', page.content.decode(), re.S)
    return dict(re.findall(r'name="(language|wording)" value="([^"]*)"', form[1]))


@pytest.mark.parametrize("method", ["get", "head"])
@pytest.mark.parametrize("rest", ["", "stop", "?done=stopped&what=digest", "?done=language&what=en"])
def test_looking_changes_nothing(reader, method, rest):
    """Mail scanners follow every link of a letter."""
    before = rows()
    assert getattr(client(), method)(url(reader, rest=rest)).status_code == 200
    assert rows() == before


def test_the_page_is_private_and_sets_no_cookie(reader):
    for answer in (client().get(url(reader)), delete(url(reader, rest=f"topics/{DIGEST}"))):
        assert answer["Referrer-Policy"] == "no-referrer"
        assert answer["Cache-Control"] == "no-store"
        assert "noindex" in answer["X-Robots-Tag"]
        assert not answer.cookies


def test_it_never_shows_the_address(reader):
    for rest in ("", "?done=stopped&what=digest"):
        assert "sam@" not in client().get(url(reader, rest=rest)).content.decode()


def test_stop_says_so_and_has_an_undo(reader):
    answer = delete(url(reader, rest=f"topics/{DIGEST}"))
    assert answer.status_code == 303
    assert answer["Location"] == url(reader, rest="?done=stopped&what=digest#done")
    assert on(reader) == set()
    said = text(client().get(answer["Location"]))
    assert "Stopped. It holds from now on" in said and "You do not get our letter about other launches." in said
    assert client().post(url(reader, rest=f"topics/{DIGEST}"), {"undo": "1"}).status_code == 303
    assert on(reader) == {DIGEST}
    assert agreed(reader) == [("marketing", "Write to me", choices.BY_LINK), ("marketing", "Write to me", "")]


def test_a_stop_holds_for_what_waits(reader, news):
    post(news, reader.pk, "en")
    delete(url(reader, rest=f"topics/{DIGEST}"))
    send.due()
    assert Outbox.objects.get().state == Outbox.SUPPRESSED


def test_an_undo_gives_no_consent_that_was_not_there(sam):
    """Who only objected takes the objection back; a consent they had ended before stays ended."""
    agree(sam)
    consents.withdraw(consents.of(sam.pk)[0], "my data")
    delete(url(sam, rest=f"topics/{DIGEST}"))
    client().post(url(sam, rest=f"topics/{DIGEST}"), {"undo": "1"})
    assert agreed(sam) == [("marketing", "Write to me", "my data")]
    assert not Suppression.objects.exists()


@pytest.mark.parametrize("language", ["en", "fr"])
def test_starting_records_the_words_beside_the_button(sam, language):
    from django.utils import translation

    page = client(**{"Accept-Language": language}).get(url(sam))
    with translation.override(language):
        words = asked(TOPICS[DIGEST])
    assert words in page.content.decode()
    answer = client(**{"Accept-Language": "de"}).post(url(sam, rest=f"topics/{DIGEST}"), offered(page, DIGEST))
    assert answer["Location"].endswith("?done=started&what=digest#done")
    found = Consent.objects.select_related("wording").get()
    assert (found.wording.text, found.language, found.purpose) == (words, language, "marketing")
    assert (found.controller, found.launch, found.box, found.way) == ("operator", "", "", Consent.EXPLICIT)
    assert on(sam) == {DIGEST}


def test_other_words_than_those_of_now_are_read_anew(sam, settings):
    page = client().get(url(sam))
    settings.DIGESTS_PER_YEAR = 12
    answer = client().post(url(sam, rest=f"topics/{DIGEST}"), offered(page, DIGEST))
    assert not Consent.objects.exists()
    assert "no longer the same" in text(client().get(answer["Location"]))
    assert client().post(url(sam, rest=f"topics/{DIGEST}")).status_code == 303
    assert not Consent.objects.exists()


def test_stopping_all_and_taking_it_back(reader):
    agree(reader, Purpose.SUBSCRIPTIONS, "News")
    answer = delete(url(reader, rest="marketing"))
    assert on(reader) == set()
    said = text(client().get(answer["Location"]))
    assert (
        "Nothing that advertises comes to you any more" in said
        and "You stopped everything that advertises" in said
    )
    client().post(url(reader, rest="marketing"), {"undo": "1"})
    assert on(reader) == {DIGEST, NEWSLETTER}
    assert [one[2] for one in agreed(reader)] == [choices.BY_LINK, choices.BY_LINK, "", ""]


def test_lifting_the_stop_of_all_leaves_what_was_taken_back(reader):
    delete(url(reader, rest="marketing"))
    answer = client().post(url(reader, rest="marketing"))
    assert "What comes to you from now on stands below" in text(client().get(answer["Location"]))
    assert on(reader) == set() and not Suppression.objects.exists()


def test_starting_one_topic_ends_the_stop_of_all(reader):
    delete(url(reader, rest="marketing"))
    page = client().get(url(reader))
    client().post(url(reader, rest=f"topics/{DIGEST}"), offered(page, DIGEST))
    assert on(reader) == {DIGEST}


def test_another_language_holds_at_once_for_what_waits_too(reader, news):
    post(news, reader.pk, "en")
    answer = client().post(url(reader, rest="language"), {"language": "fr"})
    page = client(**{"Accept-Language": "en"}).get(answer["Location"])
    assert '<html lang="fr"' in page.content.decode()
    assert choices.languages([reader.pk]) == {reader.pk: "fr"}
    undo = re.search(r'id="done".*?name="language" value="(\w\w)"', page.content.decode(), re.S)
    assert undo[1] == "en"
    client().post(url(reader, rest="language"), {"language": "en"})
    assert choices.language(reader) == "en"


def test_without_a_choice_the_browser_tells_the_language(reader):
    assert '<html lang="fr"' in client(**{"Accept-Language": "fr"}).get(url(reader)).content.decode()


def test_an_owner_reads_it_in_the_language_of_their_account(world):
    world.owner.speak("fr")
    page = client(**{"Accept-Language": "en"}).get(url(world.owner.person, ""))
    assert "Nous vous écrivons en français." in text(page)
    signed_in = Client()
    signed_in.force_login(world.owner)
    signed_in.post("/language", {"language": "en", "next": "/"})
    assert choices.languages([world.owner.person_id]) == {world.owner.person_id: "en"}


def test_a_language_we_do_not_speak_is_refused(reader):
    for sent in ({"language": "de"}, {}):
        answer = client().post(url(reader, rest="language"), sent)
        assert answer.status_code == 422 and "do not write in that language" in text(answer)
    assert not Choice.objects.exists()


def test_no_link_of_ours_is_cheap(sam, django_assert_num_queries):
    optout.token(sam.pk)
    good = optout.token(sam.pk, DIGEST)
    with django_assert_num_queries(0):
        for bad in ("abc", good[:-1], good + "x", good.replace(sam.pk, "0" * len(sam.pk)), "~~", "é.digest.x"):
            for rest in ("", "stop"):
                answer = client().get(f"/mail/{bad}/{rest}")
                assert answer.status_code == 404 and "not complete" in text(answer)
            assert client().post(f"/mail/{bad}/stop").status_code == 404
            assert delete(f"/mail/{bad}/marketing").status_code == 404


def test_no_topic_of_ours(sam):
    assert delete(url(sam, rest="topics/parcels")).status_code == 404


def test_who_was_erased(reader):
    path = url(reader)
    erasure.erase(reader.pk, "asked")
    for answer in (client().get(path), delete(path + "marketing"), delete(path + f"topics/{DIGEST}")):
        assert answer.status_code == 410 and "nothing left to choose" in text(answer)


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        ("List-Unsubscribe=One-Click", "application/x-www-form-urlencoded"),
        ({"List-Unsubscribe": "One-Click"}, MULTIPART_CONTENT),
        ("", "application/x-www-form-urlencoded"),
        ("broken", "multipart/form-data; boundary=x"),
        ("", ""),
    ],
)
def test_one_click(reader, news, data, kind):
    """RFC 8058 3.1 and 3.2: no cookie, no redirect, 200, and again and again."""
    post(news, reader.pk, "en")
    for _again in range(3):
        answer = client().post(url(reader, rest="stop"), data, content_type=kind)
        assert (answer.status_code, bool(answer.cookies)) == (200, False)
    send.due()
    assert Outbox.objects.get().state == Outbox.SUPPRESSED
    assert on(reader) == set()


def test_one_click_in_a_letter_that_cannot_be_stopped(sam):
    assert client().post(url(sam, "", "stop")).status_code == 404
    assert not Suppression.objects.exists()


def test_a_letter_that_cannot_be_stopped_says_why(sam, hello):
    for _letter in range(2):
        post(hello, sam.pk, "en", owner="Aurora")
    send.due()
    said = text(client().get(url(sam, "")))
    assert "cannot be stopped" in said and "2 came to you in the last twelve months" in said
    assert "Stop these letters" not in said


def test_what_a_room_offers_is_shown(sam, monkeypatch):
    monkeypatch.setattr(choices, "_concerned", [lambda person: [LEADS]])
    said = text(client().get(url(sam, "")))
    assert "We tell you of new sign-ups." in said
    delete(url(sam, "", f"topics/{LEADS}"))
    assert "We do not tell you of new sign-ups." in text(client().get(url(sam, "")))
    client().post(url(sam, "", f"topics/{LEADS}"))
    assert on(sam) == {LEADS} and not Consent.objects.exists()


def test_where_the_law_waits_for_an_objection(sam, monkeypatch):
    """Outside Europe the letter about other launches comes unasked, to those a room offers it; a stop ends that."""
    agree(sam, Purpose.SERVICE, country="US")
    assert on(sam) == set()
    monkeypatch.setattr(choices, "_concerned", [lambda person: [DIGEST]])
    assert on(sam) == {DIGEST}
    delete(url(sam, rest=f"topics/{DIGEST}"))
    assert on(sam) == set()
    client().post(url(sam, rest=f"topics/{DIGEST}"), {"undo": "1"})
    assert on(sam) == {DIGEST}


def test_nobody_is_asked_about_letters_that_are_not_written(sam, settings):
    settings.DIGESTS_PER_YEAR = 0
    choices.stop_marketing(sam, choices.BY_LINK)
    assert [one.topic.key for one in choices.standing(sam)] == [NEWSLETTER]


def test_an_owner_finds_the_page_from_their_account(world, client):
    assert client.get("/account/mail").status_code == 302
    client.force_login(world.owner)
    answer = client.get("/account/mail")
    assert answer["Location"] == optout.choices_path(optout.token(world.owner.person_id, optout.ACCOUNT))
    assert client.get(answer["Location"]).status_code == 200


def test_an_account_proves_no_mailbox_and_so_agrees_to_nothing(world, client, monkeypatch):
    """Whoever signs up with somebody's address can stop what comes there, and start nothing of it."""
    person, topics = world.owner.person, [NEWSLETTER, suppression.NEW_LEADS]
    monkeypatch.setattr(choices, "_concerned", [lambda person: topics])
    account = optout.choices_path(optout.token(person.pk, optout.ACCOUNT))
    page = client.get(f"{optout.choices_path(optout.token(person.pk))}")
    words = offered(page, NEWSLETTER)
    assert b'name="wording"' not in client.get(account).content.split(b"newsletter")[0]
    choices.stop_marketing(person, choices.BY_LINK)
    for rest, body in (
        (f"topics/{NEWSLETTER}", words),
        (f"topics/{NEWSLETTER}", {"undo": "1"}),
        ("marketing", {}),
        ("marketing", {"undo": "1"}),
    ):
        answer = client.post(f"{account}{rest}", body)
        assert "done=unproven" in answer["Location"], rest
        assert choices.stopped_marketing(person) and not choices._agreed(person)
        assert "at the foot" in client.get(answer["Location"]).content.decode()
    client.post(f"{account}topics/{suppression.NEW_LEADS}", {"_method": "DELETE"})
    assert suppression.is_suppressed(bytes(person.index), suppression.NEW_LEADS)
    client.post(f"{account}topics/{suppression.NEW_LEADS}", {"undo": "1"})
    assert not suppression.is_suppressed(bytes(person.index), suppression.NEW_LEADS)


def test_an_undo_gives_nothing_that_was_never_confirmed(sam):
    consents.give(sam.pk, purpose=Purpose.SUBSCRIPTIONS, words="Send it", language="en", awaits=True)
    choices.stop_marketing(sam, choices.BY_LINK)
    choices.undo(sam, suppression.MARKETING)
    assert not Consent.objects.filter(person=sam, withdrawn_at=None).exists()


def test_who_starts_one_topic_after_stopping_all_gets_that_one(sam, monkeypatch):
    """Outside Europe too, where another would come unasked once the stop of all ends."""
    agree(sam, Purpose.SERVICE, country="US")
    monkeypatch.setattr(choices, "_concerned", [lambda person: [DIGEST, NEWSLETTER]])
    choices.stop_marketing(sam, choices.BY_LINK)
    page = client().get(url(sam, ""))
    client().post(url(sam, "", f"topics/{NEWSLETTER}"), offered(page, NEWSLETTER))
    assert on(sam) == {NEWSLETTER}


def test_an_undo_gives_back_what_hung_on_it(sam):
    """The newsletter's box ends with it, and comes back with it."""
    agree(sam, Purpose.SUBSCRIPTIONS)
    consents.give(sam.pk, purpose=Purpose.SUBSCRIPTIONS, words="Count me", language="en", box="openings")
    delete(url(sam, NEWSLETTER, f"topics/{NEWSLETTER}"))
    assert not Consent.objects.filter(withdrawn_at=None).exists()
    client().post(url(sam, NEWSLETTER, f"topics/{NEWSLETTER}"), {"undo": "1"})
    assert sorted(Consent.objects.filter(withdrawn_at=None).values_list("box", flat=True)) == ["", "openings"]
