from datetime import timedelta

import pytest

from smartbooth.accounts.tenancy import within
from smartbooth.core import clock
from smartbooth.launches import checks, documents, editing
from smartbooth.launches.difference import difference
from smartbooth.launches.models import Revision, Variant
from smartbooth.launches.tests.pages import document, form, hero


@pytest.fixture
def variant(world):
    with within(world.workspace):
        yield Variant.objects.get(launch=world.launch, letter="a")


def said(variant):
    return variant.document["blocks"][0]["data"]["headline"]


def saves(variant, user, *headlines):
    for headline in headlines:
        editing.save(variant, document(hero(headline=headline), form()), "Headline", user)


def test_undo_redo_and_restore_lose_nothing(world, variant):
    saves(variant, world.owner, "One", "Two", "Three")
    editing.undo(variant)
    assert said(variant) == "Two"
    editing.redo(variant)
    assert said(variant) == "Three"
    editing.undo(variant)
    editing.undo(variant)
    saves(variant, world.owner, "Other")
    assert editing.redo(variant) is None
    three = next(r for r in Revision.objects.all() if "Three" in str(r.document))
    editing.restore(variant, three, world.owner)
    assert said(variant) == "Three"
    editing.undo(variant)
    assert said(variant) == "Other"
    assert {said_ for r in Revision.objects.filter(variant=variant) for said_ in _headlines(r)} == {
        "One", "Two", "Three", "Other",
    }  # fmt: skip


def _headlines(revision):
    return [block["data"]["headline"] for block in revision.document["blocks"] if block["kind"] == "hero"]


def test_a_save_that_changes_nothing_is_no_revision(world, variant):
    saves(variant, world.owner, "One", "One")
    assert Revision.objects.filter(variant=variant).count() == 2


def test_undo_at_the_beginning_is_nothing(variant):
    assert editing.undo(variant) is None and editing.redo(variant) is None


def test_two_tabs(world, variant):
    other = Variant.objects.get(pk=variant.pk)
    base = variant.current_id
    saves(variant, world.owner, "First")
    with pytest.raises(editing.Conflict) as conflict:
        editing.save(other, document(hero(headline="Second")), "Headline", world.member, base=base)
    assert conflict.value.typed["blocks"][0]["data"]["headline"] == "Second"
    assert conflict.value.current.pk == variant.current_id and said(other) == "First"
    assert not any("Second" in str(r.document) for r in Revision.objects.filter(variant=variant))
    editing.save(other, conflict.value.typed, "Headline", world.member)
    assert said(Variant.objects.get(pk=variant.pk)) == "Second"


def test_undo_in_an_old_tab_is_a_conflict_too(world, variant):
    saves(variant, world.owner, "One")
    other = Variant.objects.get(pk=variant.pk)
    saves(variant, world.owner, "Two")
    with pytest.raises(editing.Conflict):
        editing.undo(other)


def test_a_duplicate_has_the_same_blocks_and_the_next_letter(world, variant):
    saves(variant, world.owner, "One")
    copy = editing.duplicate(variant, "A shorter headline", world.owner)
    assert (copy.letter, copy.idea) == ("c", "A shorter headline")
    assert not difference(variant.document, copy.document)
    saves(copy, world.owner, "Short")
    assert difference(variant.document, copy.document).blocks["hero1"].fields == ("headline",)
    assert said(variant) == "One"


def test_a_duplicate_gets_as_many_visitors_as_whoever_has_most(world, variant):
    Variant.objects.filter(launch=variant.launch, letter="a").update(weight=0)
    Variant.objects.filter(launch=variant.launch, letter="b").update(weight=9_000)
    assert editing.duplicate(variant, "", world.owner).weight == 9_000


def test_letters_run_out(world, variant):
    for _ in range(4):
        editing.duplicate(variant, "", world.owner)
    with pytest.raises(editing.TooManyVariants):
        editing.duplicate(variant, "", world.owner)


@pytest.mark.parametrize(
    "broken, block",
    [
        ([hero(headline="")], "hero1"),
        ([hero(), hero()], ""),
        ([form("aaaa1"), form("bbbb1")], ""),
        ([{"id": "xxxx1", "kind": "carousel", "data": {}}], ""),
        ([{"id": "../x", "kind": "hero", "data": {"headline": "A"}}], ""),
        ([hero(f"hero{n}") for n in range(41)], ""),
    ],
)
def test_what_may_not_be_saved(world, variant, broken, block):
    before = variant.current_id
    with pytest.raises(checks.DocumentError) as refused:
        editing.save(variant, {"theme": {}, "blocks": broken}, "", world.owner)
    assert block in refused.value.errors
    assert Variant.objects.get(pk=variant.pk).current_id == before


def test_a_theme_that_is_none(world, variant):
    with pytest.raises(checks.DocumentError) as refused:
        editing.save(variant, {"theme": {"accent": "red;}body{}"}, "blocks": [hero()]}, "", world.owner)
    assert list(refused.value.errors[""]) == ["theme.accent"]


def test_history_draws_quick_changes_of_one_thing_together(world, variant):
    start = clock.now()
    for seconds, headline in ((0, "O"), (4, "On"), (9, "One"), (60, "Two")):
        with clock.at(start + timedelta(seconds=seconds)):
            saves(variant, world.owner, headline)
    lines = editing.history(variant)
    assert [line.count for line in lines] == [1, 3, 1]
    assert [line.current for line in lines] == [True, False, False]
    assert said_of(lines[1]) == "One"


def said_of(line):
    return line.revision.document["blocks"][0]["data"]["headline"]


def test_history_costs_the_same_however_long(world, variant, django_assert_num_queries):
    saves(variant, world.owner, *"abcdefgh")
    with django_assert_num_queries(1):
        for line in editing.history(variant):
            str(line.revision.made_by)


def test_parsed_once_more_changes_nothing(variant):
    page = document()
    assert checks.parse(documents.replace(page, "hero1", page["blocks"][0]["data"])) == page
