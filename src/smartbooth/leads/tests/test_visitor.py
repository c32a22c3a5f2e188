"""The form, from post to lead."""

import threading
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings as configured
from django.db import OperationalError, connection

from smartbooth.accounts.tenancy import within
from smartbooth.core import clock
from smartbooth.leads import register
from smartbooth.leads.tests.scene import (
    BROWSER,
    CALL,
    NEWS,
    QUESTIONS,
    addresses,
    agreed,
    leads,
    lines,
    post,
    publish,
    told,
    written,
)  # fmt: skip
from smartbooth.people.models import Consent, Person, Wording

pytestmark = pytest.mark.django_db
HOUR = 496_012
COOKIE = f"sb=b/{HOUR}/google/spring/FR/p/v"


@pytest.fixture
def _clock():
    with clock.at(clock.hour_start(HOUR + 3)):
        yield


def dropped() -> list[str]:
    """Reasons counted in the journal's files."""
    found = [line for path in Path(configured.JOURNAL).glob("*.log") for line in path.read_text().splitlines()]
    return [line.split("\t")[10] for line in found]


def test_an_address_becomes_a_lead(world, aurora):
    answer = post(aurora, name=" Sam  Reed ", purpose_2="yes")
    assert (answer.status_code, answer["Location"], answer["Cache-Control"]) == (303, "thanks", "no-store")
    assert addresses(aurora) == ["sam@example.org"]
    lead = leads(aurora)[0]
    assert (lead.variant, lead.publication, lead.language) == ("a", 1, "en")
    assert written(aurora)[0].name == "Sam  Reed"
    assert "Aurora SAS" in told(aurora)[0]
    consent = Consent.objects.get(box="")
    assert (consent.person_id, consent.purpose, consent.controller, consent.launch, consent.way, consent.conduct) == (
        lead.person_id, "service", world.workspace.pk, aurora.pk, "implied", "sent the form",
    )  # fmt: skip
    assert [(one.box, one.way, one.wording.text) for one in agreed()] == [("purpose_2", "explicit", NEWS)]


@pytest.mark.usefixtures("_clock")
def test_a_lead_is_counted_under_the_visits_cookie(aurora):
    answer = post(aurora, headers={"HTTP_COOKIE": COOKIE})
    lead = leads(aurora)[0]
    assert (lead.variant, lead.source, lead.campaign, lead.country, lead.device, lead.first_hour) == (
        "b", "google", "spring", "FR", "p", HOUR,
    )  # fmt: skip
    where = [aurora.workspace_id, aurora.pk, "b", str(HOUR), "google", "spring", "FR", "p"]
    assert lines() == [[str(HOUR + 3), "lead", *where, "first", "-"]]
    cookie = answer["Set-Cookie"]
    assert cookie.startswith(f"sb=b/{HOUR}/google/spring/FR/p/vl; Path=/; Max-Age=")
    assert int(cookie.split("Max-Age=")[1].split(";")[0]) == 395 * 86400 - 3 * 3600


@pytest.mark.usefixtures("_clock")
@pytest.mark.parametrize(("marks", "mark"), [("v", "first"), ("vc", "first"), ("vl", "again"), ("", "unmeasured")])
def test_one_visitor_is_one_signup(aurora, marks, mark):
    post(aurora, headers={"HTTP_COOKIE": f"sb=b/{HOUR}/direct/-/FR/d/{marks}"})
    assert [line[10] for line in lines()] == [mark]


@pytest.mark.usefixtures("_clock")
def test_who_objects_can_leave_an_address_and_stays_unlooked_at(aurora):
    answer = post(aurora, headers={"HTTP_COOKIE": f"sb=b/{HOUR}/google/spring/FR/p/vn"})
    lead = leads(aurora)[0]
    assert (lead.source, lead.campaign, lead.country, lead.device, lead.first_hour) == (
        "direct",
        "-",
        "ZZ",
        "-",
        None,
    )
    assert lines()[0][4:11] == ["a", "0", "direct", "-", "ZZ", "-", "unmeasured"]
    assert "/vln;" in answer["Set-Cookie"]


