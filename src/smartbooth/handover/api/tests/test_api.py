"""The API as a program sees it."""

from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client

from smartbooth.accounts.tenancy import everywhere, within
from smartbooth.core import clock
from smartbooth.disclosures.models import Entry
from smartbooth.handover.api import scopes, tokens
from smartbooth.handover.api.listing import SETTLED, Place
from smartbooth.handover.api.models import Token
from smartbooth.handover.api.tests.conftest import Caller
from smartbooth.handover.recalls.models import Recall
from smartbooth.handover.tests import handed
from smartbooth.leads.models import Lead
from smartbooth.people import consents, erasure
from smartbooth.registry.purposes import Purpose

pytestmark = pytest.mark.django_db


def later(seconds=60.0):
    """Once what happened is listed."""
    return clock.at(clock.now() + timedelta(seconds=seconds))


def leads_of(caller, launch, **query):
    with later():
        return caller(f"launches/{launch.pk}/leads", **query)


def test_launches(world, api):
    (found,) = api("launches")["items"]
    assert found["id"] == world.launch.pk
    assert found["live"] is False
    assert api(f"launches/{world.launch.pk}") == found


def test_a_lead_and_its_row_in_the_ledger(world, api):
    lead = handed.lead(world.launch)
    answer = leads_of(api, world.launch)
    (found,) = answer["items"]
    assert found["id"] == lead.pk
    assert found["address"] == "ada@example.org"
    assert found["answers"] == [{"question": "Which size?", "answer": "Large"}]
    assert found["state"] == "live"
    assert api(f"leads/{lead.pk}") == found
    assert leads_of(api, world.launch)["items"] == [found]
    assert Entry.objects.filter(how=api.token.way).count() == 1  # read three times, given once


def test_each_token_is_a_way_of_its_own(world, make):
    handed.lead(world.launch)
    for caller in (make(), make()):
        assert len(leads_of(caller, world.launch)["items"]) == 1
        assert Entry.objects.filter(how=caller.token.way).count() == 1


def test_pages_follow_each_other_without_gap_or_overlap(world, api):
    made = [lead.pk for lead in handed.leads(world.launch, 7)]
    found, cursor = [], ""
    while True:
        answer = leads_of(api, world.launch, limit=3, cursor=cursor)
        found += [one["id"] for one in answer["items"]]
        cursor = answer["next"]
        if not answer["more"]:
            break
    assert found == made
    assert leads_of(api, world.launch, cursor=cursor)["items"] == []
    new = handed.lead(world.launch, "late@example.org")
    assert [one["id"] for one in leads_of(api, world.launch, cursor=cursor)["items"]] == [new.pk]


def test_what_has_just_happened_waits_a_moment(world, api):
    """Or who follows the cursor would skip what another transaction writes with an earlier moment."""
    handed.lead(world.launch)
    assert api(f"launches/{world.launch.pk}/leads")["items"] == []
    with later(SETTLED + 0.1):
        assert len(api(f"launches/{world.launch.pk}/leads")["items"]) == 1


def test_since(world, api):
    with clock.at(datetime(2026, 5, 1, tzinfo=UTC)):
        handed.lead(world.launch, "early@example.org")
    with clock.at(datetime(2026, 5, 3, tzinfo=UTC)):
        late = handed.lead(world.launch, "late@example.org")
    assert [one["id"] for one in leads_of(api, world.launch, since="2026-05-02T00:00:00Z")["items"]] == [late.pk]
    api(f"launches/{world.launch.pk}/leads", expect=422, since="2026-05-02T00:00:00")
    api(f"launches/{world.launch.pk}/leads", expect=422, since="yesterday")
    api(f"launches/{world.launch.pk}/leads", expect=422, cursor="x")
    api(f"launches/{world.launch.pk}/leads", expect=422, limit=1001)
    assert "limit" in api.last.json()["errors"][0]


