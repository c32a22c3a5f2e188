"""The notation: what is written is what is shown, and nothing in it is lost."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as some

from smartbooth.policy.markup import parse, plain, runs

TEXT = """Opening words.

## who [A1 A2] Who answers

One [support](mailto:a@example.org) line.
Its second.

### If you have an account

| What | Kept |
| name | a [year](/x) |

- one
- two

> The law asks more
"""


def test_every_kind_of_block():
    opening, who = parse(TEXT)
    assert (opening.id, who.id, who.title, who.promises) == ("", "who", "Who answers", ["A1", "A2"])
    assert [block.kind for block in who.blocks] == ["text", "heading", "table", "list", "note"]
    text, _heading, table, items, note = who.blocks
    assert [(run.words, run.to) for run in text.rows[0][0]] == [
        ("One ", ""), ("support", "mailto:a@example.org"), (" line.", ""),
    ]  # fmt: skip
    assert [["".join(run.words for run in cell) for cell in row] for row in table.rows] == [
        ["What", "Kept"], ["name", "a year"],
    ]  # fmt: skip
    assert items.lines == ["one", "two"] and note.lines == ["The law asks more"]


@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", "data:text/html,x", "http://example.com/", "evil.html"]
)
def test_a_link_leads_to_this_site_https_or_mail_and_nowhere_else(address):
    assert [run.to for run in runs(f"see [here]({address})")] == [""]


def test_as_plain_text_links_are_spelled_out():
    said = plain(TEXT)
    assert "Who answers\n-----------" in said
    assert "support (mailto:a@example.org)" in said
    assert "](" not in said and "[A1" not in said


@given(
    some.lists(some.text(some.characters(exclude_categories=["C", "Z"], exclude_characters="|#>[]-"), min_size=1))
)
def test_no_word_is_lost(words):
    text = "\n\n".join(words)
    shown = [line for section in parse(text) for block in section.blocks for line in block.lines]
    assert re.sub(r"\s", "", "".join(shown)) == re.sub(r"\s", "", text)
