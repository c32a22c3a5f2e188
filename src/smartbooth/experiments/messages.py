"""What a workspace's owners are written about a test: what it has come to, and that its numbers cannot be trusted."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from smartbooth.experiments.models import Round
from smartbooth.experiments.verdict.states import REACHED
from smartbooth.mail.messages import Facts, Kind, Message
from smartbooth.mail.parameters import Choice, Count, Id, Rows, Words
from smartbooth.people import suppression
from smartbooth.registry.purposes import Purpose
from smartbooth.registry.subjects import Subject

PARTS = 10_000  # of a lift: hundredths of a per cent, as fine as shown/sizes.py says one
OPEN = (
    100_000_000  # of them: stands for an end of an interval that is open, for no page gets so many times as many
)
IDEA = 120  # characters, as launches.models.Variant.idea
LETTERS = "abcdefghijklmnopqrstuvwxyz"
LETTER = Choice((*LETTERS, "-"))


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
    """`low` and `high`: by how much `best` beats `rival`, in PARTS; where nothing that matters is between two versions
    `rival` is the other one, and they say where it is against the control. OPEN for an open end, both where nothing is
    to be said. `versions`: those that competed, `best` and `rival` first. `keep_back`: per cent of new visitors who
    still get `control` once it is `sent`."""

    __test__ = False  # pytest: not a test of ours
    name = "test-decided"
    when = _("to a workspace’s owners, once a test, when it has come to an answer")
    contains = ABOUT | {
        "verdict": Choice(tuple(sorted(REACHED))), "best": LETTER, "rival": LETTER, "low": Count(), "high": Count(),
        "goal": Choice(tuple(goal for goal, _name in Round.GOALS)), "sent": Choice(("yes", "no")), "margin": Count(),
        "control": LETTER, "keep_back": Count(),
        "versions": Rows({"letter": LETTER, "idea": Words(IDEA), "visitors": Count(), "goals": Count()}, len(LETTERS)),
    }  # fmt: skip
    subject = _("“%(launch)s”: your test is decided")
    template = "experiments/mail/decided"
    example = EXAMPLE | {
        "verdict": "winner", "best": "b", "rival": "a", "low": 2300, "high": 10900, "goal": "lead", "sent": "no",
        "margin": 10, "control": "a", "keep_back": 0, "versions": [
            {"letter": "b", "idea": _("Price first"), "visitors": 4100, "goals": 504},
            {"letter": "a", "idea": "", "visitors": 4080, "goals": 371},
        ],
    }  # fmt: skip


class TestDoubted(_OfTest, Message):
    """`shares`: of each version the share of visitors seen and planned, in PARTS; none where counts contradict each
    other."""

    __test__ = False  # pytest: not a test of ours
    name = "test-doubted"
    when = _("to a workspace’s owners, once a test, when its numbers cannot be trusted")
    contains = ABOUT | {"shares": Rows({"letter": LETTER, "seen": Count(), "planned": Count()}, len(LETTERS))}
    subject = _("“%(launch)s”: the test’s numbers cannot be trusted")
    template = "experiments/mail/doubted"
    example = EXAMPLE | {
        "shares": [
            {"letter": "a", "seen": 5600, "planned": 5000},
            {"letter": "b", "seen": 4400, "planned": 5000},
        ]
    }