def test_a_tombstone_takes_the_leads_place(world, api):
    lead = handed.lead(world.launch)
    cursor = leads_of(api, world.launch)["next"]
    with clock.at(clock.now() + timedelta(seconds=90)):
        erasure.erase(lead.person_id, "asked")
        with later():
            (tomb,) = api(f"launches/{world.launch.pk}/leads", cursor=cursor)["items"]
            (same,) = api(f"launches/{world.launch.pk}/leads")["items"]
            (open_one,) = api("recalls")["items"]
    assert tomb == same
    assert (tomb["id"], tomb["state"], tomb["recall"]["reason"]) == (lead.pk, "recalled", "erased")
    assert open_one == tomb["recall"]
    assert "example.org" not in api.last.content.decode()
    api(f"leads/{lead.pk}", expect=404)
    done = api(f"recalls/{tomb['recall']['id']}/acknowledgement", "post")
    assert done["acknowledged_at"]
    assert api(f"recalls/{tomb['recall']['id']}/acknowledgement", "post") == done
    assert api("recalls")["items"] == []
    assert {one.acknowledged_by for one in handed.all_of(Recall)} == {"api", "together"}


def test_a_token_that_never_got_it_has_nothing_to_acknowledge(world, api, make):
    lead = handed.lead(world.launch)
    leads_of(api, world.launch)
    erasure.erase(lead.person_id, "asked")
    other = make()
    (tomb,) = leads_of(other, world.launch)["items"]
    assert tomb["recall"]["id"] is None
    (mine,) = leads_of(api, world.launch)["items"]
    other(f"recalls/{mine['recall']['id']}/acknowledgement", "post", expect=404)


def test_who_took_it_back_is_not_read_and_who_returns_is_disclosed_anew(world, api):
    lead = handed.lead(world.launch)
    leads_of(api, world.launch)
    with everywhere():
        consent = consents.live(lead.person_id, Purpose.SERVICE, world.workspace.pk, world.launch.pk)
    with later(90):
        consents.withdraw(consent, "my data")
        api(f"leads/{lead.pk}", expect=404)
        assert [one["state"] for one in leads_of(api, world.launch)["items"]] == ["recalled"]
    with later(300):
        handed.lead(world.launch)
    with later(400):
        assert [one["state"] for one in api(f"launches/{world.launch.pk}/leads")["items"]] == ["recalled", "live"]
        api(f"launches/{world.launch.pk}/leads")
    assert Entry.objects.filter(how=api.token.way).count() == 2


def test_erasing(world, api, make):
    lead = handed.lead(world.launch)
    other = make()
    leads_of(other, world.launch)
    api(f"leads/{lead.pk}", "delete", expect=204)
    api(f"leads/{lead.pk}", "delete", expect=404)
    with everywhere():
        assert not Lead.objects.exists()
    ways = {one.how: one.acknowledged_at for one in handed.all_of(Recall)}
    assert set(ways) == {"list", other.token.way}
    assert ways[other.token.way] is None


def test_results(world, make):
    caller = make(scopes.RESULTS)
    found = caller(f"launches/{world.launch.pk}/results")
    assert [one["letter"] for one in found["variants"]] == ["a", "b"]
    assert found["total"]["visitors"] == 0
    assert found["total"]["rate"] is None


@pytest.mark.parametrize(
    ("scope", "path", "method"),
    [
        (scopes.LAUNCHES, "launches", "get"),
        (scopes.LEADS, "launches/{launch}/leads", "get"),
        (scopes.LEADS, "leads/{lead}", "get"),
        (scopes.LEADS, "recalls", "get"),
        (scopes.ERASE, "leads/{lead}", "delete"),
        (scopes.RESULTS, "launches/{launch}/results", "get"),
    ],
)
def test_a_scope_opens_its_own_and_nothing_else(world, make, scope, path, method):
    path = path.format(launch=world.launch.pk, lead=handed.lead(world.launch).pk)
    others = make(*(one for one in scopes.SCOPES if one != scope))
    others(path, method, expect=403)
    assert f'scope="{scope}"' in others.last["WWW-Authenticate"]
    make(scope)(path, method, expect=204 if method == "delete" else 200)


def test_a_token_for_one_launch(world, make):
    from tests.world import launch

    other = launch(world.workspace, "Second", "second")
    lead = handed.lead(other)
    caller = make(launch=world.launch)
    assert [one["id"] for one in caller("launches")["items"]] == [world.launch.pk]
    for path in (f"launches/{other.pk}", f"launches/{other.pk}/leads", f"leads/{lead.pk}"):
        caller(path, expect=404)
    caller(f"leads/{lead.pk}", "delete", expect=404)


