"""Every kind of block: what it takes, what it refuses, and that nothing typed into it becomes mark-up."""

import json

import html5lib
import pytest
from django import forms

from smartbooth.launches.blocks import KINDS, BlockError
from smartbooth.launches.blocks.fields import LinkField, MomentField, PictureField, RichField
from smartbooth.launches.compile import Page, render

PAGE = Page(language="en", name="Aurora", owner="Aurora SAS", goal="lead", url="https://aurora.example.org/")
VIDEO = "https://www.youtube.com/watch?v=abcdefghijk"
# The least each kind needs.
LEAST = {
    "hero": {"headline": "Hello"},
    "text": {"body": "Words"},
    "button": {"text": "Go"},
    "lead_form": {"headline": "Join", "button_text": "Join"},
    "countdown": {"moment": "2027-06-12T18:00:00Z"},
    "quote": {"text": "Good"},
    "video": {"title": "Film", "url": VIDEO},
}
ITEMS = {
    "features": {"title": "One"},
    "lead_form": {"label": "Why?"},
    "questions": {"question": "Why?", "answer": "Because."},
    "price": {"name": "Basic", "amount": "€9"},
    "logos": {"name": "Acme"},
    "footer": {"text": "About", "url": "https://example.org/about"},
}
HOSTILE = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "javascript:alert(1)",
    "' onmouseover='alert(1)",
    "{{ page.owner }}{% debug %}",
    "</style></textarea></title><svg onload=alert(1)>",
]
KIND = pytest.mark.parametrize("kind", KINDS)


def least(kind):
    data = dict(LEAST.get(kind, {}))
    if kind in ITEMS:
        data["items"] = [dict(ITEMS[kind])]
    return data


def drawn(kind, data, page=PAGE):
    document = {"theme": {}, "blocks": [{"id": "k1", "kind": kind, "data": data}]}
    return render(document, page)


def elements(html):
    """Every element of the page; fails on a parse error (html5lib, strict)."""
    parser = html5lib.HTMLParser(strict=True, tree=html5lib.getTreeBuilder("etree"), namespaceHTMLElements=False)
    return list(parser.parse(html).iter())


@KIND
def test_the_folder_holds_all_of_it(kind):
    block = KINDS[kind]
    assert block.kind == kind
    assert (block.folder() / "template.html").exists() and (block.folder() / "style.css").exists()
    assert (block.folder() / "script.js").exists() == block.script
    assert str(block.label)
    assert (block.item_form is None) or str(block.item_label)


@KIND
def test_styles_name_only_their_own_kind_and_no_colour(kind):
    css = (KINDS[kind].folder() / "style.css").read_text()
    assert f".b-{kind}" in css
    others = {f".b-{other}" for other in KINDS if other != kind and not other.startswith(kind)}
    assert not [name for name in others if f"{name} " in css or f"{name}-" in css]
    assert "@import" not in css and "url(" not in css


@KIND
def test_what_is_cleaned_is_json_and_cleans_to_itself(kind):
    data = KINDS[kind].clean(least(kind))
    assert json.loads(json.dumps(data)) == data
    assert KINDS[kind].clean(data) == data


@KIND
def test_the_least_draws_a_valid_page_with_unique_ids(kind):
    found = elements(drawn(kind, KINDS[kind].clean(least(kind))).html)
    ids = [element.get("id") for element in found if element.get("id")]
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("kind", LEAST)
def test_what_is_needed_is_named(kind):
    with pytest.raises(BlockError) as refused:
        KINDS[kind].clean({})
    assert set(refused.value.errors) == set(LEAST[kind])


@pytest.mark.parametrize("kind", ITEMS)
def test_an_entry_s_error_says_which_entry(kind):
    with pytest.raises(BlockError) as refused:
        KINDS[kind].clean({**least(kind), "items": [ITEMS[kind], {}]})
    assert set(refused.value.errors) == {f"items.1.{name}" for name in ITEMS[kind]}


@pytest.mark.parametrize("kind", ITEMS)
def test_lists_have_an_end_and_a_shape(kind):
    block = KINDS[kind]
    block.clean({**least(kind), "items": [ITEMS[kind]] * block.max_items})
    for items in ([ITEMS[kind]] * (block.max_items + 1), "text", ["text"], {"0": ITEMS[kind]}):
        with pytest.raises(BlockError) as refused:
            block.clean({**least(kind), "items": items})
        assert set(refused.value.errors) == {"items"}


