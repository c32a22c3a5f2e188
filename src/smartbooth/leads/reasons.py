"""Why a form was not taken. Each is counted by day (tallies.Drop) and told to the visitor in words of its own.

The values are the journal's: lower-case letters, at most 16.
"""

from enum import StrEnum


class Reason(StrEnum):
    ENCODING = "encoding"  # not UTF-8, or not a form at all
    SIZE = "size"  # more than any honest form
    ORIGIN = "origin"  # another site's page sent it
    LIMITED = "limited"  # too many from one address within a minute
    HONEYPOT = "honeypot"  # the field that people do not see was filled in
    INVALID = "invalid"  # an address or an answer that cannot be right
    AGE = "age"  # too young, where the form asks: nothing was stored
    CHANGED = "changed"  # the page was published anew since they opened it
    DUPLICATE = "duplicate"  # known already: answered as the first time, counted once


class Refused(Exception):
    """A step of the pipeline that lets a form go no further. `seconds`: when to try again, for LIMITED."""

    def __init__(self, reason: Reason, seconds: int = 0) -> None:
        super().__init__(reason.value)
        self.reason = reason
        self.seconds = seconds
