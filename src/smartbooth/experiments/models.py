"""A test: one question put to a launch's visitors, from an hour on until somebody or something ends it. The numbers are
in the tallies; here is what was asked, what was decided, and what was learned."""

from __future__ import annotations

from typing import Any

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from smartbooth.accounts.models import User, Workspace
from smartbooth.accounts.tenancy import Scoped
from smartbooth.core import clock
from smartbooth.core.models import TokenModel
from smartbooth.experiments.verdict.states import State
from smartbooth.launches.models import Launch

MARGIN = 10  # percent: what most owners would not change a page for
MOST_BACK = 50  # percent of visitors that may be kept from the winner: more is another test


class Round(TokenModel):
    """A test of a launch. One at a time is under way; its goal does not change, and what was reached stays reached."""

    LEAD, CONFIRMED, CLICK, BUTTON = "lead", "confirmed", "click", "button"
    GOALS = [
        (LEAD, _("leave an address")),
        (CONFIRMED, _("confirm their address")),
        (CLICK, _("click a button")),
        (BUTTON, _("click one button")),
    ]
    WINNER, CHOSEN, STOPPED, RESTARTED, ALONE = "winner", "chosen", "stopped", "restarted", "alone"
    ENDS = [
        (WINNER, _("by itself, when a version had won")),
        (CHOSEN, _("by hand")),
        (STOPPED, _("stopped")),
        (RESTARTED, _("begun anew")),
        (ALONE, _("one version was left")),
    ]

    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE, related_name="+")
    launch = models.ForeignKey(Launch, on_delete=models.CASCADE, related_name="rounds")
    number = models.PositiveIntegerField()  # 1, 2, 3 … within the launch
    goal = models.CharField(max_length=9, choices=GOALS)
    button = models.CharField(max_length=16, blank=True)  # a block's id, for the goal BUTTON
    margin = models.PositiveSmallIntegerField(  # percent: a relative difference below it would not matter
        default=MARGIN, validators=[MinValueValidator(1), MaxValueValidator(100)]
    )
    alpha = models.FloatField(default=0.05)  # the chance that a test of equal pages names a winner, ever
    control = models.CharField(max_length=1)  # the version that the others are compared with, for good
    # {letter: {"from": hour, "until": hour or None}}: when each version takes new visitors; hours to come are plans.
    arms = models.JSONField(default=dict)
    begun_hour = models.PositiveIntegerField()  # visitors first seen from this hour on are asked
    ended_hour = models.PositiveIntegerField(null=True, blank=True)  # … and before this one
    by_itself = models.BooleanField(default=False)  # sends everybody to the winner without being told to
    adaptive = models.BooleanField(default=False)  # the split follows the results, hour by hour
    keep_back = (
        models.PositiveSmallIntegerField(  # percent of visitors who get the control when the rest gets the winner
            default=0, validators=[MaxValueValidator(MOST_BACK)]
        )
    )
    # The verdict, once it was reached: never taken back. `found`: its numbers of that moment and, beside them, newer
    # ones (rounds/record.py).
    verdict = models.CharField(max_length=9, blank=True, choices=[(one.value, one.value) for one in State])
    best = models.CharField(max_length=1, blank=True)
    reached_at = models.DateTimeField(null=True, blank=True)
    found = models.JSONField(null=True, blank=True)
    alarmed_at = models.DateTimeField(
        null=True, blank=True
    )  # its owners were told that its numbers cannot be trusted
    looked_at = models.DateTimeField(default=clock.now)  # by the worker, for a verdict
    ended_why = models.CharField(max_length=9, blank=True, choices=ENDS)
    shown = models.CharField(max_length=1, blank=True)  # the version that everybody gets since it ended
    learned = models.CharField(max_length=500, blank=True)  # in the owner's words

    objects = Scoped()

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["launch", "number"], name="one_round_number"),
            models.UniqueConstraint(
                fields=["launch"], condition=models.Q(ended_hour__isnull=True), name="one_open_round"
            ),
        ]
        indexes = [
            models.Index(
                fields=["looked_at"], condition=models.Q(ended_hour__isnull=True), name="rounds_to_look_at"
            )
        ]

    def __str__(self) -> str:
        return f"{self.launch} {self.number}"

    @property
    def letters(self) -> list[str]:
        """All that ever took part, the control first."""
        return sorted(self.arms, key=lambda letter: (letter != self.control, letter))

    @property
    def running(self) -> list[str]:
        """Those that take new visitors, the control first: one that leaves at an hour to come still does, and one that
        joins then is already to be beaten."""
        now = clock.hour()
        ends = {letter: arm["until"] for letter, arm in self.arms.items()}
        return [letter for letter in self.letters if ends[letter] is None or ends[letter] > now]

    @property
    def staying(self) -> list[str]:
        """Those of them that are not about to leave."""
        return [letter for letter in self.letters if self.arms[letter]["until"] is None]

    @property
    def open(self) -> bool:
        return self.ended_hour is None

    @property
    def stays(self) -> bool:
        """Whether it was stopped, and new visitors go on getting all its versions (rounds/send.py, stop)."""
        return self.ended_why == self.STOPPED and not self.shown

    @property
    def reached(self) -> bool:
        return bool(self.verdict)

    @property
    def newest(self) -> dict[str, Any]:
        """The numbers that were recorded last: since a verdict was reached each hour, and when the test ended; {} while
        there are none (rounds/record.py)."""
        found: dict[str, Any] = self.found or {}
        return found.get("now", found)

    def span(self) -> tuple[int, int | None]:
        """(first hour, the hour after the last or None), as hours of a visitor's first view."""
        return self.begun_hour, self.ended_hour


class Share(TokenModel):
    """A link that shows a test to whoever has it, and nothing else. Its key is the secret; withdrawn is deleted."""

    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE, related_name="+")
    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="shares")
    made_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    made_at = models.DateTimeField(default=clock.now, editable=False)

    objects = Scoped()

    class Meta:
        ordering = ["-made_at"]

    def __str__(self) -> str:
        return f"{self.round} shared"
