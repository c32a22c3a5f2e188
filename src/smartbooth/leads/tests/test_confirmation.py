"""Double opt-in: waiting, confirmed, too late, taken back."""

import html
import re
from datetime import timedelta

import pytest
from django.test import Client

from smartbooth.accounts.tenancy import everywhere, within
from smartbooth.core import clock
from smartbooth.leads import removal, retention, shown
from smartbooth.leads.filters import agreed_to
from smartbooth.leads.messages import ConfirmAddress, path
from smartbooth.leads.models import Lead
from smartbooth.leads.tests.scene import CALL, NEWS, hand_over, leads, lines, post, publish
from smartbooth.mail import choices
from smartbooth.mail.models import Outbox
from smartbooth.people import consents
from smartbooth.people.models import Consent, Person
from smartbooth.registry.purposes import Purpose
from smartbooth.tallies.fold import fold
from smartbooth.tallies.models import Cohort

pytestmark = pytest.mark.django_db
HOUR = 496_012
COOKIE = f"sb=b/{HOUR}/google/spring/FR/p/v"


@pytest.fixture
def asking(world):
    world.launch.double_opt_in = True
    world.launch.save()
    publish(world.launch)
    return world.launch


@pytest.fixture
def waiting(asking):
    with clock.at(clock.hour_start(HOUR + 3)):
        post(asking, headers={"HTTP_COOKIE": COOKIE}, purpose_1="yes")
    return leads(asking)[0]


def link(lead: Lead) -> str:
    return path(lead.pk, clock.now())


def letters() -> list[Outbox]:
    return list(Outbox.objects.filter(message=ConfirmAddress.name))


def live(lead: Lead) -> Consent | None:
    return consents.live(lead.person_id, Purpose.SERVICE, lead.workspace_id, lead.launch_id)


def test_it_waits(waiting):
    assert waiting.confirmed_at is None
    assert live(waiting) is None
    assert [consent.awaits for consent in Consent.objects.all()] == [True, True]
    (line,) = lines()  # the form was sent; it is no lead yet
    assert (int(line[0]), line[1], line[4], int(line[5]), line[10]) == (HOUR + 3, "asked", "b", HOUR, "first")
    (letter,) = letters()
    assert (letter.person_id, letter.language) == (waiting.person_id, "en")
    assert "example.org" not in letter.params


def test_looking_confirms_nothing(waiting):
    for method in ("get", "head"):
        answer = getattr(Client(), method)(link(waiting))
        assert answer.status_code == 200
        assert answer["Referrer-Policy"] == "no-referrer"
        assert "no-store" in answer["Cache-Control"]
    assert "Yes, it is my address" in Client().get(link(waiting)).content.decode()
    assert leads(waiting.launch)[0].confirmed_at is None


def test_the_button_confirms(waiting):
    """Also for who opts out of sharing: they asked for this themselves."""
    answer = Client(enforce_csrf_checks=True, headers={"Sec-GPC": "1"}).post(link(waiting))
    assert answer.status_code == 200
    assert "is confirmed" in answer.content.decode()
    lead = leads(waiting.launch)[0]
    assert lead.confirmed_at is not None
    assert live(lead).confirmed_at is not None
    assert not Consent.objects.filter(awaits=True)
    _asked, line = lines()
    # counted now, in the experiment under the hour of the first view
    assert (int(line[0]), line[1], line[4], int(line[5]), line[10]) == (
        clock.hour(),
        "confirmed",
        "b",
        HOUR,
        "first",
    )


def test_pressed_twice_it_counts_once(waiting):
    browser = Client()
    browser.post(link(waiting))
    first = leads(waiting.launch)[0].confirmed_at
    assert "is confirmed" in browser.post(link(waiting)).content.decode()
    assert "is confirmed" in browser.get(link(waiting)).content.decode()
    assert leads(waiting.launch)[0].confirmed_at == first
    assert [line[1] for line in lines()] == ["asked", "confirmed"]


def test_each_goal_counts_a_visitor_once(asking):
    """Who sends the form again is not asked twice; each number is under the hour of the first view."""
    with clock.at(clock.hour_start(HOUR + 3)):
        post(asking, headers={"HTTP_COOKIE": COOKIE})
        post(asking, headers={"HTTP_COOKIE": COOKIE})
        post(asking, headers={"HTTP_COOKIE": COOKIE + "l"}, email="sam.typed@example.org")
        post(asking, headers={"HTTP_COOKIE": COOKIE.removesuffix("v")}, email="kim@example.org")
    (first,) = (lead for lead in leads(asking) if lead.mark == "first")
    with clock.at(clock.hour_start(HOUR + 50)):
        Client().post(link(first))
        for _turn in range(2):
            fold()
    with everywhere():
        (row,) = Cohort.objects.all()
    assert (row.hour, row.variant, row.asked, row.signups) == (HOUR, "b", 1, 1)


def test_too_late(waiting, settings):
    address = link(waiting)
    with clock.at(clock.now() + timedelta(days=settings.UNCONFIRMED_DAYS, minutes=1)):
        for answer in (Client().get(address), Client().post(address)):
            assert answer.status_code == 410
            assert "time is over" in answer.content.decode()
    assert leads(waiting.launch)[0].confirmed_at is None


