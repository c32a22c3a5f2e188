"""Plain text: paragraphs, our own addresses as links, and nothing else that would become one."""

import pytest

from smartbooth.announcements import plain, promotion
from smartbooth.mail.links import absolute

OURS = absolute("/status/")


@pytest.mark.parametrize(
    "text",
    [
        "", "The studio will not open from 22:00 to 23.30 h, i.e. tonight.", f"See {OURS}", f"See {OURS}.", 
        f"({OURS}),",
        absolute(""), f"{absolute('')}.", "Version 2.1 of the form", "c.-à-d. demain ; à 9 h.", "A/B and C:D",
    ],
)  # fmt: skip
def test_what_may_stand(text):
    assert plain.foreign(text) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Read example.com now", "example.com"), ("https://example.net/x?y=1.", "https://example.net/x?y=1"),
        ("www.example", "www.example"), ("write to ada@example.org", "ada@example.org"), ("ftp://x", "ftp://x"),
        ("root@host", "root@host"),
        (f"{absolute('')}.evil.example.com/", f"{absolute('')}.evil.example.com/"),
        (f"{absolute('')}@evil.example.com", f"{absolute('')}@evil.example.com"),
        (f"{OURS} and example.org", "example.org"),
        ("EXAMPLE.ORG", "EXAMPLE.ORG"), ("ok\nsub.example.co.uk/path", "sub.example.co.uk/path"),
    ],
)  # fmt: skip
def test_what_would_lead_elsewhere_is_named(text, found):
    assert plain.foreign(text)[0].rstrip("/") == found.rstrip("/")


def test_paragraphs_lines_and_links():
    html = plain.html(f"One & <two>.\r\nStill one.\n\n\nSee {OURS}, please.")
    assert html == (
        f'<p>One &amp; &lt;two&gt;.<br>Still one.</p>\n<p>See <a href="{OURS}">{OURS}</a>, please.</p>'
    )


def test_nothing_is_no_paragraph():
    assert plain.html(" \n\n ") == ""


def test_an_address_cannot_break_out_of_its_link():
    html = plain.html(f'{OURS}"onclick="alert(1)')
    assert '"onclick' not in html


@pytest.mark.parametrize(
    ("text", "language", "words"),
    [
        ("A new plan: 20% discount, SPECIAL offer", "en", ["new plan", "20%", "discount", "special", "offer"]),
        ("Profitez de notre offre, prix réduit de -30 %", "fr", ["profitez", "offre", "prix", "-30 %"]),
        ("The office offers nothing", "en", ["offers"]), ("Un bon d’achat", "fr", ["bon d’achat"]),
        ("The studio rests. Nothing dealt with.", "en", []), ("Le studio se repose.", "fr", []),
        ("discount discount", "en", ["discount"]), ("free\ntrial", "en", []),
    ],
)  # fmt: skip
def test_what_looks_like_an_advertisement(text, language, words):
    assert promotion.found(text, language) == words
