from copy import deepcopy

import pytest
from hypothesis import given
from hypothesis import strategies as st

from smartbooth.launches import documents
from smartbooth.launches.difference import changed_fields, difference

values = st.one_of(st.text("aé <&", max_size=4), st.integers(), st.booleans(), st.none())
block_data = st.dictionaries(st.sampled_from(["title", "text", "url"]), values, max_size=3)


@st.composite
def pages(draw, minimum=0):
    ids = draw(st.lists(st.text("abcdef", min_size=1, max_size=4), min_size=minimum, max_size=7, unique=True))
    kinds = st.sampled_from(["hero", "text", "price"])
    blocks = [{"id": key, "kind": draw(kinds), "data": draw(block_data)} for key in ids]
    return {"theme": draw(block_data), "blocks": blocks}


def ids(document):
    return [block["id"] for block in document["blocks"]]


@given(pages(), block_data, st.integers(-3, 12))
def test_add_then_remove_is_nothing_and_changes_no_argument(page, data, at):
    before = deepcopy(page)
    grown = documents.add(page, "text", data, at)
    (new,) = set(ids(grown)) - set(ids(page))
    assert documents.find(grown, new) == {"id": new, "kind": "text", "data": data}
    assert documents.remove(grown, new) == page == before


@given(pages(minimum=1), st.data(), st.integers(-3, 12))
def test_move_keeps_every_block_and_lands_where_told(page, data, to):
    key = data.draw(st.sampled_from(ids(page)))
    moved = documents.move(page, key, to)
    assert sorted(ids(moved)) == sorted(ids(page))
    assert documents.position(moved, key) == min(max(to, 0), len(page["blocks"]) - 1)
    assert [i for i in ids(moved) if i != key] == [i for i in ids(page) if i != key]


@given(pages(minimum=1), st.data())
def test_up_then_down_returns_unless_at_the_top(page, data):
    key = data.draw(st.sampled_from(ids(page)[1:] or ids(page)))
    if documents.position(page, key) > 0:
        assert documents.move(documents.move(page, key, "up"), key, "down") == page


@given(pages(minimum=1), st.data(), block_data)
def test_replace_and_duplicate(page, data, new):
    key = data.draw(st.sampled_from(ids(page)))
    replaced = documents.replace(page, key, new)
    assert documents.find(replaced, key)["data"] == new and ids(replaced) == ids(page)
    twice = documents.duplicate(page, key)
    at = documents.position(page, key)
    assert ids(twice)[: at + 1] + ids(twice)[at + 2 :] == ids(page)
    assert twice["blocks"][at + 1]["data"] == twice["blocks"][at]["data"]


def test_a_block_that_is_not_there():
    for verb in (documents.find, documents.remove, documents.duplicate):
        with pytest.raises(KeyError):
            verb(documents.empty(), "none")


@given(pages())
def test_nothing_differs_from_itself(page):
    assert not difference(page, deepcopy(page))


@given(pages(), pages())
def test_difference_marks_each_block_once_and_rightly(one, two):
    found = difference(one, two)
    before, after = set(ids(one)), set(ids(two))
    assert {k for k, d in found.blocks.items() if "added" in d.marks} == after - before
    assert {k for k, d in found.blocks.items() if "removed" in d.marks} == before - after
    for key in before & after:
        a, b = documents.find(one, key), documents.find(two, key)
        changed = bool(changed_fields(a["data"], b["data"])) or a["kind"] != b["kind"]
        assert changed == (key in found.blocks and "changed" in found.blocks[key].marks)
    stayed = [k for k in ids(two) if k in before and "moved" not in getattr(found.blocks.get(k), "marks", ())]
    assert stayed == [k for k in ids(one) if k in stayed]


@given(pages(minimum=2), st.data())
def test_one_move_marks_one_block(page, data):
    key = data.draw(st.sampled_from(ids(page)))
    moved = documents.move(page, key, data.draw(st.integers(0, len(page["blocks"]) - 1)))
    marked = [k for k, d in difference(page, moved).blocks.items() if "moved" in d.marks]
    assert len(marked) == (0 if moved == page else 1)


def test_fields_are_named_down_to_the_item():
    one = {"title": "A", "items": [{"title": "x"}, {"title": "y"}], "note": ""}
    two = {"title": "B", "items": [{"title": "x"}, {"title": "z"}, {"title": "new"}]}
    assert changed_fields(one, two) == ("title", "items.1.title", "items.2")


def test_theme():
    page = documents.empty()
    assert difference(page, documents.with_theme(page, {"accent": "#112233"})).theme == ("accent",)