def test_without_a_cookie_it_is_unmeasured_and_none_is_set(aurora):
    answer = post(aurora)
    assert lines()[0][10] == "unmeasured"
    assert "Set-Cookie" not in answer.headers


@pytest.mark.usefixtures("_clock")
@pytest.mark.parametrize(
    "cookie", ["sb=", "sb=b/x/y", "sb=z/496012/google/-/FR/p/v", "sb=b/9999999/g/-/FR/p/v", "\xff"]
)
def test_a_malformed_cookie_is_none(aurora, cookie):
    post(aurora, headers={"HTTP_COOKIE": cookie})
    assert lines()[0][10] == "unmeasured"


def test_a_thousand_times_the_same_is_one_lead(aurora, settings):
    settings.LEADS_PER_MINUTE = 2000
    answers = {(a.status_code, a["Location"]) for a in (post(aurora, name="Sam") for _ in range(1000))}
    assert answers == {(303, "thanks")}
    assert len(leads(aurora)) == 1
    assert [line[1] for line in lines()].count("lead") == 1
    assert [line[10] for line in lines()].count("duplicate") == 999


def test_a_second_time_adds_only_what_is_newly_ticked(aurora):
    post(aurora, name="Sam", purpose_1="yes")
    post(aurora, name="Mallory", purpose_1="yes", purpose_2="yes", email="SAM@EXAMPLE.ORG")
    assert [one.name for one in written(aurora)] == ["Sam"]
    assert [one.wording.text for one in agreed()] == [CALL, NEWS]


def test_a_person_of_two_launches_is_one_person_and_two_leads(world, aurora):
    publish(world.theirs)
    post(aurora, name="Sam")
    post(world.theirs, name="S. Reed")
    assert Person.objects.filter(accounts=None).count() == 1
    assert [written(launch)[0].name for launch in (aurora, world.theirs)] == ["Sam", "S. Reed"]


