"""Events that belong to a database transaction: a lead is counted if, and only if, its row is there."""

from smartbooth.core.insert import insert_values
from smartbooth.journal import lines
from smartbooth.journal.lines import Event
from smartbooth.tallies.models import Pending


def note(event: Event) -> None:
    """Leave `event` for the fold, in the caller's transaction."""
    insert_values(Pending, {"line": lines.write(event).decode().rstrip("\n")})
