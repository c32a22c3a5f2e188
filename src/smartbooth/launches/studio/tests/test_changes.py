import pytest

from smartbooth.accounts.tenancy import within
from smartbooth.launches import editing
from smartbooth.launches.blocks import KINDS
from smartbooth.launches.samples import SAMPLES, WORDS, sample


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("language", ["en", "fr"])
def test_every_kind_starts_with_words_that_its_form_takes(kind, language):
    assert sample(KINDS[kind], language) == KINDS[kind].clean(sample(KINDS[kind], language))
    assert WORDS[kind] and (kind in SAMPLES or not sample(KINDS[kind], language).get("headline"))


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_can_be_added_opened_and_saved_as_it_opened(kind, page, owner, fields):
    if any(block["kind"] == kind for block in page.blocks()) and KINDS[kind].once:
        assert owner.post(f"{page.editor}blocks", {"kind": kind}).status_code == 422
        return
    answer = owner.post(f"{page.editor}blocks", {"kind": kind, "after": page.blocks()[0]["id"]})
    made = page.blocks()[1]
    assert answer.status_code == 303 and made["kind"] == kind and answer["location"].endswith(made["id"])
    assert owner.get(answer["location"]).status_code == 200
    before = page.variant().current_id
    assert owner.post(f"{page.editor}blocks/{made['id']}", fields(made)).status_code == 303
    assert page.variant().current_id == before, "saving what is there makes no revision"


def test_a_new_block_stands_above_the_closing_footer(page, owner):
    owner.post(f"{page.editor}blocks", {"kind": "text"})
    assert [block["kind"] for block in page.blocks()][-2:] == ["text", "footer"]
    assert owner.post(f"{page.editor}blocks", {"kind": "carousel"}).status_code == 404


def test_settings_are_saved_and_told(page, owner, fields):
    hero = page.block("hero")
    answer = owner.post(f"{page.editor}blocks/{hero['id']}", fields(hero, headline="It is <b>new</b>"))
    assert answer.status_code == 303
    assert page.block("hero")["data"]["headline"] == "It is <b>new</b>"
    assert page.variant().current.summary == "Headline: headline"
    assert page.variant().current.made_by == page.world.owner
    preview = owner.get(f"{page.at}preview/a/?edit=1").content.decode()
    assert "It is &lt;b&gt;new&lt;/b&gt;" in preview


def test_what_is_wrong_is_told_beside_the_field_and_nothing_is_lost(page, owner, fields):
    hero = page.block("hero")
    typed = fields(hero, headline="", tagline="typed and kept", button_url="javascript:alert(1)")
    answer = owner.post(f"{page.editor}blocks/{hero['id']}", typed)
    text = answer.content.decode()
    assert answer.status_code == 422 and text.count('class="errorlist"') >= 2
    assert "typed and kept" in text and "Not saved yet" in text
    assert page.block("hero") == hero


def test_items_are_reordered_dropped_and_added_by_plain_buttons(page, owner, fields):
    features = page.block("features")
    titles = [item["title"] for item in features["data"]["items"]]
    address = f"{page.editor}blocks/{features['id']}"

    def now():
        return [item["title"] for item in page.block("features")["data"]["items"]]

    owner.post(address, {**fields(features), "item-down": "0"})
    assert now() == [titles[1], titles[0], *titles[2:]]
    owner.post(address, {**fields(page.block("features")), "item-up": "1"})
    assert now() == titles
    owner.post(address, {**fields(page.block("features")), "item-drop": "1"})
    assert now() == [titles[0], *titles[2:]]
    grown = owner.post(address, {**fields(page.block("features")), "grow": "1"})
    assert grown.status_code == 200 and f'name="items-{len(titles) - 1}-title"' in grown.content.decode()
    empty = {**fields(page.block("features")), "items-9-title": "", "items-9-text": ""}
    empty["items"] = [*empty["items"], "9"]
    owner.post(address, empty)
    assert now() == [titles[0], *titles[2:]], "an entry left empty is none"


def test_more_items_than_allowed_is_told(page, owner, fields):
    features = page.block("features")
    typed = fields(features)
    typed["items"] = [str(number) for number in range(20)]
    typed |= {f"items-{number}-title": "one" for number in range(20)}
    answer = owner.post(f"{page.editor}blocks/{features['id']}", typed)
    assert answer.status_code == 422 and "At most 12 entries." in answer.content.decode()