@KIND
def test_too_long_a_text_is_refused(kind):
    form = KINDS[kind].form
    for name, field in form.base_fields.items():
        if type(field).__mro__[1] in (forms.CharField,) or isinstance(field, LinkField | MomentField | RichField):
            continue
        if limit := getattr(field, "max_length", None):
            assert name in form({**least(kind), name: "x" * (limit + 1)}).errors


@KIND
@pytest.mark.parametrize("hostile", HOSTILE)
def test_nothing_typed_becomes_markup(kind, hostile):
    """In each field by itself, so that a field that refuses does not spare the others."""
    block = KINDS[kind]
    plain = shape(drawn(kind, block.clean(least(kind))).html)
    for name in block.form.base_fields:
        check(kind, {**least(kind), name: hostile, "picture": ""}, plain)
    for name in block.item_form.base_fields if block.item_form else ():
        check(kind, {**least(kind), "items": [{**ITEMS[kind], name: hostile}]}, plain)


def check(kind, raw, plain):
    try:
        data = KINDS[kind].clean(raw)
    except BlockError:
        return
    html = drawn(kind, data).html
    for element in elements(html):
        assert not [name for name in element.attrib if name.startswith("on")]
        for name in ("href", "src", "action", "data-embed"):
            assert not (element.get(name) or "").strip().lower().startswith(("javascript", "data:text"))
    found = shape(html)
    assert found.get("script", 0) == plain.get("script", 0) and found.get("style") == plain.get("style")
    assert not set(found) & {"iframe", "object", "embed", "base"}
    assert "Aurora SAS{%" not in html  # what looks like a template stays text


def shape(html):
    found = {}
    for element in elements(html):
        found[element.tag] = found.get(element.tag, 0) + 1
    return found


@KIND
def test_data_that_went_round_the_form_is_still_harmless(kind):
    """Rich text is cleaned again, links are checked again, when drawn."""
    data = KINDS[kind].clean(least(kind))
    for name, field in KINDS[kind].form.base_fields.items():
        if isinstance(field, RichField):
            data[name] = "<p onclick=alert(1)>x<script>alert(1)</script></p>"
        elif isinstance(field, LinkField) and kind != "video":
            data[name] = "javascript:alert(1)"
    found = elements(drawn(kind, data).html)
    assert not [element for element in found for name in element.attrib if name.startswith("on")]
    assert not [element for element in found if "alert(1)" in (element.get("href") or "")]
    assert not [element for element in found if element.tag == "script" and "alert(1)" in (element.text or "")]


@KIND
def test_edit_mode_names_every_text_and_publish_none(kind):
    data = KINDS[kind].clean(least(kind))
    edited = drawn(kind, data, Page(**{**PAGE.__dict__, "mode": "edit"})).html
    assert 'data-block="k1"' in edited
    assert "data-field" not in drawn(kind, data).html and "data-block" not in drawn(kind, data).html
    named = {element.get("data-field") for element in elements(edited)} - {None}
    fields = set(KINDS[kind].form.base_fields) | {
        f"items.0.{name}" for name in (KINDS[kind].item_form.base_fields if KINDS[kind].item_form else ())
    }
    assert named <= fields


@KIND
def test_pictures_need_words(kind):
    for name, field in KINDS[kind].form.base_fields.items():
        if isinstance(field, PictureField):
            with pytest.raises(BlockError) as refused:
                KINDS[kind].clean({**least(kind), name: "abc123def4"})
            assert set(refused.value.errors) == {field.alt}
            with pytest.raises(BlockError):
                KINDS[kind].clean({**least(kind), name: "../../etc/passwd", field.alt: "x"})


def test_choices_fall_back_to_the_first_and_refuse_the_unknown():
    assert KINDS["hero"].clean({"headline": "x"})["layout"] == "centered"
    with pytest.raises(BlockError) as refused:
        KINDS["hero"].clean({"headline": "x", "layout": "sideways"})
    assert set(refused.value.errors) == {"layout"}


@pytest.mark.parametrize("kind", KINDS)
def test_every_layout_and_tone_draws(kind):
    form = KINDS[kind].form
    for name in ("layout", "tone"):
        for value, _label in form.base_fields[name].choices:
            data = KINDS[kind].clean({**least(kind), name: value})
            assert f"{value}" in drawn(kind, data).html


@pytest.mark.parametrize(
    "name", [value for value, _ in KINDS["hero"].form.base_fields["drawing"].choices if value]
)
def test_every_drawing_is_valid_and_hidden_from_readers(name):
    html = drawn("hero", KINDS["hero"].clean({"headline": "x", "drawing": name})).html
    hidden = [element for element in elements(html) if "b-hero-drawn" in (element.get("class") or "")]
    assert len(hidden) == 1 and hidden[0].get("aria-hidden") == "true" and len(hidden[0])
