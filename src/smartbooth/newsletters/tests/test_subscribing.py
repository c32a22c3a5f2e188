"""Asking for the newsletter, confirming it, and how both end."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from smartbooth.core import clock
from smartbooth.mail import basis, choices
from smartbooth.mail.messages import messages
from smartbooth.mail.models import Outbox
from smartbooth.newsletters.messages import ConfirmSubscription, NewsletterIssue
from smartbooth.newsletters.subscribing import asking, confirming, ending, readers, words
from smartbooth.newsletters.subscribing.confirming import State
from smartbooth.newsletters.tests.readers import ask, person, subscribe, token
from smartbooth.people import strays, suppression
from smartbooth.people.models import Consent, Person

pytestmark = pytest.mark.django_db
PAGE = "/newsletter/"
FORM = {"address": "ada@example.org", "language": "en", "website": ""}


@pytest.fixture
def post(client, settings):
    settings.NEWSLETTERS_PER_MINUTE = 1_000

    def send(**fields):
        headers = {"Sec-Fetch-Site": "same-origin"}
        return client.post(PAGE, {**FORM, **fields}, headers=headers)

    return send


def wanted(person):
    return basis.wanted(NewsletterIssue, [person.pk]) == {person.pk}


# --- asking -----------------------------------------------------------------------------------------------------------
def test_asking_stores_a_consent_that_awaits_and_posts_one_letter(post):
    assert post(openings="on")["Location"] == reverse("newsletter_asked")
    own, box = Consent.objects.order_by("box")
    assert own.awaits and box.awaits and box.box == readers.OPENINGS
    assert own.wording.text == words.subscription("en") and "Natasquad" in own.wording.text
    assert (own.controller, own.launch, own.purpose, own.language) == ("operator", "", "subscriptions", "en")
    assert list(Outbox.objects.values_list("message", "language")) == [(ConfirmSubscription.name, "en")]
    assert not wanted(person())


def test_the_box_is_not_ticked_and_nothing_of_it_is_kept_without_it(post, client):
    assert "checked" not in client.get(PAGE).content.decode().split('name="openings"')[1][:80]
    post()
    assert not Consent.objects.filter(box=readers.OPENINGS).exists()


def test_the_answer_is_the_same_for_everybody(post):
    """Unknown, waiting, subscribed, stopped: where it leads and what the outbox gets are the same."""
    subscribe("known@example.org")
    ask("waits@example.org")
    choices.stop(subscribe("stopped@example.org"), suppression.NEWSLETTER, choices.BY_LINK)
    Outbox.objects.all().delete()
    seen = set()
    for name in ("new", "known", "waits", "stopped"):
        before = Outbox.objects.count()
        response = post(address=f"{name}@example.org")
        seen.add((response.status_code, response["Location"], response.content, Outbox.objects.count() - before))
    assert len(seen) == 1


def test_one_letter_an_hour_however_often_the_form_is_sent(post):
    with clock.at(clock.now()):
        for _again in range(5):
            post()
        assert Outbox.objects.count() == 1
    with clock.at(clock.now() + timedelta(hours=1)):
        post()
    assert Outbox.objects.count() == 2


def test_a_trap_stores_nothing_and_looks_the_same(post):
    assert post(website="https://example.org")["Location"] == reverse("newsletter_asked")
    assert not Person.objects.exists() and not Outbox.objects.exists()


def test_from_another_site_nothing_is_taken_and_nothing_is_lost(client):
    response = client.post(PAGE, FORM, headers={"Sec-Fetch-Site": "cross-site"})
    assert response.status_code == 403 and b"ada@example.org" in response.content
    assert not Person.objects.exists()


def test_too_many_at_once_is_told_and_what_was_typed_stays(client, settings):
    settings.NEWSLETTERS_PER_MINUTE = 2
    answers = [
        client.post(PAGE, {**FORM, "address": f"a{n}@example.org"}, REMOTE_ADDR="198.51.100.7") for n in range(3)
    ]
    assert [one.status_code for one in answers] == [302, 302, 429]
    assert int(answers[2]["Retry-After"]) > 0 and b"a2@example.org" in answers[2].content


@pytest.mark.parametrize("address", ["", "ada", "ada@", "@example.org", "a b@example.org"])
def test_what_is_no_address_is_said_beside_the_field(post, address):
    response = post(address=address)
    assert response.status_code == 422 and b"errorlist" in response.content
    assert not Person.objects.exists()


def test_asked_again_in_another_language_the_newer_words_await(post):
    post()
    post(language="fr", openings="on")
    live = readers.agreed().get()
    assert live.language == "fr" and live.wording.text == words.subscription("fr")
    assert Consent.objects.get(withdrawn_how=asking.ANEW).language == "en"


def test_an_account_types_no_address(world, client):
    client.force_login(world.owner)
    page = client.get(PAGE).content.decode()
    assert 'name="address"' not in page
    assert client.post(PAGE, {"language": "fr"}).status_code == 302
    assert readers.agreed().get().person_id == world.owner.person_id
    assert readers.agreed().get().awaits


# --- confirming -------------------------------------------------------------------------------------------------------
def test_looking_confirms_nothing_and_the_button_does():
    ada, browser = ask(openings=True), Client()
    address = f"/newsletter/confirm/{token(ada, openings=True)}/"
    for _scanner in range(2):
        assert browser.get(address).status_code == 200
    assert not wanted(ada)
    answer = browser.post(address)
    assert answer.status_code == 200 and answer["Referrer-Policy"] == "no-referrer"
    assert wanted(ada) and readers.live(readers.OPENINGS).get().person_id == ada.pk
    before = list(Consent.objects.values())
    assert browser.post(address).status_code == 200
    assert list(Consent.objects.values()) == before


def test_the_box_that_was_not_in_the_letter_is_not_agreed_to():
    ada = ask(openings=True)
    confirming.confirm(token(ada, openings=False))
    assert wanted(ada) and not readers.live(readers.OPENINGS).exists()


def test_a_link_of_somebody_elses_making_or_past_its_time(client):
    ada = ask()
    good = token(ada)
    forged = good[:-1] + ("a" if good[-1] != "a" else "b")
    assert client.post(f"/newsletter/confirm/{forged}/").status_code == 404
    with clock.at(clock.now() + timedelta(days=15)):
        assert client.post(f"/newsletter/confirm/{good}/").status_code == 410
    assert not wanted(ada)


def test_a_link_from_before_a_stop_subscribes_nobody_again():
    ada = subscribe()
    link = token(ada)
    choices.stop(ada, suppression.NEWSLETTER, choices.BY_LINK)
    assert confirming.confirm(link).state is State.ENDED
    assert not wanted(ada)


def test_who_stopped_it_and_asks_again_gets_it_again():
    ada = subscribe()
    choices.stop(ada, suppression.NEWSLETTER, choices.BY_LINK)
    assert suppression.is_suppressed(bytes(ada.index), suppression.NEWSLETTER)
    subscribe()
    assert wanted(ada)


def test_who_stopped_all_that_advertises_says_that_this_ends(client):
    ada = ask()
    choices.stop_marketing(ada, choices.BY_LINK)
    ask()
    address = f"/newsletter/confirm/{token(ada)}/"
    assert b'name="all" value="end"' in client.get(address).content
    assert client.post(address).status_code == 422
    assert not wanted(ada)
    assert client.post(address, {"all": "end"}).status_code == 200
    assert wanted(ada)
    index = bytes(ada.index)
    assert not suppression.is_suppressed(index, suppression.MARKETING)
    assert suppression.is_suppressed(index, suppression.DIGEST), "other launches' news stays stopped"


def test_a_reader_who_asks_in_another_language_is_written_to_in_it():
    ada = subscribe()
    subscribe(language="fr")
    assert readers.after("", 10, ["fr"]) == [(ada.pk, "fr")]
    assert readers.agreed().count() == 1
    subscribe(language="en")
    assert readers.after("", 10, ["en"]) == [(ada.pk, "en")]


def test_stopping_ends_the_box_too():
    ada = subscribe(openings=True)
    choices.stop(ada, suppression.NEWSLETTER, choices.BY_MAIL)
    assert not readers.agreed().exists() and not readers.agreed(readers.OPENINGS).exists()


def test_the_letter_tells_what_is_agreed_to():
    from smartbooth.mail.letter import compose

    ask(openings=True, language="fr")
    letter = compose(Outbox.objects.get())
    assert "/newsletter/confirm/" in letter.text and "/newsletter/confirm/" in letter.html
    assert "cochée" in letter.text and letter.language == "fr"
    assert not messages()[
        ConfirmSubscription.name
    ].essential  # strangers must not use up what is kept for passwords


def test_who_answers_nothing_is_asked_few_times_and_who_stopped_everything_once(settings):
    """The form takes anybody's address: a hundred of them, hour by hour, fill no mailbox."""
    now = clock.now()
    for hour in range(40):
        with clock.at(now + timedelta(hours=hour)):
            ask(openings=hour % 2 == 0, language="fr" if hour % 3 else "en")
    assert Outbox.objects.count() == settings.NEWSLETTER_ASKS
    person = Person.objects.get()
    Outbox.objects.all().delete()
    choices.stop_marketing(person, choices.BY_LINK)
    for hour in range(40):
        with clock.at(now + timedelta(hours=hour)):
            ask()
    assert Outbox.objects.count() == 1


