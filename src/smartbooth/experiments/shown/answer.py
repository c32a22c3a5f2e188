"""What a test says to its owner: one of five states, as words ready to print."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from smartbooth.experiments.models import Round
from smartbooth.experiments.rounds.standing import Standing
from smartbooth.experiments.shown import decided, doubted, early, ended
from smartbooth.experiments.shown.facts import Facts, facts
from smartbooth.experiments.shown.moments import marked
from smartbooth.experiments.shown.words import Words
from smartbooth.experiments.verdict.states import State

SAY: dict[State, Callable[[Standing, Facts], Words]] = {
    State.KEEP: early.words,
    State.WINNER: decided.winner,
    State.CONTROL: decided.control,
    State.SAME: decided.same,
    State.UNTRUSTED: doubted.words,
}
TONES = {
    State.KEEP: "wait",
    State.WINNER: "good",
    State.CONTROL: "good",
    State.SAME: "even",
    State.UNTRUSTED: "bad",
}


@dataclass(frozen=True)
class Answer:
    """`word` is the state's name, `title` the sentence that says it, `more` the second one, `notes` what should be
    known beside them; `after` what everybody gets since the test ended, and `how` it ended (both "" while it is open).

    `best` is a letter only where a win was recorded. `action`: the letter that everybody could be sent to with one
    button, "" for none. `tone`: wait, good, even or bad, for the eye.
    """

    state: State
    word: str
    title: str
    more: str
    notes: tuple[str, ...]
    best: str
    tone: str
    action: str
    after: str
    how: str
    hour: int | None = None  # the one that the title or `after` names, by its wall clock

    @property
    def title_timed(self) -> SafeString:
        """For a page: with the hour in the reader's own zone."""
        return marked(self.title, self.hour)

    @property
    def after_timed(self) -> SafeString:
        return marked(self.after, self.hour)

    def text(self) -> str:
        """All of it as running text: for a listener, a mail, a description."""
        parts = (self.word + ".", self.title, self.more, *self.notes, self.after, self.how)
        return " ".join(part for part in parts if part)


def answer(now: Standing, known: Facts | None = None) -> Answer:
    """Runs inside the workspace. `known`: see facts.py; read when it is not given."""
    known = facts(now.round) if known is None else known
    state, round_ = now.state, now.round
    said = SAY[state](now, known)
    won = state in (State.WINNER, State.CONTROL)
    over = state == State.KEEP and not round_.open
    stopped = round_.ended_why == Round.STOPPED
    return Answer(
        state=state,
        word=_unanswered(stopped)[0] if over else said.word,
        title=_unanswered(stopped)[1] if over else said.title,
        more=said.more,
        notes=said.notes,
        best=round_.best if won else "",
        tone="even" if over else TONES[state],
        action=round_.best if won and round_.open else "",
        after=ended.after(round_, known),
        how=ended.how(round_, known),
        hour=round_.begun_hour if round_.open else round_.ended_hour,
    )


def _unanswered(stopped: bool) -> tuple[str, str]:
    """Word and title of a test that came to nothing. One that was `stopped` goes on until the hour."""
    if stopped:
        return _("Stopped without an answer"), _(
            "The test was stopped before it could be said which version is better."
        )
    return _("Ended without an answer"), _("The test ended before it could be said which version is better.")
