import re
from base64 import b64encode
from hashlib import sha256

import html5lib
import pytest

from smartbooth.launches.compile import Page, compress, render, thanks, uncounted
from smartbooth.launches.tests.pages import button, document, form, hero

SCRIPT = "\"><script>alert(1)</script>'&amp;{{ page }}{% load x %}"


def page(**facts):
    given = {
        "language": "en", "name": "Aurora", "owner": "Aurora SAS", "goal": "lead", "support": "help@example.org",
        "url": "https://aurora.example.org/",
    }  # fmt: skip
    return Page(**{**given, **facts})


def header(rendered, name):
    return dict(rendered.headers).get(name, "")


def parsed(rendered):
    return html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(rendered.html)


@pytest.mark.parametrize("mode", ["publish", "preview", "edit"])
@pytest.mark.parametrize("language", ["en", "fr"])
def test_all_three_pages_are_valid(language, mode):
    for make in (render, thanks, uncounted):
        tree = parsed(make(document(), page(language=language, mode=mode)))
        assert tree.get("lang") == language
        assert tree.find("head/title").text.endswith("Aurora")


def test_policy_allows_this_style_and_nothing_else():
    rendered = render(document(), page())
    style = re.search(r"<style>(.*?)</style>", rendered.html, re.DOTALL)[1]
    hashed = b64encode(sha256(style.encode()).digest()).decode()
    assert header(rendered, "content-security-policy") == (
        f"default-src 'none'; style-src 'sha256-{hashed}'; img-src 'self' data:; connect-src 'self';"
        " form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    )
    assert "<script" not in rendered.html and not rendered.scripts


def test_a_script_is_there_only_for_a_block_that_needs_it_and_by_its_hash():
    clock = {"id": "cntd1", "kind": "countdown", "data": {"moment": "2031-05-01T18:00:00Z", "zone": "UTC"}}
    rendered = render(document(hero(), clock, form()), page())
    script = re.search(r'<script type="module">(.*?)</script>', rendered.html, re.DOTALL)[1]
    hashed = b64encode(sha256(script.encode()).digest()).decode()
    assert f"script-src 'sha256-{hashed}'" in header(rendered, "content-security-policy")
    assert rendered.scripts


def test_nothing_is_asked_of_another_host():
    html = render(document(hero(), button(), form()), page()).html
    asked = re.findall(r'<(?:img|source|script|iframe|link)\b[^>]*?(?:src|href|srcset)="([^"]*)"', html)
    own = ("/", "data:", "https://aurora.example.org/")
    assert asked and all(address.startswith(own) for address in asked)


def test_buttons_lead_through_the_edge_and_are_remembered():
    rendered = render(document(hero(), button(), form()), page(root="/aurora/"))
    assert rendered.buttons == {"butn1": "https://shop.example.org/aurora?x=1&y=2"}
    assert 'href="/aurora/go/butn1"' in rendered.html and "shop.example.org" not in rendered.html
    assert header(rendered, "referrer-policy") == "strict-origin-when-cross-origin"


def test_preview_counts_nothing_and_is_not_listed():
    rendered = render(document(hero(), button(), form()), page(mode="preview"))
    assert "seen.gif" not in rendered.html and "/go/" not in rendered.html and not rendered.buttons
    assert "noindex" in header(rendered, "x-robots-tag") and 'name="robots"' in rendered.html
    policy = header(rendered, "content-security-policy")
    assert "form-action 'none'" in policy and "frame-ancestors 'self'" in policy
    assert "data-block" not in rendered.html and '<a target="_blank" class="button' in rendered.html


def test_edit_mode_names_blocks_and_fields_and_publish_does_not():
    editing, published = (render(document(), page(mode=mode)).html for mode in ("edit", "publish"))
    assert 'data-block="hero1"' in editing and 'data-field="headline"' in editing
    assert "data-block" not in published and "data-field" not in published


def test_pixel_only_where_a_view_is_to_be_counted():
    assert render(document(), page()).html.count("seen.gif") == 1
    again = render(document(), page(form={"values": {"email": "x"}, "errors": {"email": ["Not an address."]}}))
    assert "seen.gif" not in again.html and "Not an address." in again.html and 'value="x"' in again.html
    assert header(again, "x-robots-tag") == "noindex"


def test_an_objection_is_possible_on_every_page():
    footer = {"id": "foot1", "kind": "footer", "data": {"contact": "Aurora SAS"}}
    for blocks_ in ((hero(), form()), (hero(), form(), footer)):
        assert render(document(*blocks_), page(root="/x/")).html.count('action="/x/uncount"') == 1
    assert 'action="/count"' in uncounted(document(), page()).html


def test_what_an_owner_writes_is_text():
    written = [
        hero(headline=SCRIPT[:120]),
        form(headline=SCRIPT[:120], thanks_title=SCRIPT[:120], thanks_text=SCRIPT),
    ]
    for make in (render, thanks, uncounted):
        rendered = make(document(*written), page(name=SCRIPT[:80], owner=SCRIPT[:80]))
        tree = parsed(rendered)
        assert not tree.findall(".//script")
        assert "{{ page }}" in rendered.html or make is uncounted


def test_links_that_are_no_links_lead_nowhere():
    data = document(hero(), button())
    for url in (
        "javascript:alert(1)",
        " java\nscript:alert(1)",
        "//evil.example",
        "data:text/html,x",
        "https:///x",
        "/\\evil.example",
    ):
        data["blocks"][1]["data"]["url"] = url
        rendered = render(data, page())
        assert "javascript" not in rendered.html and rendered.buttons == {}, url


def test_head_names_the_page_in_other_languages_and_its_card():
    alternates = (
        ("en", "https://a.example.org/"),
        ("fr", "https://b.example.org/"),
        ("x-default", "https://a.example.org/"),
    )
    tree = parsed(render(document(), page(alternates=alternates, card="https://a.example.org/i/1.png")))
    links = {link.get("hreflang"): link.get("href") for link in tree.findall("head/link[@rel='alternate']")}
    assert links == dict(alternates)
    metas = {m.get("property") or m.get("name"): m.get("content") for m in tree.findall("head/meta")}
    assert metas["og:image"] == "https://a.example.org/i/1.png" and metas["twitter:card"] == "summary_large_image"
    assert tree.find("head/link[@rel='canonical']").get("href") == "https://aurora.example.org/"


def test_thanks_says_who_has_the_address_and_how_to_take_it_back():
    html = thanks(document(hero(), form(thanks_title="See you soon", thanks_text="One\n\nTwo")), page()).html
    assert "See you soon" in html and "<p>One</p><p>Two</p>" in html
    assert "Aurora SAS" in html and "mailto:help@example.org" in html and "seen.gif" not in html


def test_a_kind_that_is_no_more_is_left_out():
    data = document()
    data["blocks"].insert(1, {"id": "gone1", "kind": "carousel", "data": {}})
    assert render(data, page()).html == render(document(), page()).html


def test_equal_pages_give_equal_bytes_and_every_encoding_gives_them_back():
    import gzip

    import brotli
    import zstandard

    one, two = (render(document(), page()).compressed for _ in range(2))
    assert one == two and one.digest == sha256(one.body).hexdigest()
    assert brotli.decompress(one.br) == gzip.decompress(one.gzip) == one.body
    assert zstandard.ZstdDecompressor().decompress(one.zstd) == one.body
    assert compress(b"").body == b""