def test_anothers_is_as_if_it_never_was(world, make):
    lead = handed.lead(world.launch)
    stranger = make(workspace=world.elsewhere)
    for path in (f"launches/{world.launch.pk}", f"launches/{world.launch.pk}/leads", f"leads/{lead.pk}"):
        assert stranger(path, expect=404) == stranger(path.replace(path.split("/")[1], "0000000000"), expect=404)
    assert stranger("launches")["items"][0]["id"] == world.theirs.pk


@pytest.mark.parametrize("secret", ["", "sb_", "sb_" + "a" * 43, "x" * 5000, "sb_ü"])
def test_no_token_no_entry(world, secret):
    caller = Caller()
    headers = {"Authorization": f"Bearer {secret}"} if secret else {}
    response = caller.client.get("/api/v1/launches", headers=headers)
    assert response.status_code == 401
    assert response["WWW-Authenticate"].startswith("Bearer")
    assert response["Content-Type"] == "application/problem+json"


def test_revoked_and_expired_are_unknown(world, make):
    gone, old = make(), make(expires_at=clock.now() + timedelta(days=1))
    old("launches")
    with within(world.workspace):
        tokens.revoke(gone.token, world.owner)
    unknown = Caller("sb_" + "a" * 43)("launches", expect=401)
    assert gone("launches", expect=401) == unknown
    with clock.at(clock.now() + timedelta(days=2)):
        assert old("launches", expect=401) == unknown


def test_only_a_day_is_noted(world, api):
    with clock.at(datetime(2026, 5, 3, 14, 2, tzinfo=UTC)):
        api("launches")
    with everywhere():
        assert str(Token.objects.get().last_used_on) == "2026-05-03"
        assert api.secret not in repr(Token.objects.values().get())


def test_a_session_opens_nothing(world):
    client = Client()
    client.force_login(world.owner)
    assert client.get("/api/v1/launches").status_code == 401


def test_too_often(world, api, settings):
    settings.API_PER_MINUTE = 3
    with clock.at(datetime(2026, 5, 3, 14, 2, 20, tzinfo=UTC)):
        for _ in range(3):
            api("launches")
        api("launches", expect=429)
        assert api.last["Retry-After"] == "40"
    with clock.at(datetime(2026, 5, 3, 14, 3, tzinfo=UTC)):
        api("launches")


@pytest.mark.parametrize(
    "path", ["nowhere", "launches/x/y/z", "launches/%00/leads", "leads/%F0%9F%98%80", "x" * 3000]
)
def test_an_address_that_is_none(api, path):
    api(path, expect=404)


def test_a_method_that_does_nothing(api):
    api("launches", "post", expect=405)
    assert "GET" in api.last["Allow"]


def test_places_read_back():
    place = Place(datetime(2026, 5, 3, 14, 2, 3, 123456, tzinfo=UTC), "k3f9x2m7qa")
    assert Place.parse(str(place)) == place
    for raw in ("", "-", "1", "x-y", "1-", "99999999999999999999-a", "1-a/b", "²-a"):
        assert Place.parse(raw) is None


def test_only_what_is_in_force_is_among_the_consents(world, api):
    lead = handed.lead(world.launch)
    box = {
        "purpose": Purpose.SERVICE,
        "controller": world.workspace.pk,
        "launch": world.launch.pk,
        "language": "en",
    }
    consents.give(lead.person_id, words="Send me the catalogue", box="purpose_9", awaits=True, **box)
    (before,) = leads_of(api, world.launch)["items"]
    assert "Send me the catalogue" not in [one["text"] for one in before["consents"]]


def test_a_moment_at_the_ends_of_time(world, api):
    handed.lead(world.launch)
    assert len(leads_of(api, world.launch, since="0001-01-01T00:00:00+14:00")["items"]) == 1
    said = api(f"launches/{world.launch.pk}/leads", expect=422, since="9999-12-31T23:59:59-14:00")
    assert "beyond the year 9999" in said["detail"]