@pytest.mark.parametrize(
    "change", [lambda token: token[:-2] + "xx", lambda token: "x" + token, lambda token: "~~", lambda token: "a"]
)
def test_changed_on_its_way(waiting, change):
    token = link(waiting).strip("/").split("/")[1]
    for answer in (Client().get(f"/confirm/{change(token)}/"), Client().post(f"/confirm/{change(token)}/")):
        assert answer.status_code == 404
        assert "no link of ours" in answer.content.decode()
    assert leads(waiting.launch)[0].confirmed_at is None


def test_taken_back_meanwhile(waiting):
    consents.end([waiting.person_id], waiting.launch_id, "my data")
    for answer in (Client().get(link(waiting)), Client().post(link(waiting))):
        assert answer.status_code == 410
        assert "nothing to confirm" in answer.content.decode()
    assert leads(waiting.launch)[0].confirmed_at is None


def test_deleted_meanwhile(waiting):
    address = link(waiting)
    with within(waiting.workspace_id):
        removal.remove(waiting)
    assert Client().post(address).status_code == 410
    assert [line[1] for line in lines()] == ["asked"]


def test_asked_again_by_the_persons_own_second_form(asking, waiting):
    """Once an hour, however often it is sent."""
    with clock.at(clock.hour_start(HOUR + 9)):
        post(asking)
        post(asking)
    assert len(letters()) == 2
    assert leads(asking)[0].created_at == clock.hour_start(HOUR + 9)
    Client().post(link(waiting))
    with clock.at(clock.now() + timedelta(hours=2)):
        post(asking)
    assert len(letters()) == 2


def test_a_form_sent_again_when_nothing_is_asked_any_more(asking, waiting):
    asking.double_opt_in = False
    asking.save()
    publish(asking)
    post(asking)
    lead = leads(asking)[0]
    assert lead.confirmed_at is not None
    assert live(lead)
    assert sorted(line[1] for line in lines()) == ["asked", "confirmed", "drop"]


def test_never_confirmed_it_goes(waiting, settings):
    late = waiting.created_at + timedelta(days=settings.UNCONFIRMED_DAYS, hours=1)
    with clock.at(late):
        assert retention.overdue_unconfirmed(late) == 1
        assert retention.sweep_unconfirmed(late) == 1
    with everywhere():
        assert not Lead.objects.exists()
    assert not Person.objects.filter(pk=waiting.person_id)


def test_in_the_language_of_the_page(world):
    world.launch.double_opt_in, world.launch.language = True, "fr"
    world.launch.save()
    publish(world.launch)
    post(world.launch)
    page = Client().get(link(leads(world.launch)[0])).content.decode()
    assert '<html lang="fr"' in page
    assert "Yes, it is" not in page


def test_a_box_ticked_later_by_whoever_sent_the_form_awaits_the_persons_own_word(asking, waiting):
    """Anybody can send the form under another’s address: the owner reads of no agreement that is not its person’s."""
    Client().post(link(waiting))
    hand_over()
    with clock.at(clock.now() + timedelta(hours=2)):
        post(asking, purpose_2="yes")
    lead = leads(asking)[0]
    ticked = Consent.objects.get(person=lead.person_id, awaits=True)
    with within(asking.workspace_id):
        assert [one["text"] for one in shown.lead(lead)["agreements"]] == [CALL]
        assert not Lead.objects.filter(agreed_to(ticked.wording_id))
        consents.confirm(ticked)
        assert [one["text"] for one in shown.lead(lead)["agreements"]] == [CALL, NEWS]
        assert Lead.objects.filter(agreed_to(ticked.wording_id)).get() == lead


def test_the_owner_reads_how_many_still_have_to_confirm(client, world, waiting):
    """How many, and not who."""
    client.force_login(world.owner)
    page = f"/launches/{waiting.launch_id}/leads/"
    html = client.get(page).content.decode()
    assert "1 person still has to confirm the address by mail" in html
    assert "example.org" not in html.split("<footer")[0]
    Client().post(link(waiting))
    assert "still has to confirm" not in client.get(page).content.decode()


def test_who_confirmed_is_asked_once_about_other_launches(waiting):
    """One button, its words recorded; nothing follows from leaving it alone."""
    assert "other launches" not in Client().get(link(waiting)).content.decode()
    page = Client().post(link(waiting)).content.decode()
    assert not Consent.objects.filter(purpose=Purpose.MARKETING, controller="operator").exists()
    form = re.search(r'action="(/mail/[^"]*/topics/digest)">(.*?)</form>', page, re.S)
    fields = dict(re.findall(r'name="(\w+)" value="([^"]*)"', form[2]))
    answer = Client(enforce_csrf_checks=True).post(form[1], fields)
    assert answer.status_code == 303
    agreed = consents.live(waiting.person_id, Purpose.MARKETING)
    assert agreed.wording.text in html.unescape(page)
    assert "other launches" not in Client().get(link(waiting)).content.decode()


def test_who_stopped_advertising_is_not_asked(waiting):
    choices.stop_marketing(waiting.person, choices.BY_LINK)
    assert "other launches" not in Client().post(link(waiting)).content.decode()
