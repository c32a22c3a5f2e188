"""`smartbooth judge`: whose counts are judged, whose are refused with their line, and what is said."""

import gzip
import json

import pytest
from click.testing import CliRunner

from smartbooth.cli import main
from smartbooth.cli.replay.archive import EXTRACT, NAME

HEAD = "test,variant,impressions,clicks"
GOOD = ["s,a,10000,300", "s,b,10000,420"]
HOURS = f"{HEAD},hour"


def judge(*arguments, lines=None, feed=None):
    if lines is not None:
        feed = "".join(f"{line}\n" for line in lines).encode()
    return CliRunner().invoke(
        main, ["judge", *arguments, "-"] if feed is not None else ["judge", *arguments], feed
    )


def judged(*arguments, lines=None, feed=None, code=0):
    found = judge("--json", *arguments, lines=lines, feed=feed)
    assert found.exit_code == code, found.output
    return json.loads(found.stdout)


def test_a_winner():
    (one,) = judged(lines=[HEAD, *GOOD])["tests"]
    assert (one["state"], one["winner"], one["hour"], one["naive"]) == ("winner", "b", None, True)
    control, other = one["variants"]
    assert control["log_e"] is None and control["lift"] is None
    assert other["log_e"] > 3 and 0 < other["lift"][0] < other["estimate"] < other["lift"][1]
    assert other["estimate"] == pytest.approx(0.40, abs=0.005)
    assert control["chance"] + other["chance"] == pytest.approx(1)


def test_the_first_variant_is_the_control():
    (one,) = judged(lines=[HEAD, *reversed(GOOD)])["tests"]
    assert (one["state"], one["winner"]) == ("control", "b")


def test_said_to_people():
    said = judge(lines=[HEAD, *GOOD]).stdout.splitlines()
    assert said[0] == "s: b wins"
    assert said[1].split() == ["variant", "visitors", "goals", "rate", "log", "E", "lift", "against", "a"]
    assert said[2].split() == ["a", "10,000", "300", "3.00", "%"]
    assert said[3].split()[:5] == ["b", "10,000", "420", "4.20", "%"] and said[3].endswith("%")
    assert said[-1].startswith("1 test: 1 with a winner, 0 won by the control") and "--equal-split" in said[-1]
    assert "anything yet" in judge(lines=[HEAD, "s,a,1,0", "s,b,1,1"]).stdout


def test_real_tests():
    path = str(EXTRACT / NAME)
    found = judged(path)
    assert found["summary"]["tests"] == len(found["tests"]) == 12 and found["refused"] == []
    assert found["summary"]["naive"] >= found["summary"]["winner"] + found["summary"]["control"]


def test_compressed_whatever_its_name(tmp_path):
    (tmp_path / "counts").write_bytes(gzip.compress("\n".join([HEAD, *GOOD]).encode(), mtime=0))
    assert judged(str(tmp_path / "counts"))["tests"][0]["winner"] == "b"
    assert judged(feed=gzip.compress("\n".join([HEAD, *GOOD]).encode(), mtime=0))["tests"][0]["winner"] == "b"


def test_columns_in_any_order_and_others_ignored():
    lines = ["\ufeffClicks,note,VARIANT,test , impressions", '300,"two\nlines",a,s,10000', "420,,b,s,10000", ""]
    assert judged(lines=lines)["tests"][0]["winner"] == "b"


def hourly(rates, hours, stamp=str):
    rows = [HOURS]
    for hour in range(hours):
        rows += [f"s,{letter},1000,{goals},{stamp(hour)}" for letter, goals in zip("ab", rates(hour), strict=True)]
    return rows


def test_by_the_hour_a_winner_stays():
    """B leads for ten hours, then A: the winner was named while B led."""
    lines = hourly(lambda hour: (100, 150) if hour < 10 else (150, 100), 30)
    (one,) = judged(lines=lines)["tests"]
    assert one["state"] == "winner" and one["winner"] == "b" and one["hour"] < 10
    whole = judged(lines=[HEAD, "s,a,30000,4000", "s,b,30000,3500"])["tests"][0]
    assert whole["winner"] == "a"


