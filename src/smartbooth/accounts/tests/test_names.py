import pytest
from django.core.exceptions import ValidationError

from smartbooth.accounts.names import clean_name


@pytest.mark.parametrize(
    ("raw", "clean"),
    [
        ("  Aurora   SAS ", "Aurora SAS"),
        ("Caf\u0065\u0301", "Café"),
        ("Œuvres & fils", "Œuvres & fils"),
        ("株式会社あけぼの", "株式会社あけぼの"),
        ("👩\u200d🍳 Pains", "👩\u200d🍳 Pains"),
        ("a\nb", "a b"),
    ],
)
def test_names_are_kept_as_people_write_them(raw, clean):
    assert clean_name(raw) == clean


@pytest.mark.parametrize(
    "raw", ["", "   ", "!!", "a\x00b", "a\u202eb", "a\u2066b", "a\ufffdb", "a\ue000b", "\u200b"]
)
def test_what_would_deceive_a_visitor_is_refused(raw):
    with pytest.raises(ValidationError):
        clean_name(raw)
