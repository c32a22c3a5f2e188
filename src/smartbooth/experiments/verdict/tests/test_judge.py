"""The states, their order, what is refused, and the hour a verdict was reached."""

import math
from dataclasses import replace

import numpy as np
import pytest

from smartbooth.experiments.verdict.counts import once, until
from smartbooth.experiments.verdict.history import ROWS
from smartbooth.experiments.verdict.judge import Impossible, Plan, State, Table, history, judge, latched

DRAW = np.random.default_rng


def table(rates, hours=48, visitors=200, seed=7, shares=None):
    """Counts drawn for variants a, b, … that reach the goal at `rates`."""
    draw = DRAW(seed)
    n = (
        draw.poisson(visitors, (hours, len(rates)))
        if shares is None
        else draw.multinomial(visitors, shares, hours)
    )
    return Table(tuple("abcdef"[: len(rates)]), tuple(range(hours)), n, draw.binomial(n, rates))


def split(one, shares):
    return replace(one, shares=np.array(shares, dtype=float) * np.ones((len(one.hours), 1)))


@pytest.mark.parametrize(
    ("rates", "hours", "state", "best"),
    [
        ((0.10, 0.16), 48, State.WINNER, "b"),
        ((0.16, 0.10), 48, State.CONTROL, "a"),
        ((0.10, 0.11), 4, State.KEEP, None),
        ((0.10, 0.10, 0.16), 48, State.WINNER, "c"),
        ((0.10, 0.16, 0.16), 48, State.KEEP, None),
        ((0.50, 0.50), 480, State.SAME, None),
    ],
)
def test_states(rates, hours, state, best):
    found = judge(table(rates, hours))
    assert (found.state, found.best) == (state, best)
    assert sum(found.chances.values()) == pytest.approx(1)


def test_a_wrong_split_hides_the_rest():
    one = split(table((0.10, 0.16)), (0.4, 0.6))
    found = judge(one)
    assert found.state is State.UNTRUSTED and found.problem == "ratio" and found.best is None
    assert not (found.pairs or found.duels or found.chances)
    assert found.planned == pytest.approx({"a": 0.4, "b": 0.6})
    assert found.seen["a"] == pytest.approx(0.5, abs=0.02)
    assert found.ratio_log_e > math.log(100)


def test_as_planned_is_trusted():
    found = judge(split(table((0.10, 0.16)), (0.5, 0.5)))
    assert found.state is State.WINNER and found.ratio_log_e < 0


def test_pairs_and_duels():
    found = judge(table((0.10, 0.11, 0.16)))
    assert list(found.pairs) == ["b", "c"] and list(found.duels) == [("a", "b"), ("a", "c"), ("b", "c")]
    low, high = found.pairs["c"].lift
    assert low < found.pairs["c"].estimate < high
    assert found.totals["a"][1] == pytest.approx(0.10 * found.totals["a"][0], rel=0.1)


def test_who_came_later_and_who_left():
    """They learn only from hours that they share: the others' hours change nothing."""
    full = table((0.10, 0.10, 0.16), 72)
    late = replace(full, visitors=full.visitors.copy(), goals=full.goals.copy())
    late.visitors[:24, 2] = late.goals[:24, 2] = 0
    shared = Table(full.letters, full.hours[24:], full.visitors[24:], full.goals[24:])
    assert judge(late).pairs["c"] == judge(shared).pairs["c"]
    assert judge(late).pairs["b"] == judge(full).pairs["b"]


def test_only_who_runs_must_be_beaten():
    one = table((0.10, 0.16, 0.16))
    assert judge(one, Plan(running=frozenset("ab"))).best == "b"
    assert judge(one, Plan(running=frozenset("ab"))).chances["c"] == 0
    assert judge(one, Plan(running=frozenset("bc"))).best is None
    assert judge(one, Plan(running=frozenset("b"))).state is State.KEEP


def test_many_arms_ask_for_more():
    one = table((0.10, 0.16))
    assert judge(one, Plan(arms=5)).pairs["b"].odds[0] < judge(one).pairs["b"].odds[0]
    assert judge(one, Plan(arms=5)).pairs["b"].log_e == judge(one).pairs["b"].log_e