def test_moving_copying_removing_and_their_undo(page, owner):
    start = [block["id"] for block in page.blocks()]
    first = start[0]
    owner.post(f"{page.editor}blocks/{first}/place", {"to": "down"})
    owner.post(f"{page.editor}blocks/{first}/place", {"to": "2"})
    assert [block["id"] for block in page.blocks()].index(first) == 2
    owner.post(f"{page.editor}blocks/{first}/copy")
    assert page.blocks()[3]["data"] == page.blocks()[2]["data"] and page.blocks()[3]["id"] not in start
    owner.delete(f"{page.editor}blocks/{first}")
    owner.post(f"{page.editor}blocks/{start[1]}", {"_method": "delete"})
    assert {first, start[1]}.isdisjoint(block["id"] for block in page.blocks())
    for _step in range(5):
        owner.post(f"{page.editor}undo")
    assert [block["id"] for block in page.blocks()] == start
    owner.post(f"{page.editor}undo")  # nothing before the start
    owner.post(f"{page.editor}redo")
    assert page.blocks()[1]["id"] == first
    assert owner.post(f"{page.editor}blocks/{first}/place", {"to": "sideways"}).status_code == 404
    assert owner.post(f"{page.editor}blocks/none/place", {"to": "up"}).status_code == 404


def test_two_windows_on_one_block_lose_nothing(page, owner, member, fields):
    hero = page.block("hero")
    seen = page.variant().current_id
    address = f"{page.editor}blocks/{hero['id']}"
    member.post(address, {**fields(hero, headline="The member's"), "revision": seen})
    answer = owner.post(address, {**fields(hero, headline="The owner's"), "revision": seen})
    text = answer.content.decode()
    assert answer.status_code == 409 and "marcel changed this" in text and "The owner&#x27;s" in text
    assert page.block("hero")["data"]["headline"] == "The member's"
    kept = owner.post(address, {**fields(hero, headline="The owner's"), "revision": seen, "anyway": "1"})
    assert kept.status_code == 303 and page.block("hero")["data"]["headline"] == "The owner's"


def test_two_windows_on_two_blocks_both_win(page, owner, member, fields):
    hero, features = page.block("hero"), page.block("features")
    seen = page.variant().current_id
    member.post(f"{page.editor}blocks/{hero['id']}", {**fields(hero, headline="One"), "revision": seen})
    owner.post(f"{page.editor}blocks/{features['id']}", {**fields(features, title="Two"), "revision": seen})
    assert page.block("hero")["data"]["headline"] == "One" and page.block("features")["data"]["title"] == "Two"


def test_the_theme_of_one_or_of_all(page, owner):
    with within(page.world.workspace):
        editing.duplicate(page.variant(), "b", page.world.owner)
    theme = page.variant().document["theme"]
    owner.post(f"{page.editor}theme", {**theme, "accent": "#ff0000"})
    assert page.variant().document["theme"]["accent"] == "#ff0000"
    assert page.variant("b").document["theme"] == theme
    assert page.variant().current.summary == "Look: accent"
    owner.post(f"{page.editor}theme", {"preset": "sprout", "everywhere": "1"})
    assert page.variant("b").document["theme"] == page.variant().document["theme"]
    assert page.variant().document["theme"]["font"] == theme["font"], "a palette changes colours only"
    assert owner.post(f"{page.editor}theme", {**theme, "accent": "reddish"}).status_code == 422


def test_hard_to_read_colours_are_told_in_sentences(page, owner):
    theme = page.variant().document["theme"]
    owner.post(f"{page.editor}theme", {**theme, "text": "#cccccc", "background": "#ffffff"})
    assert "hard to read on the background" in owner.get(f"{page.editor}?panel=theme").content.decode()


def test_differences_are_marked(page, owner, fields):
    with within(page.world.workspace):
        editing.duplicate(page.variant(), "b", page.world.owner)
    hero = page.block("hero", "b")
    owner.post(f"{page.at}page/b/blocks/{hero['id']}", fields(hero, headline="Another"))
    owner.delete(f"{page.at}page/b/blocks/{page.block('quote', 'b')['id']}")
    text = owner.get(f"{page.at}page/b/?block={hero['id']}").content.decode()
    assert "differs from A" in text and "Not here, but on A:" in text
    assert 'class="slot changed" data-slot="headline"' in text
    sides = owner.get(f"{page.at}variants/").content.decode()
    assert "left out" in sides and 'class="mark">Headline' in sides


def test_the_editor_does_not_ask_more_for_a_longer_page(page, owner, django_assert_max_num_queries):
    for _number in range(8):
        owner.post(f"{page.editor}blocks", {"kind": "text"})
    with django_assert_max_num_queries(16):
        owner.get(page.editor)


def test_an_unknown_panel_or_block_is_no_error_page(page, owner):
    assert owner.get(f"{page.editor}?panel=none").status_code == 404
    assert owner.get(f"{page.editor}?block=none").status_code == 200
    assert owner.get(f"{page.at}page/z/").status_code == 404


@pytest.mark.parametrize("name", ["9" * 5000, "9" * 30, "²", "-1", ""])
def test_numbers_that_no_row_has_are_answered_and_change_nothing_else(name, page, owner, fields):
    hero = page.block("hero")
    at = f"{page.editor}blocks/{hero['id']}"
    assert owner.post(at, {**fields(hero, headline="Sooner"), "revision": name}).status_code == 303
    assert page.block("hero")["data"]["headline"] == "Sooner"
    assert owner.post(f"{at}/place", {"to": name}).status_code == 404
    assert owner.get(f"{page.at}history/a/", {"at": name}).status_code == 200
