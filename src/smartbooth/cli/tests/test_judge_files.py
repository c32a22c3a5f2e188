"""Files that `smartbooth judge` cannot take as they are: one row that is wrong never takes other tests with it."""

import pytest

from smartbooth.cli.judge import read, rows
from smartbooth.cli.judge.digits import span
from smartbooth.cli.tests.test_judge import GOOD, HEAD, HOURS, hourly, judge, judged
from smartbooth.experiments.verdict.pair import Pair

MANY = 999_999_999_999_999


def refusals(found):
    return [(one["test"], one["line"]) for one in found["refused"]]


def winners(found):
    return {one["test"]: one["winner"] for one in found["tests"]}


def test_counts_that_only_together_are_too_great():
    lines = [HOURS, *(f"k,{letter},{MANY},0,{hour}" for hour in range(10) for letter in "ab")]
    lines += [f"{row},5" for row in GOOD]
    found = judged(lines=lines, code=1)
    assert refusals(found) == [("k", 2)] and "too great" in found["refused"][0]["why"]
    assert winners(found) == {"s": "b"}
    said = judge(lines=lines)
    assert said.exit_code == 1 and "Refused, line 2: test k: " in said.stderr and "s: b wins" in said.stdout
    assert "Besides, 1 refused." in said.stdout


@pytest.mark.parametrize(
    ("wrong", "test"),
    [
        ('k,"a,10,3', "k"),  # closed on line 6, or never
        ('k,a,10,"3', "k"),
        ('k,"a"b,10,3', "k"),
        ('"k,a,10,3', ""),
        (f'k,"{"x" * 200_000}",1,1', ""),
    ],
)
@pytest.mark.parametrize("later", [[], ['r,"a",100,10', 'r,"b",100,10'], ["r,a,100,10", 'r,b",100,10']])
def test_a_quote_that_is_not_closed_is_refused_by_its_line(wrong, test, later):
    found = judged(lines=[HEAD, wrong, *GOOD, *later], code=1)
    assert refusals(found)[0] == (test, 2) and winners(found)["s"] == "b"
    assert found["tests"][0]["variants"][0]["impressions"] == 10_000
    if later:
        assert "r" in winners(found) and len(found["refused"]) == 1


def test_quotes_over_several_lines_where_no_name_is():
    lines = [f"note,{HEAD}", '"two', f'lines, ""quoted""",{GOOD[0]}', f"{GOOD[1]}", f'"x",{GOOD[1]}']
    found = judged(lines=lines, code=1)
    assert refusals(found) == [("b", 4)]  # without its note the row is another
    assert winners(found) == {"s": "b"}


@pytest.mark.parametrize("blank", ["", "   ", "\t", ",,,", ' , ,"",'])
def test_lines_that_are_blank_are_none(blank):
    found = judged(lines=[blank, HEAD, blank, GOOD[0], blank, GOOD[1], blank, blank])
    assert winners(found) == {"s": "b"}
    assert refusals(judged(lines=[blank, HEAD, blank, *GOOD, blank, "k,a,1"], code=1)) == [("k", 7)]


def test_too_many_lines_that_are_no_csv(monkeypatch):
    monkeypatch.setattr(read, "MOST_BROKEN", 5)
    assert judge(lines=[HEAD, *['k,"a"b,1,1'] * 5, *GOOD]).stdout.startswith("s: b wins")
    found = judge(lines=[HEAD, *['k,"a"b,1,1'] * 6, *GOOD])
    assert found.exit_code == 1 and "More than 5 lines are not CSV, the last is 7" in found.stderr


def test_lines_and_rows_without_end(monkeypatch):
    monkeypatch.setattr(rows, "LONGEST", 100)
    found = judge(lines=[HEAD, *GOOD, "x" * 101])
    assert found.exit_code == 1 and "Line 4 has more than 100 letters" in found.stderr
    found = judged(lines=[HEAD, 'k,"a,1,1', *GOOD, *["r,a,10,1", "r,b,10,1,,,,,"], *["q"] * 100], code=1)
    assert refusals(found)[0] == ("k", 2) and "more than 100 letters" in found["refused"][0]["why"]
    assert winners(found) == {"s": "b", "r": None}


def test_limits_hold_while_reading(monkeypatch):
    """What is refused is forgotten at once, however much of it follows."""
    monkeypatch.setattr(read, "MOST_HOURS", 3)
    lines = [HOURS, *(f"k,{letter},10,1,{hour}" for hour in range(9) for letter in "ab")]
    found = judged(lines=[*lines, *(f"{row},5" for row in GOOD)], code=1)
    assert refusals(found) == [("k", 8)] and winners(found) == {"s": "b"}


def test_refusals_beyond_those_that_are_kept_are_counted(monkeypatch):
    monkeypatch.setattr(read, "KEPT", 3)
    lines = [HEAD, *GOOD, *[",a,1,1"] * 5, "k,a,1,2", "k,b,1,2"]
    found = judged(lines=lines, code=1)
    assert len(found["refused"]) == 3 and found["summary"]["refused"] == 6 and winners(found) == {"s": "b"}
    said = judge(lines=lines)
    assert said.stderr.splitlines()[-1] == "Refused, not listed: 3 more."
    assert "Besides, 6 refused." in said.stdout


