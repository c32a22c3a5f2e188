"""The ledger is whole, or says where it is not."""

import hashlib
from datetime import UTC, datetime, timedelta

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from smartbooth.core import clock
from smartbooth.disclosures import chain, ledger, seals
from smartbooth.disclosures.ledger import Broken, verify
from smartbooth.disclosures.models import EPOCH, Entry, Head, Seal
from smartbooth.disclosures.tests.rows import fill, line, sql, undone, unguarded

pytestmark = pytest.mark.django_db
ROWS = 12
TEXTS = [name for name in chain.COLUMNS if name not in ("seq", "at")]


def by_hand() -> bytes:
    """The chain once more, from its description in disclosures/chain.py and nothing else."""
    before = b"\0" * 32
    for row in Entry.objects.order_by("seq"):
        at = (row.at - EPOCH) // timedelta(microseconds=1)
        texts = [str(row.seq), str(at), *(str(getattr(row, name)) for name in TEXTS)]
        before = hashlib.sha256(before + "\x1f".join(texts).encode()).digest()
    return before


def test_empty():
    assert verify().whole
    assert ledger.head().seq == 0
    assert ledger.head().hash == "0" * 64


def test_rows_are_chained_as_described():
    fill(5)
    fill(4, start=5)
    verdict = verify()
    assert (verdict.whole, verdict.rows, verdict.seq) == (True, 9, 9)
    assert verdict.head == by_hand().hex() == ledger.head().hash


@given(
    st.lists(
        st.builds(
            lambda name, contact, kinds: (chain.clean(name), chain.clean(contact), chain.clean(kinds)),
            *[st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=30)] * 3,
        ),
        min_size=1, max_size=5,
    )
)  # fmt: skip
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=50)
def test_database_and_python_agree_on_every_text(texts):
    with undone():
        ledger.append(
            [
                line(1, recipient_name=name, recipient_contact=contact, kinds=kinds)
                for name, contact, kinds in texts
            ]
        )
        assert verify().whole
        assert ledger.head().hash == by_hand().hex()


def test_a_row_belongs_to_a_transaction():
    """Outside of one nobody could say when it stands. The test's own transaction hides that: ask by name."""
    connection.in_atomic_block, before = False, connection.in_atomic_block
    try:
        with pytest.raises(transaction.TransactionManagementError):
            ledger.append([line()])
    finally:
        connection.in_atomic_block = before


def test_what_is_rolled_back_leaves_no_trace():
    fill(3)
    before = ledger.head()
    with undone():
        ledger.append([line(7)])
    assert ledger.head() == before
    fill(1, start=3)
    assert verify().whole


@pytest.mark.parametrize(
    "statement", ["UPDATE disclosures_entry SET how = 'csv' WHERE seq = 2", "DELETE FROM disclosures_entry"]
)
def test_the_database_refuses_to_change_rows(statement):
    fill(3)
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        sql(statement)
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        Entry.objects.filter(seq=2).update(how="csv")
    assert verify().whole


def text_of(row: Entry) -> bytes:
    at = (row.at - EPOCH) // timedelta(microseconds=1)
    return chain.text(row.seq, at, [getattr(row, name) for name in TEXTS])


def rewrite(begin: int) -> None:
    """What a clever hand does: hash anew from `begin` on, the head's hash too, but not the head's mark."""
    before = bytes(Entry.objects.get(seq=begin - 1).hash) if begin > 1 else chain.GENESIS
    for row in Entry.objects.filter(seq__gte=begin).order_by("seq"):
        before = chain.link(before, text_of(row))
        sql("UPDATE disclosures_entry SET hash = %s WHERE seq = %s", before, row.seq)
    last = Entry.objects.order_by("-seq").values_list("seq", flat=True)[0]
    Head.objects.update(seq=last, hash=before)


def edit(data, seq):
    name = data.draw(st.sampled_from(TEXTS))
    new = data.draw(st.text("ab\x1f", max_size=4))
    assume(new != getattr(Entry.objects.get(seq=seq), name))
    sql(f"UPDATE disclosures_entry SET {name} = %s WHERE seq = %s", new, seq)
    return seq


def backdate(data, seq):
    sql("UPDATE disclosures_entry SET at = at - %s WHERE seq = %s", data.draw(st.integers(1, 10**15)), seq)
    return seq


def rehash(data, seq):
    """The row is edited and its own hash made to fit; the next row, or the head, still knows."""
    edit(data, seq)
    row = Entry.objects.get(seq=seq)
    before = bytes(Entry.objects.get(seq=seq - 1).hash) if seq > 1 else chain.GENESIS
    sql("UPDATE disclosures_entry SET hash = %s WHERE seq = %s", chain.link(before, text_of(row)), seq)
    return min(seq + 1, ROWS)


def delete(data, seq):
    sql("DELETE FROM disclosures_entry WHERE seq = %s", seq)
    return seq