def test_letters_do_not_matter():
    one = table((0.10, 0.16, 0.11))
    for order in ([2, 0, 1], [1, 2, 0], [2, 1, 0]):
        other = Table(tuple(one.letters[i] for i in order), one.hours, one.visitors[:, order], one.goals[:, order])
        assert judge(other).best == judge(one).best == "b"
        for a, b in judge(other).duels:
            ours = judge(one).duels.get((a, b)) or judge(one).duels[b, a]
            assert judge(other).duels[a, b].log_e == pytest.approx(ours.log_e)


def test_hours_that_were_left_out():
    one = split(table((0.10, 0.13), 60), (0.5, 0.5))
    one.visitors[20:40] = one.goals[20:40] = 0
    kept = [*range(20), *range(40, 60)]
    fewer = Table(one.letters, tuple(kept), one.visitors[kept], one.goals[kept], one.shares[kept])
    assert judge(fewer) == judge(one)


def test_nothing_yet():
    empty = Table(
        ("a", "b"), (), np.zeros((0, 2), dtype=np.int64), np.zeros((0, 2), dtype=np.int64), np.zeros((0, 2))
    )
    found = judge(empty)
    assert found.state is State.KEEP and found.pairs["b"].lift == (-1, math.inf) and found.pairs["b"].log_e == 0
    assert history(empty) == [] and latched(empty) is None
    assert judge(once("ab", [(0, 0), (5, 1)])).state is State.KEEP


def test_history_is_the_verdict_of_each_hour():
    one = table((0.10, 0.13, 0.12), 40)
    found = history(one)
    assert [moment.hour for moment in found] == list(one.hours)
    for rows in (1, 13, 40):
        now = judge(until(one, rows)).pairs
        for letter, pair in found[rows - 1].pairs.items():
            assert pair.lift == pytest.approx(now[letter].lift, abs=1e-9)
            assert pair.log_e == pytest.approx(now[letter].log_e, abs=1e-9)
    asked = history(one, at=[-3, 12, 39, 500])
    assert [moment.hour for moment in asked] == [12, 39, 500]
    assert [moment.pairs for moment in asked] == [found[12].pairs, found[39].pairs, found[39].pairs]


def test_a_verdict_stays():
    """A lead that is lost afterwards does not take it back; the hour is the first at which `judge` would have said
    so."""
    up, down = table((0.10, 0.16), 48), table((0.16, 0.10), 96, seed=8)
    one = Table(
        ("a", "b"), tuple(range(144)), np.vstack([up.visitors, down.visitors]), np.vstack([up.goals, down.goals])
    )
    reached = latched(one)
    hour = reached.hour
    assert (reached.state, reached.best) == (State.WINNER, "b") and judge(one).best != "b"
    assert judge(until(one, hour + 1)).best == "b" and judge(until(one, hour)).best is None
    assert latched(one, Plan(running=frozenset("b"))) is None


def test_no_difference_stays_too():
    """What is reached first stays: B gets ahead only after no difference that matters was left."""
    same, up = table((0.50, 0.50), 480), table((0.50, 0.60), 480, seed=8)
    one = Table(
        ("a", "b"), tuple(range(960)), np.vstack([same.visitors, up.visitors]), np.vstack([same.goals, up.goals])
    )
    reached = latched(one)
    assert (reached.state, reached.best) == (State.SAME, None) and judge(one).state is State.WINNER
    hour = reached.hour
    assert judge(until(one, hour + 1)).state is State.SAME and judge(until(one, hour)).state is State.KEEP
    assert latched(one, Plan(margin=0)).state is State.WINNER


def uneven(one, hours, lost):
    """`one` with so many of each hour's visitors of A lost in the first hours, and as many of B in as many later."""
    n, half = one.visitors.copy(), np.arange(len(one.hours))
    n[half < hours, 0] -= lost
    n[(half >= hours) & (half < 2 * hours), 1] -= lost
    return replace(one, visitors=n, goals=np.minimum(one.goals, n))


