"""Why a request was answered and not counted. The words for owners: experiments/uncounted.py."""

ROBOT = "robot"  # says it is one, or says nothing
PREFETCH = "prefetch"  # loaded ahead, perhaps never seen
OBJECTION = "objection"  # asked not to be counted
MALFORMED = "malformed"  # a cookie we did not write; treated as none
