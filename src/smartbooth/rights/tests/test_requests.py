"""Requests by form, their clocks, the operator's queue; Shine the Light; a child's report."""

from datetime import UTC, datetime, timedelta

import pytest

from smartbooth.accounts.tenancy import everywhere
from smartbooth.core import clock
from smartbooth.handover.recalls.models import Recall
from smartbooth.handover.recalls.settle import acknowledge
from smartbooth.leads.models import Lead
from smartbooth.mail.models import Outbox
from smartbooth.people import erasure, suppression, vault
from smartbooth.people.address import Address
from smartbooth.people.models import Person
from smartbooth.registry.retention import rules
from smartbooth.rights import light, register, route, words
from smartbooth.rights.clocks import Law
from smartbooth.rights.kinds import Kind
from smartbooth.rights.models import Request
from smartbooth.rights.tests.scene import ADA, browser, leave, link, mailed, text, url
from smartbooth.rights.words import Words

pytestmark = pytest.mark.django_db(databases=["default", "keys"])
SECRET = "I moved to the coast and want to know everything"


def send(client=None, **fields):
    fields = {"kind": "access", "region": "eu", "asked": SECRET, **fields}
    return (client or browser()).post("/rights/", fields)


def sort():
    while route.route():
        pass


def staff(client, user):
    user.is_staff = True
    user.save()
    client.force_login(user)
    return client


def test_a_form_is_a_request_with_its_clock(world):
    with clock.at(datetime(2026, 5, 3, tzinfo=UTC)):
        assert send(address="new@example.org")["Location"] == "/rights/sent/"
        (request,) = Request.objects.all()
        assert (request.law, request.due_by) == (Law.GDPR, datetime(2026, 6, 3, tzinfo=UTC))
        sort()
    request.refresh_from_db()
    assert vault.find(Address.parse("new@example.org")).pk == request.person_id
    assert words.of(request).asked == SECRET
    assert words.of(request).address == ""
    assert request.own_key
    assert len(mailed("request-received")) == 1


def test_nothing_of_it_is_in_clear(world):
    send(address="new@example.org", reach="+33 1 99 00 00 00")
    for _twice in range(2):
        stored = repr(list(Request.objects.values()))
        assert not [one for one in (SECRET, "new@example.org", "99 00") if one in stored]
        sort()


def test_the_law_of_where_they_live(world):
    send(address="cal@example.org", region="us")
    request = Request.objects.get()
    assert request.law == Law.CCPA
    assert request.acknowledge_by < request.due_by


def test_who_gets_no_mail_follows_by_the_page(world):
    answer = send(reach="+33 1 99 00 00 00")
    page = browser().get(answer["Location"])
    assert "You get an answer by" in text(page)
    assert SECRET in text(page)
    assert Request.objects.get().person is None


@pytest.mark.parametrize(
    "fields", [{}, {"address": "no"}, {"kind": "opt-out", "reach": "x"}, {"kind": "?", "reach": "x"}]
)
def test_bad_input_is_told_and_loses_nothing(world, fields):
    answer = send(**fields)
    assert answer.status_code == 422
    assert SECRET in answer.content.decode()
    assert not Request.objects.exists()


def test_an_opt_out_needs_no_person(world):
    send(kind="opt-out", address="new@example.org")
    sort()
    assert suppression.is_suppressed(vault.index(Address.parse("new@example.org")), suppression.MARKETING)
    request = Request.objects.get()
    assert (request.state, request.person, request.sealed) == (Request.FULFILLED, None, None)
    assert vault.find(Address.parse("new@example.org")) is None


def test_one_that_cannot_be_sorted_holds_up_no_other(world, caplog):
    register.receive(Kind.ACCESS, written=Words(address="not an address"), waits=True)
    send(address="new@example.org")
    sort()
    assert len(mailed("request-received")) == 1
    assert register.open_ones().count() == 2
    assert "could not be sorted" in caplog.text


