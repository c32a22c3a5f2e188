"""Writing events to this process's journal, and saying once a minute when that fails."""

import logging
import time

from smartbooth.journal.lines import DROP, NONE, NOWHERE, line
from smartbooth.journal.segments import JournalError, Writer

log = logging.getLogger(__name__)
SAY_EVERY = 60.0  # seconds
NOBODY = f"{NONE}\t0\t{NONE}\t{NONE}\t{NOWHERE}\t{NONE}"  # the visit of someone without a cookie


class Recorder:
    def __init__(self, writer: Writer) -> None:
        self.writer = writer
        self._said: float | None = None
        self._failed = 0

    def put(self, hour: int, kind: str, place: str, visit: str, mark: str, target: str = NONE) -> bool:
        """Append an event; False when it is not in the journal (full disk), and so must not be acknowledged."""
        return self.write(line(hour, kind, place, visit, mark, target))

    def write(self, ready: bytes) -> bool:
        """Append a line made before; as `put`."""
        try:
            self.writer.append(ready)
        except JournalError as error:
            self._complain(error)
            return False
        if self._failed:
            log.warning("the journal takes events again; %d were refused", self._failed)
            self._failed, self._said = 0, None
        return True

    def drop(self, hour: int, place: str, reason: str) -> bool:
        return self.put(hour, DROP, place, NOBODY, reason)

    def _complain(self, error: JournalError) -> None:
        self._failed += 1
        now = time.monotonic()
        if self._said is None or now - self._said > SAY_EVERY:
            self._said = now
            log.error("the journal cannot be written (%s): visits are served and wait to be counted", error)
