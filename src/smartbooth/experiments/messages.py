"""What a workspace's owners are written about a test: what it has come to, and that its numbers cannot be trusted."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from smartbooth.experiments.models import Round
from smartbooth.experiments.verdict.states import REACHED
from smartbooth.mail.messages import Facts, Kind, Message
from smartbooth.mail.parameters import Choice, Count, Id, Words
from smartbooth.people import suppression
from smartbooth.registry.purposes import Purpose
from smartbooth.registry.subjects import Subject

OPEN = 1_000_000  # stands for an end of an interval that is open: no page gets ten thousand times as many sign-ups
LETTER = Choice((*"abcdefghijklmnopqrstuvwxyz", "-"))


class _OfTest:
    purpose, of = Purpose.SERVICE, Subject.OWNER
    kind = Kind.NOTIFICATION
    leaves = suppression.VERDICTS
    budget = 200  # more tests than anybody decides in a year

    @classmethod
    def links(cls, facts: Facts) -> dict[str, str]:
        return {"page": reverse("results", args=[facts.params["key"]])}


ABOUT: dict[str, Any] = {"launch": Words(80), "key": Id(), "workspace": Words(80)}
EXAMPLE = {"launch": "Aurora", "key": "example", "workspace": "Aurora SAS", "page": "/launches/example/results/"}


class TestDecided(_OfTest, Message):
    """`low` and `high`: per cent more than the version it is compared with, OPEN for an open end."""

    __test__ = False  # pytest: not a test of ours
    name = "test-decided"
    when = _("to a workspace’s owners, once a test, when it has come to an answer")
    contains = ABOUT | {
        "verdict": Choice(tuple(sorted(REACHED))), "best": LETTER, "rival": LETTER, "low": Count(), "high": Count(),
        "goal": Choice(tuple(goal for goal, _name in Round.GOALS)), "sent": Choice(("yes", "no")), "margin": Count(),
    }  # fmt: skip
    subject = _("“%(launch)s”: your test is decided")
    template = "experiments/mail/decided"
    example = EXAMPLE | {
        "verdict": "winner", "best": "b", "rival": "a", "low": 23, "high": 109, "goal": "lead", "sent": "no",
        "margin": 10,
    }  # fmt: skip

    @classmethod
    def extras(cls, facts: Facts) -> dict[str, Any]:
        return {"open": OPEN}


class TestDoubted(_OfTest, Message):
    __test__ = False  # pytest: not a test of ours
    name = "test-doubted"
    when = _("to a workspace’s owners, once a test, when its numbers cannot be trusted")
    contains = ABOUT
    subject = _("“%(launch)s”: the test’s numbers cannot be trusted")
    template = "experiments/mail/doubted"
    example = EXAMPLE