def test_the_link_shows_that_it_is_them(world):
    send(address="new@example.org")
    sort()
    follow = link(mailed("request-received")[0], "/rights/follow/")
    assert Request.objects.get().state == Request.RECEIVED
    browser().post(follow)
    assert Request.objects.get().state == Request.VERIFIED
    assert browser().get(follow[:-4] + "x/").status_code == 404
    with clock.at(clock.now() + timedelta(days=181)):
        assert browser().get(follow).status_code == 410


def test_the_queue_is_the_operators_alone(world, client):
    request = register.receive(Kind.ACCESS, written=Words(asked=SECRET))
    for path in ("/operator/requests/", f"/operator/requests/{request.pk}/"):
        assert client.get(path).status_code == 404
        client.force_login(world.owner)
        assert client.get(path).status_code == 404
        assert client.post(path, {"act": "answer", "text": "x"}).status_code == 404
        client.logout()
    assert register.open_ones().count() == 1


def test_overdue_first_and_nothing_lost(world, client):
    with clock.at(clock.now() - timedelta(days=40)):
        old = register.receive(Kind.ERASURE)
    register.receive(Kind.CHILD)
    page = staff(client, world.owner).get("/operator/requests/")
    assert "2 requests wait; 1 overdue." in text(page)
    assert text(page).index("Erasure") < text(page).index("Report of a child")
    client.post(f"/operator/requests/{old.pk}/", {"act": "answer", "text": "It is done"})
    assert "1 request waits, all in time." in text(client.get("/operator/requests/"))
    assert "Erasure" in text(client.get("/operator/requests/?past=1"))


def test_answers_refusals_and_extensions_reach_the_person(world, client):
    send(address="new@example.org")
    sort()
    request = Request.objects.get()
    path = f"/operator/requests/{request.pk}/"
    staff(client, world.owner)
    assert client.post(path, {"act": "refuse", "text": " "}).status_code == 422
    assert client.post(path, {"act": "acknowledge"}).status_code == 302
    client.post(path, {"act": "extend", "text": "There is much to look through"})
    request.refresh_from_db()
    assert request.extended_to is not None
    assert client.post(path, {"act": "extend", "text": "again"}).status_code == 422
    client.post(path, {"act": "refuse", "text": "It was another person’s"})
    assert client.post(path, {"act": "answer", "text": "x"}).status_code == 422
    page = text(browser().get(link(mailed("request-answered")[-1], "/rights/follow/")))
    assert "we had to say no" in page
    assert "It was another person’s" in page
    assert "CNIL" in page


def test_an_open_request_keeps_its_person(world):
    send(address="new@example.org")
    sort()
    request = Request.objects.get()
    assert erasure.release([request.person_id], "test") == 0
    register.fulfil(request, "Nothing is known")
    assert erasure.release([request.person_id], "test") == 1
    request.refresh_from_db()
    assert (request.person, request.sealed) == (None, None)


def test_the_register_ends(world):
    request = register.receive(Kind.ACCESS, written=Words(asked=SECRET))
    register.fulfil(request, "Here")
    half, long = clock.now() + timedelta(days=181), clock.now() + timedelta(days=4 * 366)
    assert rules()["request-words"].overdue(half) == 1
    rules()["request-words"].sweep(half)
    request.refresh_from_db()
    assert request.sealed is None
    assert rules()["request"].overdue(half) == 0
    assert rules()["request"].sweep(long) == 1


# --- Shine the Light ---------------------------------------------------------------------------------------------


def test_the_light_is_the_ledgers_year_before(world):
    with clock.at(datetime(2025, 5, 3, tzinfo=UTC)):
        ada = leave(world.launch)
    with clock.at(datetime(2026, 1, 10, tzinfo=UTC)):
        leave(world.theirs)
        page = browser().post(url(ada, "light"))
        assert "In 2025 one other received your data" in text(page)
        assert "Aurora SAS" in text(page)
        assert "Elsewhere Ltd" not in text(page)
        mail = link(mailed("shine-the-light", ada)[0], "/rights/follow/")
        assert "Aurora SAS" in text(browser().get(mail))
    with clock.at(datetime(2027, 1, 10, tzinfo=UTC)):
        assert {one["name"] for one in words.of(light.ask(ada)).light} == {"Elsewhere Ltd"}


