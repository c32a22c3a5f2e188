"""The letter: asked for by anybody, opened by its reader alone, and everything in it true."""

import json
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from smartbooth.core import clock
from smartbooth.disclosures.models import Entry
from smartbooth.handover.list import hand_over
from smartbooth.handover.recalls.models import Recall
from smartbooth.mail import farewell, send
from smartbooth.mail.models import Outbox
from smartbooth.people import suppression, vault
from smartbooth.people.address import Address
from smartbooth.people.models import Consent, Person
from smartbooth.rights import links
from smartbooth.rights.models import Request
from smartbooth.rights.tests.scene import ADA, browser, lead, leave, link, mailed, text, url

pytestmark = pytest.mark.django_db(databases=["default", "keys"])


@pytest.fixture
def ada(world):
    return leave(world.launch)


def test_the_same_answer_for_all(ada):
    answers = [browser().post("/my-data/", {"address": address}) for address in (ADA, "nobody@example.org")]
    assert [(answer.status_code, answer["Location"]) for answer in answers] == [(302, "/my-data/sent/")] * 2
    assert [letter.subject for letter in mailed("my-data")] == ["Your data at Smart PhotoBooth"]
    assert [row.person_id for row in Outbox.objects.filter(message="my-data").order_by("created_at")] == [
        ada.pk,
        "",
    ]


def test_the_same_work_for_all(ada):
    counts = []
    for address in (ADA, "nobody@example.org"):
        with CaptureQueriesContext(
            connection,
        ) as queries:
            browser().post("/my-data/", {"address": address})
        counts.append([query["sql"].split()[0] for query in queries.captured_queries])
    assert counts[0] == counts[1]


def test_no_more_links_than_anybody_needs(ada, settings):
    settings.RIGHTS_PER_MINUTE = 1000
    for _again in range(9):
        assert browser().post("/my-data/", {"address": ADA}).status_code == 302
    assert len(mailed("my-data", ada)) == settings.RIGHTS_LINKS_PER_HOUR


def test_a_flood_from_one_place_waits(settings):
    answers = [
        browser().post("/my-data/", {"address": f"a{n}@example.org"})
        for n in range(settings.RIGHTS_PER_MINUTE + 1)
    ]
    assert answers[-1].status_code == 429
    assert int(answers[-1]["Retry-After"]) > 0


def test_what_is_no_address_is_said(ada):
    answer = browser().post("/my-data/", {"address": "ada"})
    assert answer.status_code == 422
    assert "one @" in text(answer)
    assert not Outbox.objects.filter(message="my-data").exists()


def test_the_letter_says_what_happened(ada, world):
    browser().post("/my-data/", {"address": ADA})
    answer = browser().get(link(mailed("my-data")[0], "/my-data/"))
    said = text(answer)
    assert (
        "you left your address on Aurora. It was given to Aurora SAS on the same day. You can take it back."
        in said
    )
    assert "Send me news of the workshop" in said
    assert "Which size? Large" in said
    assert "ada.lovelace@example.org" in said.lower()
    assert answer["Referrer-Policy"] == "no-referrer"
    assert answer["Cache-Control"] == "no-store"
    assert "noindex" in answer["X-Robots-Tag"]


def test_looking_changes_nothing(ada):
    before = [list(model.objects.values()) for model in (Request, Consent, Entry, Outbox, Person)]
    for rest in ("", "erasure", "?done=stopped", "?done=withdrawn&what=x"):
        for method in ("get", "head"):
            assert getattr(browser(**{"Sec-GPC": "1"}), method)(url(ada, rest)).status_code == 200
    assert [list(model.objects.values()) for model in (Request, Consent, Entry, Outbox, Person)] == before


def test_links_that_do_not_open(ada):
    good = url(ada)
    with clock.at(clock.now() + timedelta(hours=25)):
        late = browser().get(good)
    assert (late.status_code, "Send me a new link" in text(late)) == (410, True)
    for bad in (good[:-3] + "xx/", "/my-data/abc/", "/my-data/~~/", good.replace(ada.pk, "0" * len(ada.pk))):
        answer = browser().get(bad)
        assert (answer.status_code, "not complete" in text(answer)) == (404, True), bad
    browser().post(url(ada, "erasure"), {"word": "erase"})
    gone = browser().get(good)
    assert (gone.status_code, "opens nothing" in text(gone)) == (410, True)


def test_a_link_is_for_its_use_alone(ada):
    from smartbooth.mail.links import sign

    other = sign("confirm-address", ada.pk, "x", until=clock.now() + timedelta(hours=1))
    assert browser().get(f"/my-data/{other}/").status_code == 404


