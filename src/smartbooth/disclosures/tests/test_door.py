"""No row, no data; no ground, neither."""

import threading

import pytest
from django.db import connection, connections, transaction

from smartbooth.accounts.models import Workspace
from smartbooth.disclosures import door, ledger
from smartbooth.disclosures.door import PERSON, NotGrounded, Recipient, again
from smartbooth.disclosures.models import Entry, Kind
from smartbooth.disclosures.tests.people import HOW, LAUNCH, give, item, person
from smartbooth.people import consents, erasure
from smartbooth.people.cipher import Unreadable
from smartbooth.people.models import Consent
from smartbooth.people.purpose import purpose
from smartbooth.registry.bases import Basis, Gap
from smartbooth.registry.purposes import Purpose
from smartbooth.registry.subjects import Subject

pytestmark = pytest.mark.django_db


def rows_of(one):
    with purpose(Purpose.CLAIMS, of=Subject.LEAD):
        return list(ledger.of(one.pk))


def test_what_is_given_is_in_the_ledger(world):
    ada, bram = (person(f"{name}@example.org", world.workspace) for name in ("ada", "bram"))
    opened = give([item(ada), item(bram)], world.workspace)
    assert [(one.key, one.address, one.parts) for one in opened] == [
        (ada.pk, "ada@example.org", {"note": ["a note"]}), (bram.pk, "bram@example.org", {"note": ["a note"]}),
    ]  # fmt: skip
    row = rows_of(bram)[0]
    assert (row.recipient_kind, row.recipient, row.recipient_name) == ("owner", world.workspace.pk, "Aurora SAS")
    assert (row.kinds, row.purpose, row.ground, row.how, row.launch) == (
        "user.contact.email", "service", "consent", HOW, LAUNCH,
    )  # fmt: skip
    assert len(rows_of(ada)) == 1
    assert ledger.verify().whole


def test_who_did_not_agree_is_not_given(world):
    ada = person("ada@example.org", world.workspace)
    kim = person("kim@example.org", world.workspace, agrees=False)
    elsewhere = person("uma@example.org", world.elsewhere)
    other = person("zoe@example.org", world.workspace, launch="another000")
    opened = give([item(one) for one in (ada, kim, elsewhere, other)], world.workspace)
    assert [one.address for one in opened] == ["ada@example.org"]
    assert Entry.objects.count() == 1


def test_who_took_it_back_or_was_erased_is_not_given(world):
    ada, bram = (person(f"{name}@example.org", world.workspace) for name in ("ada", "bram"))
    items = [item(ada), item(bram)]
    consents.withdraw(Consent.objects.get(person=ada), "my data")
    erasure.erase(bram.pk, "test")
    assert give(items, world.workspace) == []
    assert again(items, to=Recipient.owner(world.workspace), how=HOW, launch=LAUNCH) == []
    assert Entry.objects.count() == 0


@pytest.mark.parametrize(
    ("use", "ground", "error"),
    [
        (Purpose.SERVICE, Basis.INTERESTS, NotGrounded),
        (Purpose.MARKETING, Basis.CONTRACT, NotGrounded),
        (Purpose.BILLING, Basis.OBLIGATION, Gap),
    ],
)
def test_a_ground_that_is_not_declared_gives_nothing(world, use, ground, error):
    ada = person("ada@example.org", world.workspace)
    with pytest.raises(error):
        give([item(ada)], world.workspace, purpose=use, ground=ground)
    assert Entry.objects.count() == 0


def test_it_needs_a_transaction(world):
    connection.in_atomic_block, before = False, connection.in_atomic_block
    try:
        with pytest.raises(transaction.TransactionManagementError):
            give([], world.workspace)
    finally:
        connection.in_atomic_block = before


def test_what_does_not_open_writes_no_row(world):
    ada = person("ada@example.org", world.workspace)
    with pytest.raises(Unreadable):
        give([door.Item(ada.pk, b"\x01nonsense")], world.workspace)
    assert Entry.objects.count() == 0


def test_no_row_no_data(world, monkeypatch):
    """When the ledger cannot be written nothing comes out."""

    def broken(lines):
        raise ledger.Broken("test")

    monkeypatch.setattr(ledger, "append", broken)
    with pytest.raises(ledger.Broken):
        give([item(person("ada@example.org", world.workspace))], world.workspace)


def test_again_gives_what_was_given_that_way_to_them(world):
    ada, bram = (person(f"{name}@example.org", world.workspace) for name in ("ada", "bram"))
    give([item(ada)], world.workspace)
    before, to = ledger.head(), Recipient.owner(world.workspace)
    both = [item(ada), item(bram)]
    assert [one.address for one in again(both, to=to, how=HOW, launch=LAUNCH)] == ["ada@example.org"]
    assert again(both, to=to, how="xlsx", launch=LAUNCH) == []
    assert again(both, to=to, how=HOW, launch="another000") == []
    assert again(both, to=Recipient.owner(world.elsewhere), how=HOW, launch=LAUNCH) == []
    assert ledger.head() == before


def test_a_thousand_cost_no_more_queries(world, django_assert_max_num_queries):
    some = [item(person(f"sam{number}@example.org", world.workspace)) for number in range(600)]
    with django_assert_max_num_queries(10):
        assert len(give(some, world.workspace)) == 600


def test_a_copy_for_the_person_names_nobody(world):
    with pytest.raises(ValueError, match="names nobody"):
        Recipient(Kind.PERSON, "ada000000")
    ada = person("ada@example.org", world.workspace)
    give([item(ada)], world.workspace, to=PERSON, purpose=Purpose.CLAIMS, ground=Basis.OBLIGATION, how="copy")
    row = Entry.objects.get()
    assert ada.pk not in "|".join(str(getattr(row, field.name)) for field in Entry._meta.fields)


def test_after_an_erasure_nobody_can_tell_whose_row_it_was(world):
    """The commitment is under the key that is gone: not even the same address, come back, is linked to it."""
    ada = person("ada@example.org", world.workspace)
    give([item(ada)], world.workspace)
    erasure.erase(ada.pk, "test")
    back = person("ada@example.org", world.workspace)
    assert rows_of(ada) == rows_of(back) == []
    assert Entry.objects.count() == 1
    assert ledger.verify().whole


def test_names_with_control_characters_cannot_shift_the_columns(world):
    ada = person("ada@example.org", world.workspace)
    Workspace.objects.filter(pk=world.workspace.pk).update(name="Aurora\x1fSAS\n")
    world.workspace.refresh_from_db()
    give([item(ada)], world.workspace)
    assert Entry.objects.get().recipient_name == "Aurora SAS "
    assert ledger.verify().whole


@pytest.mark.django_db(transaction=True)
def test_two_who_disclose_at_once_make_one_chain(world):
    """Whoever is second waits for the first to commit, and goes on from there."""
    items = [item(person(f"sam{number}@example.org", world.workspace)) for number in range(20)]
    errors = []

    def work(part):
        try:
            for one in part:
                with transaction.atomic():
                    give([one], world.workspace)
        except Exception as error:
            errors.append(error)
        finally:
            for each in ("default", "keys"):
                connections[each].close()

    threads = [threading.Thread(target=work, args=(items[start::4],)) for start in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert errors == []
    assert ledger.verify().rows == 20
    assert ledger.verify().whole