def close_up(data, seq):
    """A row is gone and those after it move up."""
    assume(seq < ROWS)
    sql("DELETE FROM disclosures_entry WHERE seq = %s", seq)
    for later in range(seq + 1, ROWS + 1):
        sql("UPDATE disclosures_entry SET seq = %s WHERE seq = %s", later - 1, later)
    return seq


def swap(data, seq):
    other = data.draw(st.integers(1, ROWS))
    assume(other != seq)
    for old, new in ((seq, -1), (other, seq), (-1, other)):
        sql("UPDATE disclosures_entry SET seq = %s WHERE seq = %s", new, old)
    return min(seq, other)


def cut(data, seq):
    sql("DELETE FROM disclosures_entry WHERE seq >= %s", seq)
    return seq


def cut_with_head(data, seq):
    """The end is cut off, and the head moved back to the last row that is left."""
    assume(seq > 1)
    sql("DELETE FROM disclosures_entry WHERE seq >= %s", seq)
    Head.objects.update(seq=seq - 1, hash=bytes(Entry.objects.get(seq=seq - 1).hash))
    return seq - 1


def insert(data, seq):
    """A row is put after the end, well chained."""
    last = Entry.objects.get(seq=ROWS)
    last.seq, last.at, last.subject = ROWS + 1, EPOCH, line(99).subject
    last.hash = chain.link(bytes(last.hash), text_of(last))
    last.save(force_insert=True)
    return ROWS + 1


def new_chain(data, seq):
    edit(data, seq)
    rewrite(seq)
    return ROWS


def move_base(data, seq):
    """The beginning is cut off as if it had been let go."""
    Head.objects.update(base_seq=seq, base_hash=bytes(Entry.objects.get(seq=seq).hash))
    sql("DELETE FROM disclosures_entry WHERE seq <= %s", seq)
    return ROWS


def no_head(data, seq):
    Head.objects.all().delete()
    return 0


MUTATIONS = [
    edit, backdate, rehash, delete, close_up, swap, cut, cut_with_head, insert, new_chain, move_base, no_head,
]  # fmt: skip


@pytest.mark.parametrize("mutate", MUTATIONS, ids=lambda one: one.__name__)
@given(data=st.data())
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=15)
def test_every_single_change_is_found(mutate, data):
    with undone():
        fill(ROWS)
        unguarded()
        expected = mutate(data, data.draw(st.integers(1, ROWS)))
        verdict = verify()
        assert not verdict.whole
        assert verdict.broken == expected
        assert str(verdict.why)


def test_nothing_is_appended_to_a_head_that_was_edited():
    """Else the next disclosure would put the mark on what somebody cut off."""
    fill(4)
    unguarded()
    sql("DELETE FROM disclosures_entry WHERE seq > 2")
    Head.objects.update(seq=2, hash=bytes(Entry.objects.get(seq=2).hash))
    with pytest.raises(Broken):
        fill(1)
    with pytest.raises(Broken):
        seals.daily()
    Head.objects.all().delete()
    with pytest.raises(Broken):
        fill(1)


def test_an_older_head_put_back_is_found():
    """With its mark, as from a backup: the rows after it stand there and give it away; without them the seal does."""
    fill(2)
    old = Head.objects.values().get()
    fill(3, start=2)
    seals.daily()
    Head.objects.update(**old)
    assert verify().broken == 3
    with pytest.raises(IntegrityError), transaction.atomic():
        fill(1)
    unguarded()
    sql("DELETE FROM disclosures_entry WHERE seq > 2")
    assert verify().broken == 3


def test_a_seal_a_day():
    start = datetime(2026, 11, 23, 9, tzinfo=UTC)
    with clock.at(start):
        assert seals.daily() == 0  # nothing to seal
        fill(3)
        assert seals.daily() == 1
        fill(1, start=3)
        assert seals.daily() == 0
    with clock.at(start + timedelta(days=1)):
        assert seals.daily() == 1
    with clock.at(start + timedelta(days=2)):
        assert seals.daily() == 0  # nothing new
    assert list(Seal.objects.values_list("seq", flat=True)) == [3, 4]
    assert verify().whole


@pytest.mark.parametrize("change", [{"hash": b"x" * 32}, {"at": EPOCH}, {"mac": b"x" * 32}])
def test_an_edited_seal_is_found(change):
    fill(3)
    seals.daily()
    Seal.objects.update(**change)
    assert verify().broken == 3


def test_a_chain_made_anew_does_not_fit_its_seal():
    """Someone with the master key could write a new head; whoever noted the seal, and the seal itself, tell."""
    fill(3)
    seals.daily()
    unguarded()
    sql("UPDATE disclosures_entry SET how = 'csv' WHERE seq = 2")
    rewrite(2)
    head = Head.objects.get()
    Head.objects.update(mac=chain.head_mac(head.seq, bytes(head.hash), 0, chain.GENESIS))
    assert verify().broken == 3