def test_forms_from_other_sites_do_nothing(ada):
    answer = browser(**{"Sec-Fetch-Site": "cross-site"}).post(url(ada, "advertising"))
    assert answer.status_code == 403
    assert browser(origin="https://elsewhere.example").post("/my-data/", {"address": ADA}).status_code == 403
    assert not Request.objects.exists()


def test_taking_back_and_undoing(ada, world):
    consent = Consent.objects.get(person=ada, box="")
    answer = browser().post(url(ada, f"consents/{consent.pk}/withdrawal"))
    assert answer.status_code == 303
    said = text(browser().get(answer["Location"]))
    assert "You took your address back from Aurora." in said
    assert "Aurora SAS is told to delete it" in said
    assert not Consent.objects.filter(person=ada, withdrawn_at=None).exists()
    assert lead(world.launch, ada).handed_at is None
    assert Request.objects.get().kind == "objection"

    browser().post(url(ada, f"consents/{consent.pk}/withdrawal"), {"undo": "1"})
    hand_over()
    assert lead(world.launch, ada).handed_at is not None
    assert "You can take it back." in text(browser().get(url(ada)))


def test_a_second_time_changes_nothing(ada):
    consent = Consent.objects.get(person=ada, box="")
    for _again in range(2):
        browser().post(url(ada, f"consents/{consent.pk}/withdrawal"))
        browser().post(url(ada, "advertising"))
    assert sorted(Request.objects.values_list("kind", flat=True)) == ["objection", "opt-out"]


def test_one_box_is_stopped_alone(ada):
    box = Consent.objects.exclude(box="").get()
    browser().post(url(ada, f"consents/{box.pk}/withdrawal"))
    assert list(Consent.objects.filter(withdrawn_at=None).values_list("box", flat=True)) == [""]


def test_stop_outlives_everything(ada):
    browser(**{"Sec-GPC": "1"}).post(url(ada, "advertising"))
    assert Request.objects.get().signal
    index = vault.index(Address.parse(ADA))
    answer = browser().post(url(ada, "erasure"), {"word": "erase"})
    assert "keyed hash" in text(answer)
    assert suppression.is_suppressed(index, suppression.MARKETING)


def test_gpc_is_shown_as_honoured(ada):
    assert "Opt-out signal honoured" in text(browser(**{"Sec-GPC": "1"}).get(url(ada)))
    for other in ("0", "1, 1", "true"):
        assert "Opt-out signal honoured" not in text(browser(**{"Sec-GPC": other}).get(url(ada)))


def test_names_are_corrected(ada, world):
    key = lead(world.launch, ada).pk
    browser().post(url(ada, f"launches/{key}/name"), {"name": "  Ada  King "})
    said = text(browser().get(url(ada)))
    assert 'value="Ada King"' in browser().get(url(ada)).content.decode()
    assert "Which size? Large" in said


def test_another_address_is_asked_first(ada, world):
    old = url(ada)
    browser().post(url(ada, "address"), {"address": "ada@example.net"})
    (letter,) = mailed("new-address")
    assert vault.find(Address.parse(ADA)).pk == ada.pk
    confirm = link(letter, "/my-data/new-address/")
    assert browser().get(confirm).status_code == 200
    assert vault.find(Address.parse(ADA)).pk == ada.pk
    answer = browser().post(confirm)
    assert "ada@example.net" in text(browser().get(answer["Location"]))
    assert vault.find(Address.parse(ADA)) is None
    assert vault.find(Address.parse("ada@example.net")).pk == ada.pk
    assert Person.objects.filter(pk__in=[ada.pk]).count() == 1
    assert browser().get(old).status_code == 410  # links to the old address open nothing
    assert browser().post(confirm).status_code == 410


def test_an_accounts_mailboxes_are_both_told_the_old_one_last(world):
    olive = world.owner.person
    browser().post(url(olive, "address"), {"address": "olive@example.net"})
    browser().post(link(mailed("new-address")[0], "/my-data/new-address/"))
    former = vault.find(Address.parse("olive@example.org"))
    told = dict(Outbox.objects.filter(message__startswith="address-").values_list("message", "person_id"))
    assert told == {"address-changed": olive.pk, "address-left": former.pk}
    send.due()
    assert farewell.done() == 1 and vault.find(Address.parse("olive@example.org")) is None


def test_what_was_stopped_stays_stopped_at_another_address(ada):
    browser().post(url(ada, "advertising"))
    browser().post(url(ada, "address"), {"address": "ada@example.net"})
    browser().post(link(mailed("new-address")[0], "/my-data/new-address/"))
    moved = Person.objects.get(pk=ada.pk)
    assert bytes(moved.index) != bytes(ada.index)
    for index in (ada.index, moved.index):
        assert suppression.is_suppressed(bytes(index), suppression.MARKETING)
    assert not suppression.is_suppressed(bytes(moved.index), suppression.EVERYTHING)


