import gzip

import pytest

from smartbooth.cli.replay import archive
from smartbooth.cli.replay.archive import ArchiveError

HEAD = "test,variant,week,headline,excerpt,impressions,clicks\n"


def written(tmp_path, *lines, name="tests.csv"):
    path = tmp_path / name
    text = HEAD + "".join(f"{line}\n" for line in lines)
    if name.endswith(".gz"):
        path.write_bytes(gzip.compress(text.encode()))
    else:
        path.write_text(text)
    return path


def test_the_extract_is_twelve_real_tests():
    tests = archive.read(archive.EXTRACT / archive.NAME)
    assert len(tests) == 12
    assert all(len(test.versions) > 1 for test in tests)
    assert all(0 < v.clicks < v.impressions and v.headline for test in tests for v in test.versions)


@pytest.mark.parametrize("name", ["tests.csv", "tests.csv.gz"])
def test_plain_and_compressed_files_are_the_same(tmp_path, name):
    (test,) = archive.read(written(tmp_path, "k,a,201308,One,Two,10,3", "k,b,201308,Three,Four,20,0", name=name))
    assert [(v.letter, v.headline, v.impressions, v.clicks) for v in test.versions] == [
        ("a", "One", 10, 3),
        ("b", "Three", 20, 0),
    ]


def test_scale_rounds_and_keeps_clicks_within_impressions(tmp_path):
    (test,) = archive.read(written(tmp_path, "k,a,201308,One,,3,3", "k,b,201308,Two,,1000,15"), scale=0.1)
    assert [(v.impressions, v.clicks) for v in test.versions] == [(0, 0), (100, 2)]


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("k,a,201308,One,Two,ten,3", "whole numbers"),
        ("k,a,201308,One,Two,3,10", "10 clicks in 3 impressions"),
        ("k,ab,201308,One,Two,10,3", "a variant is a letter"),
        ("k,a,201308", "no headline"),
    ],
)
def test_a_wrong_line_is_named(tmp_path, line, says):
    with pytest.raises(ArchiveError, match=f"tests.csv, line 2: .*{says}"):
        archive.read(written(tmp_path, line))


def test_a_file_that_is_no_table_says_so(tmp_path):
    path = tmp_path / "tests.csv.gz"
    path.write_bytes(b"not compressed")
    with pytest.raises(ArchiveError, match="cannot be read as a table"):
        archive.read(path)
    with pytest.raises(ArchiveError, match="has no tests in it"):
        archive.read(written(tmp_path))


def test_some_tests_are_spread_over_the_archive():
    tests = archive.read(archive.EXTRACT / archive.NAME)
    assert archive.choose(tests, 3) == [tests[0], tests[4], tests[8]]
    assert archive.choose(tests, 99) == archive.choose(tests, None) == tests