def test_two_wishes_within_an_hour_are_one_letter():
    ask(language="en")
    ask(language="fr", openings=True)
    assert Outbox.objects.count() == 1


# --- ending -----------------------------------------------------------------------------------------------------------
def test_what_is_never_confirmed_goes_with_its_person():
    ask()
    later = clock.now() + timedelta(days=14, minutes=1)
    assert ending.overdue_unconfirmed(clock.now()) == 0
    assert ending.overdue_unconfirmed(later) == 1
    assert ending.sweep_unconfirmed(later) == 1
    assert ending.sweep_unconfirmed(later) == 0
    assert not Person.objects.exists()


def test_who_stopped_it_is_erased_a_month_later_and_who_is_known_otherwise_stays(world):
    gone, stays = subscribe("gone@example.org"), world.owner.person
    asking.of_person(stays, "en", False)
    confirming.confirm(token(stays))
    for one in (gone, stays):
        choices.stop(one, suppression.NEWSLETTER, choices.BY_LINK)
    assert ending.overdue_stopped(clock.now() + timedelta(days=29)) == 0
    later = clock.now() + timedelta(days=31)
    with clock.at(later):
        assert ending.overdue_stopped(later) == 1
        assert ending.sweep_stopped(later) == 1
        assert ending.sweep_stopped(later) == 0
    assert set(Person.objects.all()) >= {stays} and not Person.objects.filter(pk=gone.pk).exists()


