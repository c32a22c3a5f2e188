"""The fields of blocks: links that may be followed, formatted text, moments, lists."""

import pytest
from django.core.exceptions import ValidationError

from smartbooth.launches.blocks.fields import LinesField, LinkField, MomentField, RichField
from smartbooth.launches.blocks.rich import sanitise


@pytest.mark.parametrize(
    ("typed", "cleaned"),
    [
        ("https://example.org/a?b=c#d", "https://example.org/a?b=c#d"),
        ("  http://example.org  ", "http://example.org"),
        ("example.org/shop", "https://example.org/shop"),
        ("www.example.org", "https://www.example.org"),
        ("https://example.org:8443/", "https://example.org:8443/"),
        ("mailto:post@example.org", "mailto:post@example.org"),
        ("tel:+33123456789", "tel:+33123456789"),
        ("#form", "#form"),
        ("", ""),
    ],
)
def test_links_that_are_taken(typed, cleaned):
    assert LinkField().clean(typed) == cleaned


@pytest.mark.parametrize(
    "typed",
    [
        "javascript:alert(1)", "JaVaScRiPt:alert(1)", "java\tscript:alert(1)", "data:text/html,<script>", "vbscript:x",
        "//example.org", "/path", "https://", "https:///x", "ftp://example.org", "file:///etc/passwd", "\\\\host\\x",
        "https://user:secret@example.org", "https://example.org/\"onclick=x", "http://example.org:99999999/",
        "http://[::1", "mailto:", "tel:x", "#", "#a b", "word", "https://example.org/ and more",
    ],
)  # fmt: skip
def test_links_that_are_refused(typed):
    with pytest.raises(ValidationError):
        LinkField().clean(typed)


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("<p>a <strong>b</strong> <em>c</em></p>", "<p>a <strong>b</strong> <em>c</em></p>"),
        ("<p class=x style=color:red onclick=y>a</p>", "<p>a</p>"),
        ("<script>alert(1)</script><p>a</p>", "<p>a</p>"),
        ("<p>a<style>b{}</style></p>", "<p>a</p>"),
        ('<a href="javascript:alert(1)">a</a>', '<a rel="noopener noreferrer">a</a>'),
        ('<p><a href="https://example.org" target=x>a</a></p>',
         '<p><a href="https://example.org" rel="noopener noreferrer">a</a></p>'),
        ("<h1>a</h1><table><tr><td>b</td></tr></table>", "ab"),
        ("<h3>a</h3><h3>b</h3>", "<h2>a</h2><h3>b</h3>"),
        ("<h2>a</h2><h3>b</h3>", "<h2>a</h2><h3>b</h3>"),
        ("<p></p><p> <br></p><p>a</p>", "<p>a</p>"),
        ("<img src=x onerror=alert(1)>", ""),
        ("<p>un<b>closed", "<p>unclosed</p>"),
    ],
)  # fmt: skip
def test_formatted_text(given, kept):
    assert sanitise(given) == kept
    assert sanitise(kept) == kept


def test_plain_text_becomes_paragraphs_and_is_escaped():
    assert RichField().clean("One\ntwo\r\n\r\nthree & four") == "<p>One<br>two</p><p>three &amp; four</p>"


def moment(zone):
    field = MomentField()
    field.zone = zone
    return field


@pytest.mark.parametrize(
    ("typed", "zone", "kept"),
    [
        ("2027-06-12T20:00", "Europe/Paris", "2027-06-12T18:00:00Z"),
        ("2027-01-12T20:00", "Europe/Paris", "2027-01-12T19:00:00Z"),
        ("2027-06-12 20:00", "UTC", "2027-06-12T20:00:00Z"),
        ("2027-06-12T20:00:00+09:00", "Europe/Paris", "2027-06-12T11:00:00Z"),
        ("2027-06-12T18:00:00Z", "Asia/Tokyo", "2027-06-12T18:00:00Z"),
    ],
)
def test_moments(typed, zone, kept):
    assert moment(zone).clean(typed) == kept


@pytest.mark.parametrize("typed", ["", "tomorrow", "2027-13-01T00:00", "0001-01-01T00:00", "2027-06-12T25:00"])
def test_moments_that_are_refused(typed):
    with pytest.raises(ValidationError):
        moment("Europe/Paris").clean(typed)


def test_a_moment_is_shown_in_its_zone():
    assert moment("Europe/Paris").prepare_value("2027-06-12T18:00:00Z") == "2027-06-12T20:00"
    assert moment("Europe/Paris").prepare_value("nonsenseZ") == "nonsenseZ"


def test_lists_typed_one_a_line():
    field = LinesField(max_lines=2, line_length=5)
    assert field.clean(" a \n\n b\r\n") == ["a", "b"]
    assert field.clean(["a", " ", "b"]) == ["a", "b"]
    assert field.clean(None) == []
    assert field.prepare_value(["a", "b"]) == "a\nb"
    for wrong in ("a\nb\nc", "abcdef"):
        with pytest.raises(ValidationError):
            field.clean(wrong)
