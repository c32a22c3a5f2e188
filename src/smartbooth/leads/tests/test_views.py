"""The owner's side: list, lead, file; and who must not see them."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from smartbooth.accounts.tenancy import everywhere, within
from smartbooth.core import clock
from smartbooth.disclosures import ledger
from smartbooth.disclosures.models import Entry
from smartbooth.disclosures.tests.rows import unguarded
from smartbooth.leads import listing, removal
from smartbooth.leads.models import Lead
from smartbooth.leads.tests.scene import CALL, QUESTIONS, addresses, agreed, hand_over, leads, publish
from smartbooth.leads.tests.scene import post as send
from smartbooth.people import consents, vault
from smartbooth.people.address import Address
from smartbooth.people.models import Consent, Key, Person
from tests.world import PASSWORD

pytestmark = pytest.mark.django_db
HOUR = 496_012


@pytest.fixture(autouse=True)
def _unlimited(settings):
    settings.LEADS_PER_MINUTE = 10_000


@pytest.fixture
def olive(client, world):
    client.login(username="olive", password=PASSWORD)
    return client


def post(launch, **fields):
    """Sent, and handed to the owner."""
    answer = send(launch, **fields)
    hand_over()
    return answer


def left(launch, number, **more):
    """`number` leads, one a minute, the last one now."""
    now = clock.now()
    for index in range(number):
        with clock.at(now - timedelta(minutes=number - index)):
            send(launch, email=f"sam{index:03}@example.org", name=f"Sam {index:03}", **more)
    hand_over()


def url(launch, **query):
    return reverse("leads", args=[launch.pk], query=query)


def shown(answer) -> list[str]:
    return [row["address"] for row in answer.context["rows"]]


# --- who sees what ---------------------------------------------------------------------------------------


def test_strangers_find_nothing_anywhere(client, world, aurora):
    left(aurora, 1)
    publish(world.theirs)
    left(world.theirs, 1)
    mine, their = leads(aurora)[0], leads(world.theirs)[0]
    paths = [
        reverse("leads", args=[aurora.pk]),
        reverse("lead", args=[aurora.pk, mine.pk]),
        reverse("lead", args=[world.theirs.pk, mine.pk]),  # a lead of ours under a launch of theirs
        reverse("leads", args=["nothing"]),
    ]
    client.login(username="sidonie", password=PASSWORD)
    assert [client.get(path).status_code for path in paths] == [404] * len(paths)
    assert client.delete(reverse("lead", args=[aurora.pk, mine.pk])).status_code == 404
    client.login(username="marcel", password=PASSWORD)
    assert [client.get(path).status_code for path in paths[:2]] == [200] * 2
    assert client.get(reverse("lead", args=[aurora.pk, their.pk])).status_code == 404
    with everywhere():
        assert Lead.objects.count() == 2


def test_whoever_is_not_signed_in_is_sent_to_sign_in_and_told_nothing(client, aurora):
    left(aurora, 1)
    for key in (aurora.pk, "nothing"):
        for name, arguments in (("leads", [key]), ("lead", [key, leads(aurora)[0].pk])):
            answer = client.get(reverse(name, args=arguments))
            assert (answer.status_code, answer["Location"].split("?")[0]) == (302, reverse("account_login"))


# --- the list ----------------------------------------------------------------------------------------------


def test_the_sentence_counts(olive, aurora):
    with clock.at(clock.now() - timedelta(days=9)):
        left(aurora, 2)
    post(aurora, email="kim@example.org")
    assert "3 people left their address; 1 in the last 7 days." in olive.get(url(aurora)).content.decode()


def test_nobody_yet_shows_the_link_to_give_away(olive, world, aurora):
    page = olive.get(url(aurora)).content.decode()
    assert "Nobody has left an address yet." in page
    assert f'value="{aurora.url}"' in page
    with within(world.workspace):
        aurora.publications.update(ended_at=clock.now())
    assert "the page is not published" in olive.get(url(aurora)).content.decode()


def test_fifty_a_page_there_and_back(olive, aurora):
    left(aurora, 120)
    everyone = [f"sam{index:03}@example.org" for index in reversed(range(120))]
    first = olive.get(url(aurora))
    second = olive.get(url(aurora) + first.context["links"]["next"])
    third = olive.get(url(aurora) + second.context["links"]["next"])
    assert shown(first) + shown(second) + shown(third) == everyone
    assert not third.context["links"]["next"]
    back = olive.get(url(aurora) + third.context["links"]["previous"])
    assert shown(back) == shown(second)
    assert shown(olive.get(url(aurora) + back.context["links"]["previous"])) == shown(first)
    assert not first.context["links"]["previous"]


def test_pages_stand_still_while_people_arrive(olive, aurora):
    left(aurora, 60)
    first = olive.get(url(aurora))
    post(aurora, email="late@example.org")
    second = olive.get(url(aurora) + first.context["links"]["next"])
    assert len(shown(second)) == 10
    assert not set(shown(first)) & set(shown(second))


@pytest.mark.parametrize("order", ["newest", "oldest", "variant"])
def test_every_order_pages_through_everyone_once(olive, aurora, order, monkeypatch):
    monkeypatch.setattr(listing, "PAGE", 4)
    now = clock.now()
    with clock.at(now):  # all at the same moment: ids decide
        for index in range(11):
            post(aurora, email=f"sam{index}@example.org", variant="ab"[index % 2])
    seen, answer, way = [], olive.get(url(aurora, order=order)), [[]]
    while True:
        seen += shown(answer)
        way.append(shown(answer))
        if not answer.context["links"]["next"]:
            break
        answer = olive.get(url(aurora) + answer.context["links"]["next"])
    assert len(seen) == len(set(seen)) == 11
    for expected in reversed(way[1:-1]):
        answer = olive.get(url(aurora) + answer.context["links"]["previous"])
        assert shown(answer) == expected
    if order == "variant":
        assert [row["variant"] for row in olive.get(url(aurora, order=order)).context["rows"]] == ["a"] * 4


@pytest.mark.parametrize("text", ["SAM004", "sam 004", "am004@Exam"])
def test_search_finds_parts_of_address_and_name(olive, aurora, text):
    left(aurora, 8)
    answer = olive.get(url(aurora, q=text))
    assert shown(answer) == ["sam004@example.org"]
    assert "1 fits." in answer.content.decode()


def test_a_whole_address_is_found_by_its_index(olive, aurora, monkeypatch):
    left(aurora, 3)
    monkeypatch.setattr(listing, "LOOK", 0)  # nothing is opened in search of it
    assert shown(olive.get(url(aurora, q="Sam001@EXAMPLE.org"))) == ["sam001@example.org"]
    assert "Nobody fits." in olive.get(url(aurora, q="kim@example.org")).content.decode()


def test_a_long_search_says_how_far_it_looked_and_goes_on(olive, aurora, monkeypatch):
    monkeypatch.setattr(listing, "LOOK", 4)
    monkeypatch.setattr(listing, "BATCH", 2)
    left(aurora, 9)
    first = olive.get(url(aurora, q="sam 002"))
    assert (shown(first), "Looked through 4 leads so far." in first.content.decode()) == ([], True)
    second = olive.get(url(aurora) + first.context["links"]["further"])
    assert shown(second) == ["sam002@example.org"]


def test_filters_narrow(olive, aurora):
    with clock.at(clock.hour_start(HOUR + 1)):
        post(aurora, email="a@example.org", headers={"HTTP_COOKIE": f"sb=a/{HOUR}/google/spring/FR/p/v"})
        post(
            aurora, email="b@example.org", headers={"HTTP_COOKIE": f"sb=b/{HOUR}/direct/-/US/d/v"}, purpose_1="yes"
        )
    post(aurora, email="c@example.org")
    called = agreed()[0].wording_id
    for query, expected in [
        ({"variant": "b"}, "b"), ({"source": "google"}, "a"), ({"campaign": "spring"}, "a"), ({"country": "US"}, "b"),
        ({"device": "p"}, "a"), ({"agreed": called}, "b"), ({"period": "today"}, "c"),
        ({"to": f"{clock.hour_start(HOUR):%Y-%m-%d}"}, "ab"),
        ({"from": "2026-08-01", "to": "2026-07-01"}, ""),
        ({"source": "google", "country": "US"}, ""),
        ({"variant": "\0", "from": "yesterday", "period": "ever", "order": "?", "after": "?", "before": "a-"}, "abc"),
    ]:  # fmt: skip
        assert sorted(address[0] for address in shown(olive.get(url(aurora, **query)))) == list(expected), query


def test_filters_offer_what_there_is(olive, aurora):
    post(aurora, email="a@example.org", purpose_1="yes")
    selects = {select["name"]: select for select in olive.get(url(aurora)).context["selects"]}
    assert list(selects) == ["agreed"]
    assert [label for _value, label in selects["agreed"]["choices"]] == [CALL]
    post(aurora, email="b@example.org", variant="b")
    assert "variant" in {select["name"] for select in olive.get(url(aurora)).context["selects"]}


def test_fifty_more_rows_cost_no_more_queries(olive, aurora, django_assert_num_queries):
    left(aurora, 2, purpose_1="yes")
    olive.get(url(aurora))  # what every page looks up now and then is in the cache from here on
    with CaptureQueriesContext(connection) as few:
        olive.get(url(aurora))
    needed = len(few)
    left(aurora, 50, purpose_1="yes")
    with django_assert_num_queries(needed):
        olive.get(url(aurora))


# --- one lead -------------------------------------------------------------------------------------------------


def test_a_lead_shows_everything(olive, world):
    publish(world.launch, items=QUESTIONS)
    with clock.at(clock.hour_start(HOUR + 1)):
        cookie = {"HTTP_COOKIE": f"sb=b/{HOUR}/google/spring/FR/p/v"}
        post(world.launch, headers=cookie, name="Sam Reed", q_0="Small", q_1="Two\nlines", purpose_1="yes")
    lead = leads(world.launch)[0]
    page = olive.get(reverse("lead", args=[world.launch.pk, lead.pk])).content.decode()
    for part in (
        "sam@example.org", "Sam Reed", "Which size?", "Small", "Two\nlines", CALL, "Aurora SAS", "Google", "spring",
        "France", "Phone", "Idea b",
    ):  # fmt: skip
        assert part in page, part


def test_scripts_are_shown_not_run(olive, world):
    script = "<script>alert(1)</script>"
    publish(
        world.launch, items=[{"label": script, "type": "short", "choices": [], "required": "no"}], purpose_1=script
    )
    post(world.launch, name=script, q_0=script, purpose_1="yes", email="sam@example.org", variant=script)
    lead = leads(world.launch)[0]
    for path in (url(world.launch), url(world.launch, q=script), reverse("lead", args=[world.launch.pk, lead.pk])):
        page = olive.get(path).content.decode()
        assert script not in page
        assert "&lt;script&gt;" in page
    again = post(world.launch, name=script, q_0=script, email=script, variant=script, purpose_1=script)
    assert again.status_code == 422
    assert script not in again.content.decode()


def test_removed_is_erased(olive, world, aurora):
    publish(world.theirs)
    others = Person.objects.count()  # whoever has an account
    left(aurora, 2)
    post(world.theirs, email="sam001@example.org")
    for lead in leads(aurora):
        path = reverse("lead", args=[aurora.pk, lead.pk])
        answer = olive.post(path, {"_method": "DELETE"})
        assert (answer.status_code, answer["Location"]) == (302, url(aurora))
        assert olive.get(path).status_code == 404
    assert leads(aurora) == []
    # who is nobody's lead any more is gone, key and all; who is another's stays
    assert vault.find(Address.parse("sam000@example.org")) is None
    assert (Person.objects.count(), Key.objects.count()) == (others + 1, others + 1)
    assert addresses(world.theirs) == ["sam001@example.org"]


def test_removal_needs_the_verb(olive, aurora):
    left(aurora, 1)
    path = reverse("lead", args=[aurora.pk, leads(aurora)[0].pk])
    assert olive.post(path).status_code == 405
    assert olive.put(path).status_code == 405
    assert len(leads(aurora)) == 1


def test_who_was_removed_can_come_back(aurora):
    left(aurora, 1)
    with within(aurora.workspace):
        removal.remove(leads(aurora)[0])
    assert post(aurora, email="sam000@example.org").status_code == 303
    assert len(leads(aurora)) == 1


def test_in_french_throughout(olive, world, aurora):
    post(aurora, email="sam@example.org")
    olive.cookies["language"] = "fr"
    page = olive.get(url(aurora)).content.decode()
    assert "1 personne a laissé son adresse." in page
    assert 'value="semicolon"' in page


# --- only what was given ----------------------------------------------------------------------------------------


def test_the_list_waits_for_the_hand_over(olive, aurora):
    send(aurora, email="sam@example.org")
    lead = leads(aurora)[0]
    path = reverse("lead", args=[aurora.pk, lead.pk])
    assert "Nobody has left an address yet." in olive.get(url(aurora)).content.decode()
    assert olive.get(path).status_code == 404
    hand_over()
    assert shown(olive.get(url(aurora))) == ["sam@example.org"]
    assert olive.get(path).status_code == 200


def test_looking_writes_nothing(olive, aurora):
    left(aurora, 3)
    before = ledger.head()
    for path in (url(aurora), url(aurora, q="sam"), reverse("lead", args=[aurora.pk, leads(aurora)[0].pk])):
        assert olive.get(path).status_code == 200
    assert ledger.head() == before


def test_without_its_row_in_the_ledger_nothing_is_shown(olive, aurora):
    left(aurora, 2)
    unguarded()
    Entry.objects.filter(seq=1).delete()
    assert shown(olive.get(url(aurora))) == ["sam001@example.org"]
    assert olive.get(reverse("lead", args=[aurora.pk, leads(aurora)[0].pk])).status_code == 404


def test_whose_consent_ended_is_not_shown(olive, aurora):
    left(aurora, 2)
    consent = Consent.objects.get(person=leads(aurora)[0].person, box="")
    consents.withdraw(consent, "my data")
    assert shown(olive.get(url(aurora))) == ["sam001@example.org"]
    assert "1 person left their address." in olive.get(url(aurora)).content.decode()