def test_nothing_is_reached_while_the_alarm_sounds():
    """B was ahead all along, and half of A was lost for a day: until as many of B were, nothing could be told."""
    one = uneven(split(table((0.10, 0.16), 96), (0.5, 0.5)), 24, 100)
    plain = latched(replace(one, shares=None))
    assert judge(until(one, plain.hour + 1)).state is State.UNTRUSTED
    reached = latched(one)
    assert (reached.state, reached.best) == (State.WINNER, "b") and reached.hour > plain.hour
    for rows, state in ((reached.hour + 1, State.WINNER), (reached.hour, State.UNTRUSTED)):
        assert judge(until(one, rows)).state is state
    assert latched(until(one, 30)) is None


def test_what_was_reached_before_the_alarm_is_still_found():
    one = split(table((0.10, 0.16), 96), (0.5, 0.5))
    one.visitors[60:, 0] += 300
    assert latched(one) == latched(replace(one, shares=None)) and judge(one).state is State.UNTRUSTED


def test_reached_by_three_after_more_hours_than_are_held_at_once():
    """The verdict is the one `judge` gives at that hour, also in the second piece of hours."""
    one = table((0.30, 0.30, 0.30), 2500, visitors=7)
    reached = latched(one, Plan(margin=0.10))
    assert reached.state is State.SAME and reached.hour > ROWS
    for rows, state in ((reached.hour + 1, State.SAME), (reached.hour, State.KEEP)):
        assert judge(until(one, rows), Plan(margin=0.10)).state is state


def counts(visitors=((10, 10), (10, 10)), goals=((1, 2), (3, 4)), hours=(3, 4), letters=("a", "b"), shares=None):
    return Table(letters, hours, np.array(visitors), np.array(goals), None if shares is None else np.array(shares))


@pytest.mark.parametrize(
    ("wrong", "code", "hour", "letter"),
    [
        (counts(letters=("a", "a")), "letters", None, None),
        (counts(letters=("a",)), "letters", None, None),
        (counts(letters=("a", "b", "c")), "shape", None, None),
        (counts(hours=(3,)), "shape", None, None),
        (counts(hours=(3, 3)), "hours", 3, None),
        (counts(hours=(4, 3)), "hours", 3, None),
        (counts(hours=(3, 4.5)), "hours", None, None),
        (counts(goals=((1, 2), (3, -4))), "negative", 4, "b"),
        (counts(goals=((1, 11), (3, 4))), "goals", 3, "b"),
        (counts(visitors=((10, 2**60), (10, 10))), "large", 3, "b"),
        (counts(visitors=((9, 10**7), (10, 10)), goals=((1, 10**6 + 1), (3, 4))), "large", 3, "b"),
        (counts(visitors=((2**53, 10), (10, 10))), "large", None, "a"),
        (counts(goals=((1, 2), (3, 4.5))), "whole", None, None),
        (counts(goals=((1, 2), (3, math.nan))), "whole", None, None),
        (counts(shares=((0.5, 0.5),)), "shape", None, None),
        (counts(shares=((0.5, 0.5), (0.5, 0.6))), "shares", 4, None),
        (counts(shares=((0.5, 0.5), (1.5, -0.5))), "shares", 4, None),
        (counts(shares=((0.5, 0.5), (0.5, math.nan))), "shares", 4, None),
    ],
)
def test_counts_that_cannot_be(wrong, code, hour, letter):
    for ask in (judge, history, latched):
        with pytest.raises(Impossible) as refused:
            ask(wrong)
        assert (refused.value.code, refused.value.hour, refused.value.letter) == (code, hour, letter)
        assert str(refused.value)


def test_sums_that_no_integer_holds():
    hours = 9_300
    one = Table(
        ("a", "b"), tuple(range(hours)), np.full((hours, 2), 999_999_999_999_999), np.zeros((hours, 2), dtype=int)
    )
    with pytest.raises(Impossible, match="too great"):
        judge(one)


@pytest.mark.parametrize(
    "plan", [Plan(alpha=0), Plan(alpha=1), Plan(margin=-1), Plan(running=frozenset("z")), Plan(arms=1)]
)
def test_plans_that_cannot_be(plan):
    with pytest.raises(Impossible, match="plan"):
        judge(counts(), plan)
