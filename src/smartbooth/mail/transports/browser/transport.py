from smartbooth.mail.letter import Letter
from smartbooth.mail.models import Outbox


class Transport:
    """Sent is what the outbox shows: nothing is handed over, and no address is opened for it. That the letter could be
    written was seen when `letter` was made."""

    def deliver(self, row: Outbox, letter: Letter) -> None:
        return None
