"""Every starting template, in both languages, as visitors get it."""

import re

import html5lib
import pytest

from smartbooth.launches import checks
from smartbooth.launches.compile import Page, render, thanks, uncounted
from smartbooth.launches.publish.problems import BUDGET
from smartbooth.launches.starters import STARTERS

BOTH = [(starter, language) for starter in STARTERS for language in ("en", "fr")]
SCRIPTED = {"countdown", "video"}


def compiled(starter, language, make=render, **facts):
    given = {"name": "Aurora", "owner": "Aurora SAS", "goal": "lead", "url": "https://aurora.example.org/"}
    return make(STARTERS[starter].document(language), Page(language=language, **{**given, **facts}))


@pytest.mark.parametrize("starter, language", BOTH)
def test_on_the_wire_it_fits_the_first_answer(starter, language):
    rendered = compiled(starter, language)
    head = sum(len(name) + len(value) + 4 for name, value in rendered.headers) + 400  # and the edge's own
    assert rendered.weight + head <= BUDGET, f"{rendered.weight} bytes, headers {head}"


@pytest.mark.parametrize("starter, language", BOTH)
@pytest.mark.parametrize("mode", ["publish", "preview", "edit"])
def test_it_is_valid(starter, language, mode):
    for make in (render, thanks, uncounted):
        html = compiled(starter, language, make, mode=mode).html
        tree = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(html)
        identities = [node.get("id") for node in tree.iter() if node.get("id")]
        assert len(identities) == len(set(identities))
        assert len(tree.findall(".//h1")) == 1
        targets = [a.get("href")[1:] for a in tree.findall(".//a") if (a.get("href") or "").startswith("#")]
        assert set(targets) <= set(identities) | {""}


@pytest.mark.parametrize("starter, language", BOTH)
def test_it_asks_nothing_of_others_and_runs_only_what_it_needs(starter, language):
    rendered = compiled(starter, language)
    kinds = {block["kind"] for block in STARTERS[starter].document(language)["blocks"]}
    assert rendered.scripts == bool(kinds & SCRIPTED)
    asked = re.findall(
        r"""<(?:img|source|script|iframe|link|use)\b[^>]*?(?:src|href|srcset)="([^"]*)""", rendered.html
    )
    assert all(address.startswith(("/", "data:", "#", "https://aurora.example.org/")) for address in asked)
    assert "url(" not in rendered.html and "@import" not in rendered.html
    assert " style=" not in rendered.html and not re.search(r"\son\w+=", rendered.html)


@pytest.mark.parametrize("starter, language", BOTH)
def test_it_is_saved_as_it_is(starter, language):
    document = STARTERS[starter].document(language)
    assert checks.parse(document) == document