def test_where_all_are_refused_nothing_is_counted_up():
    said = judge(lines=[HEAD, "k,a,1,2", "l,a,1,1"])
    assert said.exit_code == 1 and said.stdout == "No test was judged, 2 refused.\n"
    assert judged(lines=[HEAD, "k,a,1,2", "l,a,1,1"], code=1)["summary"]["refused"] == 2


def test_names_do_not_reach_the_terminal_as_commands():
    red, turned = "\x1b[31mred\x9b", "a\u202eb"
    lines = [
        HEAD,
        f"{red},{turned},10000,300",
        f"{red},é,10000,420",
        f"{red}k,{turned},1,1",
        f"k,{turned}\x07,1,1",
    ]
    said = judge(lines=lines)
    for text in (said.stdout, said.stderr, judge("--json", lines=lines).stdout):
        assert all(one.isprintable() or one == "\n" for one in text) and "é" in text + said.stdout
    assert "\\x1b[31mred\\x9b: é wins" in said.stdout and "only variant “a\\u202eb\\x07”" in said.stderr
    assert judged(lines=lines, code=1)["tests"][0]["test"] == red


def test_no_difference_that_matters_stays():
    """Equal for long, then B is better: no difference was what the test found, as in the studio."""
    lines = hourly(lambda hour: (500, 500) if hour < 40 else (500, 600), 80)
    (one,) = judged(lines=lines)["tests"]
    assert (one["state"], one["winner"]) == ("same", None) and 0 < one["hour"] < 40
    assert f"s: no difference that matters (since hour {one['hour']})" in judge(lines=lines).stdout
    (narrow,) = judged("--margin", "0", lines=lines)["tests"]
    assert (narrow["state"], narrow["winner"]) == ("winner", "b") and narrow["hour"] >= 40


@pytest.mark.parametrize(
    ("lost", "note"),
    [
        ("", None),
        ("b7", "Hour 7 has visitors of one variant only and says nothing about the difference."),
        ("b2 a3", "Hours 2 and 3 have visitors of one variant only and say nothing about the difference."),
        ("b1 b2 b3 b4 b5 b6 b7", "Hours 1, 2, 3, 4, 5 and 2 more have visitors of one variant only"),
        ("a0 b1 a2 b3 a4 b5 a6 b7", "No hour has visitors of two variants"),
    ],
)
def test_hours_that_not_all_variants_have(lost, note):
    gone = {f"s,{one[0]},1000,100,{one[1:]}" for one in lost.split()}
    lines = [line for line in hourly(lambda hour: (100, 100), 8) if line not in gone]
    (one,) = judged(lines=lines)["tests"]
    assert [told.startswith(note) for told in one["notes"]] == ([True] if note else [])
    assert all(told in judge(lines=lines).stdout for told in one["notes"])


def test_hours_that_one_of_three_does_not_have():
    lines = [HOURS, *(f"s,{x},100,10,2026-05-03T{hour:02}:00" for hour in range(3) for x in "abc"[: 2 + hour % 2])]
    (note,) = judged(lines=lines)["tests"][0]["notes"]
    assert note.startswith("Hours 2026-05-03T00:00Z and 2026-05-03T02:00Z have no visitors of some variant")


def rows_of(said):
    return said.stdout.splitlines()[2:4]


@pytest.mark.parametrize(
    ("counts", "rates", "lifts"),
    [
        (("200,200", "200,100"), ("100.00 %", "50.00 %"), "-100.0 % to below 0 %"),
        (("100000000,100", "100000000,400"), ("0.0001 %", "0.0004 %"), " or more"),
        (("100000000,30000", "100000000,30000"), ("0.03 %", "0.03 %"), "-2.9 % to +3.0 %"),
        (("1000000,999999", "1000000,999999"), ("99.9999 %", "99.9999 %"), ""),
    ],
)
def test_digits_that_say_what_is_true(counts, rates, lifts):
    found = rows_of(judge(lines=[HEAD, *(f"s,{x},{one}" for x, one in zip("ab", counts, strict=True))]))
    assert all(rate in row for rate, row in zip(rates, found, strict=True)), found
    assert lifts in found[1], found


@pytest.mark.parametrize(
    ("lift", "odds", "said"),
    [
        ((0.00032, 0.0212), (0.001, 0.03), "+0.03 % to +2.2 %"),
        ((-0.0212, -0.00032), (-0.03, -0.001), "-2.2 % to -0.03 %"),
        ((-0.00032, 0.00032), (-0.001, 0.001), "-0.1 % to +0.1 %"),
        ((0.05, 12.2), (0.1, 3.0), "+5.0 % to 14×"),
        ((0.0, 0.1), (0.1, 3.0), "above 0 % to +10.0 %"),
        ((-0.1, 0.0), (-3.0, 0.1), "-10.0 % to 0.0 %"),
    ],
)
def test_ends_are_rounded_outwards_and_never_over_no_difference(lift, odds, said):
    assert span(Pair("a", "b", 4.0, odds, lift, 0.0)) == said
