"""Promises without checks, processors without contracts, rules without words."""

import dataclasses

import pytest

from smartbooth.registry import processors, promises, retention
from smartbooth.registry.checks import declarations, inspect
from smartbooth.registry.checks import promises as promise_checks
from smartbooth.registry.processors import Processor, Way
from smartbooth.registry.promised import PROMISES
from smartbooth.registry.promises import Result
from smartbooth.registry.retention import Rule


@pytest.fixture
def checked(declared):
    """Every promise that is built has its check."""
    for promise in PROMISES.values():
        if promise.built and not promises.checks(promise.id):
            promises.check(promise.id, "A title")(lambda: Result(True, ""))
    assert promise_checks.promises() == []


GOOD = Processor("print", "Presse SAS", "prints", "FR", "Art. 28", frozenset({"user.name"}))


def numbers(problems):
    return [one.id.removeprefix("smartbooth.") for one in problems]


def test_nothing_is_wrong_with_this_registry():
    assert [str(problem.msg) for problem in inspect()] == []


def test_a_promise_without_a_check(declared):
    promises._checks.clear()
    problems = promise_checks.promises()
    assert numbers(problems) == ["E121"] * sum(one.built for one in PROMISES.values())
    assert "Promise A1 has no check" in problems[0].msg


def test_a_promise_that_is_not_built_needs_none_and_has_none(checked, monkeypatch):
    monkeypatch.setitem(PROMISES, "D2", dataclasses.replace(PROMISES["D2"], built=False))
    problems = promise_checks.promises()
    assert numbers(problems) == ["E123"] * len(promises.checks("D2"))
    assert "Promise D2" in problems[0].msg


def test_a_check_of_a_promise_nobody_made(checked):
    promises.check("Z9", "A title")(lambda: Result(True, ""))
    assert numbers(promise_checks.promises()) == ["E122"]


def test_a_check_without_a_title(checked):
    promises.check("D2", " ")(lambda: Result(True, ""))
    assert numbers(promise_checks.promises()) == ["E124"]


def test_every_promise_of_the_policy_is_listed_once_and_in_order():
    ids = list(PROMISES)
    assert ids == sorted(ids) and len(ids) == 32
    assert all(str(one.words).endswith(".") for one in PROMISES.values())


@pytest.mark.parametrize(
    ("changed", "number"),
    [
        ({"fields": frozenset({"user.shoe_size"})}, "E131"),
        ({"name": " "}, "E132"),
        ({"task": ""}, "E132"),
        ({"contract": ""}, "E132"),
        ({"country": "France"}, "E133"),
        ({"country": "fr"}, "E133"),
    ],
)
def test_a_processor_that_is_half_declared(declared, changed, number):
    processors.declare(GOOD)
    assert declarations.declarations() == []
    processors.declare(dataclasses.replace(GOOD, **changed))
    [problem] = declarations.declarations()
    assert problem.id == f"smartbooth.{number}" and "print" in problem.msg


def test_a_way_out_with_an_unknown_category(declared):
    processors.declare(Way("road", "a road", frozenset({"user.shoe_size"})))
    assert numbers(declarations.declarations()) == ["E131"]


def test_a_rule_that_does_not_say_how_long(declared):
    retention.keep(Rule("silent", "  "))
    assert numbers(declarations.declarations()) == ["E134"]


def test_a_rule_declared_twice(declared):
    retention.keep(Rule("month", "a month"))
    retention.keep(Rule("month", "a month"))
    assert declarations.declarations() == [], "the same again changes nothing"
    retention.keep(Rule("month", "31 days"))
    [problem] = declarations.declarations()
    assert problem.id == "smartbooth.E135" and "month" in problem.msg


def test_a_rule_sweeps_what_it_counts():
    with pytest.raises(ValueError, match="half"):
        Rule("half", "a while", sweep=lambda now: 0)
