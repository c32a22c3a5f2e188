import re
from pathlib import Path

import pytest
from django.utils import translation

from smartbooth.edge import reasons as edge
from smartbooth.experiments import names
from smartbooth.experiments.uncounted import REASONS, explain
from smartbooth.leads.reasons import Reason


def test_every_country_has_both_names():
    lines = (Path(names.__file__).parent / "countries.txt").read_text("utf-8").splitlines()[1:]
    assert len(lines) == len({line[:2] for line in lines}) == 250  # ISO 3166-1's 249, and Kosovo
    assert all(re.fullmatch(r"[A-Z]{2}\|[^|]+\|[^|]+", line) for line in lines)


def test_every_reason_has_its_words():
    codes = {v for k, v in vars(edge).items() if k.isupper()} | {r.value for r in Reason}
    assert codes <= set(REASONS)
    assert explain("new")[0] == "new"  # shown, never hidden


@pytest.mark.parametrize(
    ("share", "english", "french"),
    [(None, "–", "–"), (0, "0%", "0\u202f%"), (1, "100%", "100\u202f%"), (0.0042, "0.42%", "0,42\u202f%"),
     (0.0321, "3.2%", "3,2\u202f%"), (0.314, "31%", "31\u202f%"),
     (31 / 214, "14.5%", "14,5\u202f%"), (0.9996, "100%", "100\u202f%")],
)  # fmt: skip
def test_percent(share, english, french):
    assert names.percent(share) == english
    with translation.override("fr"):
        assert names.percent(share) == french


def test_names():
    assert (names.name("source", "direct"), names.name("source", "-")) == ("Direct, or not told", "Not known")
    assert names.name("source", "hackernews") == "Hacker News"
    assert names.name("source", "lemonde.fr") == "lemonde.fr"
    assert names.name("country", "FR") == "France"
    assert names.name("country", "QQ") == "QQ"
    assert names.name("device", "p") == "Phone"
    assert names.name("variant", "b") == "B"
