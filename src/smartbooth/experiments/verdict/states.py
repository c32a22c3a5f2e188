"""What a test can have come to. (Without numpy, which pages that judge nothing need not load.)"""

from enum import StrEnum


class State(StrEnum):
    KEEP = "keep"  # too early to say
    WINNER = "winner"  # a version beats all others, and it is not the control
    CONTROL = "control"  # the control beats all others
    SAME = "same"  # no difference that matters
    UNTRUSTED = "untrusted"  # visitors or goals are not what they can be: nothing is said


REACHED = frozenset({State.WINNER, State.CONTROL, State.SAME})
