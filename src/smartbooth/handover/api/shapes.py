"""What the API answers with, besides a lead (handover/shapes.py)."""

from __future__ import annotations

from datetime import date, datetime
from typing import Literal

from ninja import Field, Schema

from smartbooth.handover.shapes import LeadOut


class LaunchOut(Schema):
    id: str
    name: str
    url: str = Field(description="Where visitors find it.")
    language: str
    goal: Literal["lead", "click"] = Field(description="What counts as success: an address, or a click.")
    live: bool
    created_at: datetime


class LaunchesOut(Schema):
    items: list[LaunchOut]


class RecallOut(Schema):
    """Someone took their address back. Delete them on your side, then acknowledge it."""

    id: str | None = Field(description="To acknowledge it by; null where this token was never given the lead.")
    lead: str
    launch: str | None
    reason: Literal["withdrawn", "erased", "child"]
    left_on: date
    recalled_at: datetime
    due_by: datetime
    acknowledged_at: datetime | None


class TombstoneOut(Schema):
    """A lead that is not yours any more."""

    id: str = Field(description="The lead’s.")
    state: Literal["recalled"] = "recalled"
    recall: RecallOut


class LeadsOut(Schema):
    items: list[LeadOut | TombstoneOut]
    next: str | None = Field(description="The cursor to go on from, also tomorrow; null while there is nothing.")
    more: bool = Field(description="Whether there is more right now.")


class RecallsOut(Schema):
    items: list[RecallOut]


class CountOut(Schema):
    visitors: int = Field(description="People, each counted once.")
    views: int
    clickers: int
    clicks: int
    signups: int = Field(description="Visitors who left an address.")
    leads: int = Field(description="Addresses, those of uncounted visitors included.")
    rate: float | None = Field(description="The goal’s share of visitors; null where it says nothing.")


class VariantOut(CountOut):
    letter: str
    idea: str
    retired: bool


class ResultsOut(Schema):
    launch: str
    goal: Literal["lead", "click"]
    total: CountOut
    variants: list[VariantOut]