def test_none_is_an_answer_and_the_second_is_refused(world):
    ada = leave(world.launch)
    assert "nobody received your data" in text(browser().post(url(ada, "light")))
    assert "one answer a calendar year" in text(browser().post(url(ada, "light")))
    assert Request.objects.filter(kind=Kind.SHINE_THE_LIGHT).count() == 1
    send(kind="shine-the-light", address=ADA)
    sort()
    assert Request.objects.filter(kind=Kind.SHINE_THE_LIGHT, state=Request.REFUSED).count() == 1


def test_the_light_by_form_goes_to_the_address_on_file(world):
    ada = leave(world.launch)
    send(kind="shine-the-light", address=ADA)
    sort()
    assert len(mailed("shine-the-light", ada)) == 1
    send(kind="shine-the-light", address="nobody@example.org")
    sort()
    assert Request.objects.filter(kind=Kind.SHINE_THE_LIGHT, state=Request.FULFILLED).count() == 2


def test_an_owner_asks_too(world):
    assert "nobody received your data" in text(browser().post(url(world.owner.person, "light")))


# --- children ------------------------------------------------------------------------------------------------------


def report(**fields):
    answer = browser().post("/report-a-child/", fields)
    sort()
    return answer


def test_a_report_deletes_when_its_reader_says_so(world):
    child = leave(world.launch)
    assert report(address=ADA)["Location"] == "/report-a-child/sent/"
    request = Request.objects.get()
    assert request.due_by - request.received_at == timedelta(hours=72)
    confirm = link(mailed("child-reported", child)[0], "/report-a-child/")
    assert browser().get(confirm).status_code == 200
    assert Person.objects.filter(pk=child.pk).exists()
    assert "Aurora SAS" in text(browser().post(confirm))
    assert not Person.objects.filter(pk=child.pk).exists()
    with everywhere():
        assert not Lead.objects.exists()
        (recall,) = Recall.objects.all()
    assert recall.reason == Recall.CHILD
    assert recall.due_by - recall.at == timedelta(hours=72)
    assert browser().post(confirm).status_code == 410


def test_the_proof_shows_who_has_deleted(world, client):
    leave(world.launch)
    report(address=ADA, reach="+33 1 99 00 00 00")
    request = Request.objects.get()
    path = f"/operator/requests/{request.pk}/"
    page = text(staff(client, world.member).get(path))
    assert "about ada.lovelace@example.org" in page.lower()
    client.post(path, {"act": "delete"})
    assert "has until" in text(client.get(path))
    with clock.at(clock.now() + timedelta(hours=73)):
        assert "overdue" in text(client.get(path))
    with everywhere():
        acknowledge(Recall.objects.all(), Recall.OWNER)
    assert "deleted," in text(client.get(path))


def test_an_address_nobody_knows_is_not_kept(world):
    known, unknown = report(address=ADA), report(address="nobody@example.org")
    assert known["Location"] == unknown["Location"]
    for request in Request.objects.all():
        assert (request.state, request.sealed) == (Request.FULFILLED, None)
    assert vault.find(Address.parse("nobody@example.org")) is None
    assert not Outbox.objects.filter(message="child-reported").exists()


def test_a_report_without_an_address_waits_for_a_human(world):
    report(asked="On the page Aurora there is a comment by my daughter")
    assert Request.objects.get().open
    assert browser().post("/report-a-child/", {}).status_code == 422


def test_the_letter_does_not_show_who_reported(world):
    child = leave(world.launch)
    report(address=ADA, asked="She is in my class", reach="teacher@example.org")
    for page in (browser().get(url(child)), browser().post(url(child, "copy"), {"as": "json"})):
        assert "teacher" not in page.content.decode()
        assert "in my class" not in page.content.decode()