def test_rows_in_any_order_and_hours_that_are_missing():
    lines = hourly(lambda hour: (100, 110), 20)
    kept = [line for line in lines if line != "s,b,1000,110,7"]
    (one,), (other,) = (
        judged(lines=kept)["tests"],
        judged(lines=[lines[0], *kept[1:3], *reversed(kept[3:])])["tests"],
    )
    assert one == other and one["variants"][1]["impressions"] == 19_000


@pytest.mark.parametrize(
    ("stamp", "first"),
    [
        (lambda hour: str(hour + 480_000), 480_000),
        (lambda hour: f"2026-05-03T{hour:02}:00", "2026-05-03T00:00Z"),
        (lambda hour: f"2026-05-03 {hour:02}:00:00+00:00", "2026-05-03T00:00Z"),
        (lambda hour: f"2026-05-03T{hour:02}:00+02:00", "2026-05-02T22:00Z"),
    ],
)
def test_hours_are_numbers_or_moments(stamp, first):
    lines = hourly(lambda hour: (100, 300), 3, stamp)
    assert judged(lines=lines)["tests"][0]["hour"] == first
    assert f"(since hour {first})" in judge(lines=lines).stdout


def test_shares_are_checked_when_asked():
    lines = [HEAD, "s,a,10000,300", "s,b,9000,400"]
    assert judged(lines=lines)["tests"][0]["state"] == "winner"
    (one,) = judged("--equal-split", lines=lines)["tests"]
    assert one["state"] == "untrusted" and one["winner"] is None
    assert one["variants"][1]["lift"] is None and one["variants"][1]["share"] == pytest.approx(9 / 19)
    assert "cannot be trusted" in judge("--equal-split", lines=lines).stdout


def test_the_alarm_goes_before_what_was_reached_before_it():
    """B wins within a day; then visitors of A come twice. As on the pages: nothing is believed while it sounds."""
    lines = hourly(lambda hour: (100, 150), 24)
    lines += [
        f"s,{x},{visitors},100,{hour}" for hour in range(24, 48) for x, visitors in (("a", 2000), ("b", 1000))
    ]
    (plain,) = judged(lines=lines)["tests"]
    (one,) = judged("--equal-split", lines=lines)["tests"]
    assert (plain["state"], plain["winner"]) == ("winner", "b") and plain["hour"] < 24
    assert (one["state"], one["winner"], one["hour"]) == ("untrusted", None, None)
    assert one["variants"][1]["lift"] is None
    (before,) = judged("--equal-split", lines=lines[: 1 + 2 * 24])["tests"]
    assert (before["winner"], before["hour"]) == ("b", plain["hour"])


def test_nothing_is_reached_in_hours_by_whose_end_the_alarm_sounded():
    """Visitors of A come twice for a day, then those of B: B's lead is of numbers to trust only after that."""
    lines = [HOURS]
    for hour in range(48):
        a, b = (2000, 1000) if hour < 24 else (1000, 2000)
        lines += [f"s,a,{a},{a // 10},{hour}", f"s,b,{b},{b * 15 // 100},{hour}"]
    (plain,) = judged(lines=lines)["tests"]
    (one,) = judged("--equal-split", lines=lines)["tests"]
    assert plain["hour"] < 24 < one["hour"] and one["winner"] == plain["winner"] == "b"


def test_alpha_and_margin():
    assert judged("--alpha", "0.000001", lines=[HEAD, *GOOD])["tests"][0]["state"] == "keep"
    same = [HEAD, "s,a,100000,30000", "s,b,100000,30100"]
    assert judged(lines=same)["tests"][0]["state"] == "same"
    assert judged("--margin", "0.001", lines=same)["tests"][0]["state"] == "keep"


