import re
import unicodedata
from datetime import UTC, datetime

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from smartbooth.mail.parameters import Choice, Count, Id, Moment, Words


@pytest.mark.parametrize(
    ("raw", "kept"),
    [
        ("Aurora SAS", "Aurora SAS"),
        ("M. Dupont & Cie", "M. Dupont & Cie"),
        ("L’été, enfin", "L’été, enfin"),
        ("Version 3.5", "Version 3.5"),
        ("Win at https://evil.example/x?a=1", "Win at https evil․example x?a=1"),
        ("evil.example.com", "evil․example․com"),
        ("write sam@example.org", "write sam example․org"),
        ("Aurora\r\nBcc: x", "Aurora Bcc: x"),
        ("Aur\u202eora\x00", "Aurora"),
        ("x" * 90, "x" * 79 + "…"),
    ],
)
def test_names_are_cleaned(raw, kept):
    assert Words(80).pack(raw) == kept


@given(st.text(max_size=300))
@example("WWW.")
def test_no_name_can_be_a_link_an_address_or_a_second_line(raw):
    kept = Words(80).pack(raw)
    assert len(kept) <= 80
    assert "://" not in kept and "@" not in kept.replace("@ ", "").replace(" @", "").strip("@")
    assert not re.search(r"\bwww\.", kept, re.IGNORECASE)
    assert not any(unicodedata.category(char) in ("Cc", "Cs", "Zl", "Zp") for char in kept)
    assert Words(80).unpack(kept) == kept


@given(st.datetimes(timezones=st.just(UTC)))
def test_a_moment_comes_back(moment):
    assert Moment().unpack(Moment().pack(moment)) == moment


@given(st.integers())
def test_a_count_comes_back(number):
    assert Count().unpack(Count().pack(number)) == number


@pytest.mark.parametrize(
    ("parameter", "value"),
    [
        (Moment(), datetime(2026, 1, 1)),
        (Moment(), "2026-01-01"),
        (Id(), "sam@example.org"),
        (Id(), "a b"),
        (Id(), ""),
        (Id(), "x" * 81),
        (Choice(("a", "b")), "c"),
        (Count(), "many"),
    ],
)
def test_what_is_none_is_refused(parameter, value):
    with pytest.raises(ValueError):
        parameter.pack(value)
