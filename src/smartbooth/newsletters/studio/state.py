"""Where an issue stands, in a word, for lists and heads."""

from __future__ import annotations

from dataclasses import dataclass

from smartbooth.newsletters.models import Issue

BADGES = {Issue.DRAFT: "draft", Issue.SENDING: "live", Issue.PAUSED: "warn", Issue.STOPPED: "warn"}


@dataclass(frozen=True)
class State:
    label: str
    badge: str


def state(issue: Issue) -> State:
    return State(issue.get_state_display(), BADGES.get(issue.state, ""))