def test_an_old_consent_does_not_hurry_the_end_of_a_newer_one():
    with clock.at(clock.now() - timedelta(days=60)):
        ada = subscribe(openings=True)
        choices.untick(ada, choices.boxes(ada).get().pk)
    choices.stop(ada, suppression.NEWSLETTER, choices.BY_LINK)
    assert ending.overdue_stopped(clock.now() + timedelta(days=1)) == 0
    later = clock.now() + timedelta(days=31)
    with clock.at(later):
        assert ending.sweep_stopped(later) == 1


def test_who_stopped_it_may_take_that_back_for_a_month_whatever_else_is_swept(monkeypatch):
    monkeypatch.setattr(strays, "_place", "")
    with clock.at(clock.now() - timedelta(days=60)):
        ada = subscribe()
    choices.stop(ada, suppression.NEWSLETTER, choices.BY_LINK)
    strays.walk()
    assert Person.objects.filter(pk=ada.pk).exists() and choices.undo(ada, suppression.NEWSLETTER)
    choices.stop(ada, suppression.NEWSLETTER, choices.BY_LINK)
    with clock.at(clock.now() + timedelta(days=31)):
        monkeypatch.setattr(strays, "_place", "")
        strays.walk()
    assert not Person.objects.filter(pk=ada.pk).exists()


def test_a_reader_is_needed_and_sees_it_among_their_choices(world, client):
    ada = subscribe()
    assert readers.needed([ada.pk, world.owner.person_id]) == {ada.pk}
    assert [(one.topic.key, one.on) for one in choices.standing(ada)] == [(suppression.NEWSLETTER, True)]
    assert choices.standing(ask("waits@example.org")) == []
    client.force_login(world.owner)
    assert 'href="/newsletter/"' in client.get("/account/").content.decode().partition("<footer")[0]
