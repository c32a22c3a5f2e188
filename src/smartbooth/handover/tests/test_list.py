"""To the owner's list: each lead once, whatever happens meanwhile."""

import pytest

from smartbooth.accounts.tenancy import everywhere, within
from smartbooth.core import clock
from smartbooth.disclosures import ledger
from smartbooth.disclosures.models import Entry
from smartbooth.handover import given
from smartbooth.handover import list as owners_list
from smartbooth.handover.list import hand_over
from smartbooth.leads import published
from smartbooth.leads.models import Lead
from smartbooth.leads.tests.scene import leads, post, publish
from smartbooth.people import consents
from smartbooth.people.models import Consent, Key

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _fresh(settings, monkeypatch):
    settings.LEADS_PER_MINUTE = 10_000
    published._known.clear()
    published._latest.clear()
    owners_list._later.clear()
    monkeypatch.setattr(given, "_others", [])


@pytest.fixture
def aurora(world):
    publish(world.launch)
    return world.launch


def test_each_lead_once_with_its_row(world, aurora):
    publish(world.theirs)
    for number in range(3):
        post(aurora, email=f"sam{number}@example.org", name="Sam" if number else "")
    post(world.theirs, email="sam0@example.org")
    assert hand_over() == 4
    assert hand_over() == 0
    rows = list(Entry.objects.order_by("seq"))
    assert [row.recipient_name for row in rows].count("Aurora SAS") == 3
    assert {(row.recipient, row.launch) for row in rows} == {
        (world.workspace.pk, aurora.pk), (world.elsewhere.pk, world.theirs.pk),
    }  # fmt: skip
    assert sorted({row.kinds for row in rows}) == ["user.contact.email", "user.contact.email,user.name"]
    assert {(row.purpose, row.ground, row.how) for row in rows} == {("service", "consent", "list")}
    with everywhere():
        assert not Lead.objects.filter(handed_at=None).exists()
    assert ledger.verify().whole


def test_the_row_says_where_the_recipient_is(world):
    """As their page says it, without their mail address: nothing is ever erased from the ledger."""
    publication = publish(world.launch)
    for document in publication.documents.values():
        said = "Aurora SAS, 4 cour des Filets,\n29200 Brest. bonjour@example.org"
        document["blocks"].append({"id": "foot1", "kind": "footer", "data": {"contact": said, "items": []}})
    with within(world.workspace):
        publication.save(update_fields=["documents"])
    post(world.launch)
    hand_over()
    entry = Entry.objects.get()
    assert entry.recipient_contact == f"Aurora SAS, 4 cour des Filets, 29200 Brest, {world.launch.url}"


def test_a_person_is_the_same_subject_at_each_launch_and_no_other(world, aurora):
    publish(world.theirs)
    post(aurora)
    post(world.theirs)
    post(aurora, email="kim@example.org")
    hand_over()
    subjects = list(Entry.objects.values_list("subject", flat=True))
    assert len(subjects) == 3
    assert len(set(subjects)) == 2


def test_a_withdrawn_consent_is_not_handed_over_and_one_given_anew_is(aurora):
    post(aurora)
    consents.withdraw(Consent.objects.get(box=""), "my data")
    assert hand_over() == 0
    post(aurora)
    assert hand_over() == 1
    assert Entry.objects.count() == 1


def test_who_has_to_confirm_waits(aurora):
    post(aurora)
    with everywhere():
        Lead.objects.update(confirmed_at=None)
    assert hand_over() == 0
    with everywhere():
        Lead.objects.update(confirmed_at=clock.now())
    Consent.objects.update(awaits=True)
    assert hand_over() == 0
    Consent.objects.update(awaits=False)
    assert hand_over() == 1


def test_what_an_adapter_adds_is_in_the_same_transaction(aurora):
    told = []
    given.also(lambda chosen: told.append([lead.pk for lead in chosen]))
    post(aurora)
    post(aurora, email="kim@example.org")
    hand_over()
    assert [sorted(some) for some in told] == [sorted(lead.pk for lead in leads(aurora))]
    assert all(lead.handed_at for lead in leads(aurora))


def test_an_adapter_that_fails_leaves_nothing_behind(aurora):
    def fails(chosen):
        raise OSError("disk full")

    given.also(fails)
    post(aurora)
    with pytest.raises(OSError, match="disk full"):
        hand_over()
    assert leads(aurora)[0].handed_at is None
    assert ledger.head().seq == 0
    given._others.clear()
    assert hand_over() == 1


def test_one_that_cannot_be_read_does_not_stop_the_others(aurora, caplog):
    for number in range(3):
        post(aurora, email=f"sam{number}@example.org")
    bad = leads(aurora)[1]
    with everywhere():
        Lead.objects.filter(pk=bad.pk).update(given=b"\x01nonsense")
    assert hand_over() == 2
    assert f"lead {bad.pk} cannot be handed over" in caplog.text
    caplog.clear()
    assert hand_over() == 0  # said once, not four times a second
    assert not caplog.text
    assert [bool(lead.handed_at) for lead in leads(aurora)] == [True, False, True]


def test_whose_key_is_away_waits_for_it(aurora):
    """As after a restore without the key store: once the keys are back the hand-over goes on."""
    post(aurora)
    key = Key.objects.get(pk=leads(aurora)[0].person_id)
    Key.objects.filter(pk=key.pk).delete()
    assert hand_over() == 0
    key.save(force_insert=True)
    later = clock.seconds() + owners_list.LATER + 1
    with clock.at(lambda: later):
        assert hand_over() == 1
    assert Entry.objects.count() == 1


def test_many_go_in_batches(aurora, monkeypatch):
    monkeypatch.setattr(owners_list, "BATCH", 4)
    for number in range(10):
        post(aurora, email=f"sam{number}@example.org")
    assert [hand_over() for _ in range(4)] == [4, 4, 2, 0]
    assert Entry.objects.count() == 10


def test_waiting_costs_one_query(aurora, django_assert_num_queries):
    """The worker looks four times a second, also at night."""
    post(aurora)
    hand_over()
    with django_assert_num_queries(1):
        hand_over()