def test_threads_with_one_address_make_one_lead(transactional_db, aurora):
    start, answers = threading.Barrier(6), []

    def run():
        start.wait()
        try:
            answers.append(post(aurora, name="Sam").status_code)
        finally:
            connection.close()

    threads = [threading.Thread(target=run) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert answers == [303] * 6
    assert (len(leads(aurora)), Person.objects.filter(accounts=None).count()) == (1, 1)


# --- refused, each for its reason ---------------------------------------------------------------------------


def test_the_trap_is_answered_as_any_other(aurora):
    answer = post(aurora, website="https://example.com")
    assert (answer.status_code, answer["Location"]) == (303, "thanks")
    assert leads(aurora) == []
    assert [line[1::9] for line in lines()] == [["drop", "honeypot"]]


@pytest.mark.parametrize("email", ["", "sam", "sam@", "sam@localhost", "s" * 300 + "@example.org"])
def test_a_wrong_address_comes_back_with_all_that_was_typed(aurora, email):
    answer = post(aurora, email=email, name="Sam & Kim", purpose_1="yes")
    page = answer.content.decode()
    assert (answer.status_code, dropped()) == (422, ["invalid"])
    assert 'value="Sam &amp; Kim"' in page
    assert f'value="{email}"' in page or not email
    assert page.count("checked") == 1
    assert "style-src 'sha256-" in answer["Content-Security-Policy"]
    assert leads(aurora) == []


def test_questions_are_checked(world):
    publish(world.launch, items=QUESTIONS)
    missing = post(world.launch)
    assert missing.status_code == 422
    assert "This question needs an answer." in missing.content.decode()
    assert "Choose one of the answers." in post(world.launch, q_0="Huge").content.decode()
    assert "2000 characters" in post(world.launch, q_0="Small", q_1="x" * 2001).content.decode()
    assert post(world.launch, q_0="Large one", q_1="To\r\ntravel\x07").status_code == 303
    answers = written(world.launch)[0].answers
    assert [(a.question, a.text) for a in answers] == [("Which size?", "Large one"), ("What for?", "To\ntravel")]


def test_errors_speak_the_pages_language(world):
    world.launch.language = "fr"
    with within(world.workspace):
        world.launch.save()
    publish(world.launch)
    page = post(world.launch, email="").content.decode()
    assert "Écrivez ici votre adresse." in page
    assert '<html lang="fr">' in page


@pytest.mark.parametrize(
    "headers",
    [
        {"HTTP_ORIGIN": "https://evil.example"},
        {"HTTP_ORIGIN": "http://borealis.localhost"},
        {"HTTP_ORIGIN": None, "HTTP_REFERER": "https://evil.example/aurora.localhost"},
        {"HTTP_ORIGIN": "null", "HTTP_SEC_FETCH_SITE": "cross-site"},
        {"HTTP_ORIGIN": None, "HTTP_SEC_FETCH_SITE": "same-site"},
        {"HTTP_ORIGIN": "http://[broken"},
    ],
)
def test_other_sites_cannot_send_it(aurora, headers):
    answer = post(aurora, headers=headers)
    assert (answer.status_code, dropped(), leads(aurora)) == (403, ["origin"], [])
    assert "another site" in answer.content.decode()


@pytest.mark.parametrize(
    "headers",
    [
        {"HTTP_ORIGIN": None, "HTTP_REFERER": "http://aurora.localhost/"},
        {"HTTP_ORIGIN": "null", "HTTP_SEC_FETCH_SITE": "same-origin"},
        {"HTTP_ORIGIN": "HTTPS://AURORA.localhost"},
        {"HTTP_ORIGIN": None},
    ],
)
def test_its_own_page_can(aurora, headers):
    assert post(aurora, headers=headers).status_code == 303


@pytest.mark.parametrize(
    "body",
    [
        b"email=\xff\xfe@example.org",
        b"email=%ff@example.org",
        b"email=sam%00@example.org&variant=a",
        b"&".join([b"a=b"] * 500),
    ],
)
def test_broken_text_is_told_and_stored_nowhere(aurora, body):
    answer = post(aurora, body)
    assert (answer.status_code, dropped(), leads(aurora)) == (400, ["encoding"], [])
    assert "could not be read" in answer.content.decode()


def test_only_a_form_is_a_form(aurora):
    assert post(aurora, b"{}", headers={"CONTENT_TYPE": "application/json"}).status_code == 400


def test_a_megabyte_is_too_much(aurora):
    answer = post(aurora, b"email=" + b"x" * 1_000_000)
    assert (answer.status_code, dropped()) == (413, ["size"])


def test_a_flood_is_slowed_and_keeps_what_was_typed(aurora, settings):
    settings.LEADS_PER_MINUTE = 3
    codes = [post(aurora, email=f"sam{n}@example.org").status_code for n in range(3)]
    answer = post(aurora, name="Sam", email="kim@example.org")
    assert codes == [303] * 3
    assert (answer.status_code, answer["Retry-After"], dropped()) == (429, "20", ["limited"])
    assert "in 20 seconds" in answer.content.decode()
    assert 'value="kim@example.org"' in answer.content.decode()
    assert post(aurora, headers={"REMOTE_ADDR": "198.51.100.9"}).status_code == 303


def test_the_page_was_taken_down_meanwhile(world):
    answer = post(world.launch)
    assert answer.status_code == 410
    assert "taken down" in answer.content.decode()


def test_the_variant_was_removed_meanwhile(world):
    publish(world.launch, letters="a")
    assert post(world.launch, variant="d").status_code == 303
    assert leads(world.launch)[0].variant == "a"


def version(launch, **changes):
    from smartbooth.launches.blocks.lead_form.drawn import version as of
    from smartbooth.leads.tests.scene import document

    return of(document(**changes)["blocks"][0]["data"], launch.workspace.name, launch.name)


def test_people_agree_to_the_words_they_saw(world):
    """Published anew between reading and sending: the form opened before still stands for a day."""
    old = version(world.launch)
    publish(world.launch)
    publish(world.launch, purpose_1="You may sell my address")
    assert post(world.launch, wording=old, purpose_1="yes").status_code == 303
    assert [one.wording.text for one in agreed()] == [CALL]
    assert leads(world.launch)[0].publication == 1


def test_after_a_day_they_are_asked_to_read_again(world):
    old = version(world.launch)
    publish(world.launch)
    with clock.at(clock.now() - timedelta(days=2)):
        publish(world.launch, purpose_1="You may visit me")
    answer = post(world.launch, wording=old, purpose_1="yes", name="Sam")
    page = answer.content.decode()
    assert (answer.status_code, dropped(), leads(world.launch)) == (422, ["changed"], [])
    assert "You may visit me" in page
    assert 'value="Sam"' in page
    assert "read it once more" in page


def test_a_release_that_words_it_otherwise_refuses_nobody(world, monkeypatch):
    """The published page keeps its words; the page shown again with errors has the new ones. Each is believed."""
    old = version(world.launch)
    publication = publish(world.launch)
    with within(world.workspace):
        publication.manifest["variants"] = [{"letter": "a", "form": {"notice": "Old words.", "version": old}}]
        publication.save()
    monkeypatch.setattr("smartbooth.leads.asked.notice", lambda owner, launch: "New words.")
    monkeypatch.setattr("smartbooth.leads.asked.version", lambda data, owner, launch: "f" * 64)
    assert post(world.launch, wording=old).status_code == 303
    assert post(world.launch, wording="f" * 64, email="kim@example.org").status_code == 303
    assert told(world.launch) == ["Old words.", "New words."]
    assert post(world.launch, wording="e" * 64).status_code == 422


def test_get_leads_back_to_the_page(aurora):
    answer = BROWSER.get(
        "/lead",
        HTTP_HOST=aurora.host,
        **{"smartbooth.launch": aurora.pk, "smartbooth.workspace": aurora.workspace_id},
    )
    assert (answer.status_code, answer["Location"]) == (303, "./")


# --- when the database does not answer ---------------------------------------------------------------------


@pytest.mark.parametrize(
    "problem", ["database is locked", "database or disk is full", "unable to open database file"]
)
def test_nothing_is_half_stored_and_everything_typed_comes_back(aurora, monkeypatch, problem):
    def fail(event):
        raise OperationalError(problem)

    monkeypatch.setattr(register.pending, "note", fail)
    answer = post(aurora, name="Sam", email="sam@example.org")
    assert (answer.status_code, answer["Retry-After"]) == (503, "30")
    assert 'value="sam@example.org"' in answer.content.decode()
    assert "<title>Be first" in answer.content.decode()
    monkeypatch.undo()
    assert (leads(aurora), Person.objects.filter(accounts=None).count(), Wording.objects.count()) == ([], 0, 0)


def test_even_before_the_page_was_ever_read(aurora, monkeypatch):
    from smartbooth.leads import published

    def fail(launch):
        raise OperationalError("unable to open database file")

    monkeypatch.setattr(published, "live", fail)
    answer = post(aurora, name="Sam", q_0="Small <b>", purpose_1="yes")
    page = answer.content.decode()
    assert answer.status_code == 503
    for part in (
        'value="sam@example.org"',
        'value="Sam"',
        "Small &lt;b&gt;",
        'name="purpose_1" value="yes" checked',
        'action="lead"',
    ):
        assert part in page


def test_a_lead_is_a_handful_of_statements(aurora, django_assert_max_num_queries):
    """What is live; person, key, two wordings, lead, agreement, line; a savepoint for the test's own transaction."""
    post(aurora, email="first@example.org")
    with django_assert_max_num_queries(10):
        post(aurora, purpose_1="yes")