@pytest.mark.parametrize(
    ("head", "rows", "line", "why"),
    [
        (HEAD, ["k,a,10,3", "k,b,3,10"], 3, "10 clicks in 3 impressions"),
        (HEAD, ["k,a,-10,3", "k,b,30,10"], 2, "less than nothing"),
        (HEAD, ["k,a,ten,3"], 2, "not a whole number"),
        (HEAD, ["k,a,10.0,3"], 2, "not a whole number"),
        (HEAD, ["k,a,nan,3"], 2, "not a whole number"),
        (HEAD, ["k,a,,3"], 2, "impressions is empty"),
        (HEAD, ["k,a,10,²"], 2, "not a whole number"),
        (HEAD, [f"k,a,{'9' * 5000},3"], 2, "greater than any"),
        (HEAD, ["k,a,3000000,1000001"], 2, "by the hour"),
        (HEAD, ["k,a,10"], 2, "ends before the column clicks"),
        (HEAD, ["k,,10,3"], 2, "names no variant"),
        (HEAD, ["k,a,10,3", "k,b,10,3", "k,a,10,3"], 4, "second time, first on line 2"),
        (HEAD, ["k,a,10,3"], 2, "only variant “a”"),
        (HEAD, [f"k,{number},10,3" for number in range(28)], 28, "26 at most"),
        (
            HOURS,
            ["k,a,10,3,1", "k,b,10,3,1", "k,a,10,3,2", "k,a,10,3,2"],
            5,
            "hour 2, for a second time, first on line 4",
        ),
        (HOURS, ["k,a,10,3,1", "k,b,10,3,2026-05-03T14:00"], 3, "in one row"),
        (HOURS, ["k,a,10,3,"], 2, "hour is empty"),
        (HOURS, ["k,a,10,3,today"], 2, "neither a whole number nor a full hour"),
        (HOURS, ["k,a,10,3,0001-01-01T00:00+14:00"], 2, "before the year 1 or after the year 9999"),
        (HOURS, ["k,a,10,3,9999-12-31T23:00-14:00"], 2, "before the year 1 or after the year 9999"),
        (HOURS, ["k,a,10,3,-1"], 2, "neither"),
        (HOURS, ["k,a,10,3,2026-05-03"], 2, "neither"),
        (HOURS, ["k,a,10,3,2026-05-03T14:30"], 2, "neither"),
    ],
)
def test_a_test_that_cannot_be_is_refused_and_the_others_are_judged(head, rows, line, why):
    tail = ",5" if head == HOURS else ""
    lines = [head, *rows, *(f"{row}{tail}" for row in GOOD)]
    found = judged(lines=lines, code=1)
    assert [(one["test"], one["line"]) for one in found["refused"]] == [("k", line)]
    assert why in found["refused"][0]["why"]
    assert [one["winner"] for one in found["tests"]] == ["b"]
    said = judge(lines=lines)
    assert said.exit_code == 1 and f"Refused, line {line}: test k: " in said.stderr and "s: b wins" in said.stdout


def test_a_row_without_a_test():
    found = judged(lines=[HEAD, *GOOD, ",a,10,3"], code=1)
    assert found["refused"] == [{"test": "", "line": 4, "why": "the row names no test"}]


@pytest.mark.parametrize(
    ("feed", "why"),
    [
        (b"", "is empty"),
        (b"\n\n", "is empty"),
        (f"{HEAD}\n".encode(), "no rows"),
        (b"test,variant,clicks\ns,a,3\n", "no column impressions"),
        (b"test;variant;impressions;clicks\n", "separated by commas"),
        (f"{HEAD},clicks\n".encode(), "more than once"),
        ("test,variant,impressions,clicks\né".encode("latin-1"), "UTF-8"),
        (gzip.compress(f"{HEAD}\n{GOOD[0]}".encode(), mtime=0)[:-9], "damaged"),
        (f'test,"variant,impressions,clicks\n{GOOD[0]}\n'.encode(), "line 1: not CSV"),
    ],
)
def test_a_file_that_is_no_table(feed, why):
    found = judge(feed=feed)
    assert found.exit_code == 1 and why in found.stderr and found.stdout == ""
    assert len(found.stderr.splitlines()) == 1


def test_a_file_that_is_not_there(tmp_path):
    found = judge(str(tmp_path / "none.csv"))
    assert found.exit_code == 1 and "There is no file" in found.stderr
