"""Forcing the assignment, so that `smartbooth replay` can play a test whose assignment is history.

Off unless SMARTBOOTH_REPLAY_TOKEN is set. Then a page request with `smartbooth-replay: <token> <letter>` gets that
variant, as a new visitor.
"""

import hmac

from django.conf import settings

from smartbooth.edge.table import Launch

SENT = b"smartbooth-replay"


def letter(headers: dict[bytes, bytes], launch: Launch) -> str | None:
    """The variant that the request may force, else None."""
    sent = headers.get(SENT)
    if sent is None or not settings.REPLAY_TOKEN:
        return None
    token, _, wanted = sent.partition(b" ")
    if not hmac.compare_digest(token, settings.REPLAY_TOKEN.encode()):
        return None
    name = wanted.strip().decode("latin-1")
    return name if name in launch.variants else None
