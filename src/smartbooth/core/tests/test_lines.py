import pytest

from smartbooth.core.lines import one_line


@pytest.mark.parametrize(
    ("text", "line"),
    [
        (" a\r\nb\tc  d ", "a b c d"),
        ("Une question\u00a0?", "Une question\u00a0?"),
        ("Fini\u202f!\n", "Fini\u202f!"),
        ("a\u2028b\u0085c", "a b c"),
        ("", ""),
    ],
)
def test_a_line_has_no_end_in_it(text, line):
    assert one_line(text) == line
