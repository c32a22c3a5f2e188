"""Looking at promises: daily, in both languages, and a check that cannot look is a broken promise."""

import json
import logging
from datetime import timedelta

import pytest
from click.testing import CliRunner
from django.utils.translation import gettext as plainly
from django.utils.translation import gettext_lazy as _

from smartbooth.cli.doctor import promised
from smartbooth.cli.policy import policy as policy_command
from smartbooth.cli.promises import promises as promises_command
from smartbooth.core import clock
from smartbooth.policy import looks, retention, state
from smartbooth.policy.models import CheckRun, Version
from smartbooth.policy.tests.published import first
from smartbooth.registry import promises as registry
from smartbooth.registry.promised import PROMISES
from smartbooth.registry.promises import Result, check, says

pytestmark = pytest.mark.django_db


@pytest.fixture
def only(monkeypatch):
    """The registry with the checks a test names, and no other."""
    monkeypatch.setattr(registry, "_checks", {})

    def add(run, promise="A1"):
        check(promise, _("Last look"))(run)
        return registry.checks(promise)[-1]

    return add


def test_a_sentence_in_both_languages_however_it_was_made(only):
    def lazily():
        return Result(True, says(_("Versions published: %(last)d. Each reads as on its day."), last=3), 3)

    def at_once():
        return Result(True, plainly("Versions published: %(last)d. Each reads as on its day.") % {"last": 3}, 3)

    for run in (looks.look(only(lazily)), looks.look(only(at_once, "A2"))):
        assert (run.says_en, run.looked) == ("Versions published: 3. Each reads as on its day.", 3)
        assert run.says_fr == "Versions publiées\u00a0: 3. Chacune se lit comme au premier jour."


def test_a_check_that_fails_is_a_broken_promise_and_names_nobody(only, caplog):
    def fails():
        raise LookupError("ada@example.org")

    run = looks.look(only(fails))
    assert not run.kept
    assert "LookupError" in run.says_en and "LookupError" in run.says_fr
    assert "ada@" not in run.says_en + run.says_fr


def test_becoming_broken_is_logged_once(only, caplog):
    results = iter([True, False, False, True, False])

    def turns():
        return Result(next(results), _("Last look"))

    found = only(turns)
    with caplog.at_level(logging.ERROR):
        for _each in range(5):
            looks.look(found)
    assert len([one for one in caplog.records if "is not kept" in one.message]) == 2


def test_the_worker_looks_at_each_once_a_day(only):
    for name in ("A1", "A2", "B3"):
        only(lambda: Result(True, _("Last look")), name)
    assert [looks.one() for _turn in range(5)] == [1, 1, 1, 0, 0]
    with clock.at(clock.now() + timedelta(hours=23)):
        assert looks.one() == 0
    with clock.at(clock.now() + timedelta(hours=25)):
        assert [looks.one() for _turn in range(4)] == [1, 1, 1, 0]
    assert CheckRun.objects.count() == 6


def test_a_new_check_is_due_before_old_ones(only):
    only(lambda: Result(True, _("Last look")))
    looks.one()
    only(lambda: Result(True, _("Last look")), "A2")
    with clock.at(clock.now() + timedelta(days=2)):
        looks.one()
    assert CheckRun.objects.order_by("-pk")[0].promise == "A2"


def test_states(only):
    found = only(lambda: Result(True, _("Last look")))
    assert {one.promise.id: one.state for one in state.standings()}["A1"] == state.WAITING
    looks.look(found)
    states = {one.promise.id: one.state for one in state.standings()}
    assert states["A1"] == state.KEPT
    assert states["E1"] == state.NOT_BUILT
    broken = only(lambda: Result(False, _("Last look")))
    looks.look(broken)
    assert {one.promise.id: one.state for one in state.standings()}["A1"] == state.BROKEN


def test_a_check_that_takes_too_long_is_said(only):
    found = only(lambda: Result(True, _("Last look")))
    CheckRun.objects.create(
        promise="A1", name=found.name, kept=True, says_en="x", says_fr="x", looked=1, at=clock.now(), milliseconds=5001
    )  # fmt: skip
    assert next(one for one in state.standings() if one.promise.id == "A1").looked[0].slow


def test_every_promise_says_how_it_is_kept_or_what_is_missing():
    for standing in state.standings():
        assert standing.told.how or standing.told.missing, standing.promise.id
        assert bool(standing.told.missing) != standing.promise.built, standing.promise.id


def test_old_looks_are_forgotten(only):
    found = only(lambda: Result(True, _("Last look")))
    with clock.at(clock.now() - timedelta(days=402)):
        looks.look(found)
    looks.look(found)
    assert retention.overdue(clock.now()) == 1
    assert retention.sweep(clock.now()) == 1
    assert (retention.sweep(clock.now()), CheckRun.objects.count()) == (0, 1)


# --- on the command line ------------------------------------------------------------------------------


def run(command, *arguments):
    return CliRunner().invoke(command, arguments)


def test_promises_prints_and_fails_when_one_is_broken(only):
    only(lambda: Result(True, _("Last look"), 12_345))
    result = run(promises_command)
    assert result.exit_code == 0
    assert "✓ A1 kept" in result.output and "12,345 looked at" in result.output
    assert "· E1 not built" in result.output
    only(lambda: Result(False, _("Last look")), "B3")
    result = run(promises_command)
    assert result.exit_code == 1 and "Broken: B3." in result.output


def test_promises_for_monitoring(only):
    only(lambda: Result(False, _("Last look"), 7))
    result = run(promises_command, "--json")
    found = json.loads(result.stdout)
    assert result.exit_code == 1
    assert {one["id"] for one in found} == set(PROMISES)
    [one] = [one for one in found if one["id"] == "A1"]
    assert (one["state"], one["kept"], one["looked"]) == ("broken", False, 7)
    assert {one["state"] for one in found if one["check"] is None} == {"not built"}


def test_the_policy_is_published_by_command(settings):
    assert "No policy stands yet" in run(policy_command, "status").output
    assert "Version 1 is in force" in run(policy_command, "publish").output
    assert run(policy_command, "status").exit_code == 0
    assert "Nothing to publish" in run(policy_command, "publish").output
    settings.COMPANY = "Other SAS"
    assert run(policy_command, "status").exit_code == 1
    assert "+ Other SAS" in run(policy_command, "diff").output
    assert "Say what changed" in run(policy_command, "publish", "--summary-en", "A name.").output
    assert Version.objects.count() == 1
    assert run(policy_command, "publish", "--summary-en", "A name.", "--summary-fr", "Un nom.").exit_code == 0
    assert Version.objects.count() == 2


def test_the_doctor_says_when_the_policy_does_not_compile(settings, only):
    assert promised.policy().state == "warn"
    first()
    assert promised.policy().state == "good"
    settings.COMPANY = "Other SAS"
    assert promised.policy().state == "bad"
    found = only(lambda: Result(True, _("Last look")))
    assert promised.promises().state == "warn", "never looked at"
    looks.look(found)
    assert promised.promises().state == "good"
    looks.look(only(lambda: Result(False, _("Last look"))))
    assert promised.promises().state == "bad"