def test_a_letter_is_no_way_to_write_to_many(ada, settings):
    answers = [
        browser().post(url(ada, "address"), {"address": f"someone{n}@example.net"})
        for n in range(settings.RIGHTS_PER_MINUTE + 1)
    ]
    assert [answer.status_code for answer in answers] == [303] * settings.RIGHTS_PER_MINUTE + [429]
    assert int(answers[-1]["Retry-After"]) > 0
    assert Outbox.objects.filter(message="new-address").count() == settings.RIGHTS_PER_MINUTE


def test_two_persons_are_not_poured_together(ada, world):
    bram = leave(world.launch, "bram@example.org")
    browser().post(url(ada, "address"), {"address": "bram@example.org"})
    answer = browser().post(link(mailed("new-address", bram)[0], "/my-data/new-address/"))
    assert answer.status_code == 409
    assert {vault.find(Address.parse(one)).pk for one in (ADA, "bram@example.org")} == {ada.pk, bram.pk}


def test_a_copy_has_everything_and_a_row(ada):
    answer = browser().post(url(ada, "copy"), {"as": "json"})
    data = json.loads(answer.content)
    (launch,) = data["launches"]
    assert (launch["launch"], launch["owner"], launch["name"]) == ("Aurora", "Aurora SAS", "Ada")
    assert launch["answers"][0]["text"] == "Large"
    assert launch["disclosures"][0]["recipient"] == "Aurora SAS"
    assert {one["schema_version"] for one in data["consents"]} == {"ISO/IEC TS 27560:2023"}
    assert len(data["consents"]) == 2
    assert Entry.objects.filter(recipient_kind="person").count() == 1
    assert Request.objects.get().kind == "copy"
    assert "A copy of everything" in text(browser().post(url(ada, "copy"), {"as": "page"}))


def test_a_receipt(ada):
    consent = Consent.objects.get(person=ada, box="")
    answer = browser().get(url(ada, f"receipts/{consent.pk}"))
    assert json.loads(answer.content)["record_id"] == consent.pk


def test_nobody_reaches_anothers(ada, world):
    bram = leave(world.theirs, "bram@example.org")
    consent = Consent.objects.get(person=bram, box="")
    theirs = lead(world.theirs, bram).pk
    for rest in (f"consents/{consent.pk}/withdrawal", f"launches/{theirs}/name", f"launches/{theirs}/removal"):
        assert browser().post(url(ada, rest), {"name": "x"}).status_code == 404
    assert browser().get(url(ada, f"receipts/{consent.pk}")).status_code == 404
    assert "Borealis" not in text(browser().get(url(ada)))
    consent.refresh_from_db()
    assert consent.live


def test_erasing_needs_the_word(ada):
    answer = browser().post(url(ada, "erasure"), {"word": "yes"})
    assert answer.status_code == 422
    assert Person.objects.filter(pk=ada.pk).exists()


def test_erased_is_erased(ada, world):
    answer = browser().post(url(ada, "erasure"), {"word": " ERASE "})
    said = text(answer)
    assert "What you left on Aurora." in said
    assert "Aurora SAS is told to delete it" in said
    assert not Person.objects.filter(pk=ada.pk).exists()
    assert not Consent.objects.exists()
    (request,) = Request.objects.all()
    assert (request.kind, request.state, request.person_id) == ("erasure", "fulfilled", None)
    from smartbooth.accounts.tenancy import everywhere

    with everywhere():
        assert {recall.reason for recall in Recall.objects.all()} == {"erased"}


def test_deleting_the_last_thing_is_the_end(ada, world):
    answer = browser().post(url(ada, f"launches/{lead(world.launch, ada).pk}/removal"))
    assert "nothing else is known" in text(answer)
    assert not Person.objects.filter(pk=ada.pk).exists()


def test_a_letter_of_an_owner(world):
    owner = world.owner.person
    said = text(browser().get(url(owner)))
    assert "you opened an account, olive" in said
    assert "Aurora SAS" in said


def test_queries_do_not_grow_with_launches(ada, world, django_assert_max_num_queries):
    from tests.world import launch as make

    with CaptureQueriesContext(connection) as first:
        browser().get(url(ada))
    for number in range(6):
        leave(make(world.workspace, f"Launch {number}", f"launch{number}"))
    with CaptureQueriesContext(connection) as then:
        browser().get(url(ada))
    assert len(then) <= len(first) + 1


def test_french(ada):
    said = text(browser(**{"Accept-Language": "fr"}).get(url(ada)))
    assert "vous avez laissé votre adresse sur" in said


def test_links_bound(ada):
    token = links.token(ada, datetime(2026, 5, 3, tzinfo=UTC))
    with clock.at(datetime(2026, 5, 3, 23, 59, tzinfo=UTC)):
        assert links.person(token).pk == ada.pk
