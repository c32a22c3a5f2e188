"""Word by word: taking out what was added gives the text before, taking out what was removed the text after."""

from hypothesis import given
from hypothesis import strategies as some

from smartbooth.policy.differences import ADDED, REMOVED, SAME, changes

WORDS = ["we", "keep", "the", "address", "of", "a", "person", "for", "one", "year", "and", "no", "more"]
LINES = some.lists(some.lists(some.sampled_from(WORDS), min_size=1).map(" ".join), max_size=6)


def without(found, kind):
    """The lines of a change as they read on one side."""
    kept = ["".join(piece.words for piece in line if piece.kind != kind) for line in found.lines]
    return [" ".join(line.split()) for line in kept if line.strip()]


@given(LINES, LINES)
def test_both_sides_can_be_read_from_it(before, after):
    found = changes("\n\n".join(before), "\n\n".join(after))
    if before == after:
        assert found == []
        return
    [one] = found
    assert without(one, ADDED) == before
    assert without(one, REMOVED) == after


def test_only_the_words_that_differ_are_marked():
    [found] = changes("## kept How long\n\nKept for one year.", "## kept How long\n\nKept for two years.")
    assert [(piece.kind, piece.words) for piece in found.lines[0]] == [
        (SAME, "Kept for "), (REMOVED, "one year"), (ADDED, "two years"), (SAME, "."),
    ]  # fmt: skip


def test_sections_that_came_and_went():
    before = "## a First\n\nOne.\n\n## b Second\n\nTwo."
    after = "## a First\n\nOne.\n\n## c Third\n\nThree."
    assert [(one.id, one.kind) for one in changes(before, after)] == [("c", ADDED), ("b", REMOVED)]


def test_a_section_that_moved_is_no_change():
    assert changes("## a A\n\nOne.\n\n## b B\n\nTwo.", "## b B\n\nTwo.\n\n## a A\n\nOne.") == []


def test_links_and_rows_are_compared_as_they_are_read():
    before, after = "| a | [b](/x) |", "| a | [b](/y) |"
    assert changes(before, after) == []
    [found] = changes("| a | b |", "| a | c |")
    assert "".join(piece.words for piece in found.lines[0] if piece.kind != REMOVED) == "a · c"


def test_a_title_that_changed_is_shown_and_one_that_did_not_is_not_repeated():
    [found] = changes("## a Old\n\nSame.", "## a New\n\nSame.")
    assert found.title == "New"
    assert [[(piece.kind, piece.words) for piece in line] for line in found.lines] == [
        [(REMOVED, "Old")], [(ADDED, "New")], [(SAME, "Same.")],
    ]  # fmt: skip


def test_of_what_stayed_only_the_neighbours_are_shown():
    before = "\n\n".join(["## a A", "One.", "Two.", "Three.", "Four.", "Five."])
    [found] = changes(before, before.replace("Five", "Six"))
    assert [["".join(piece.words for piece in line if piece.kind != REMOVED)] for line in found.shown] == [
        [""], ["Four."], ["Six."],
    ]  # fmt: skip
