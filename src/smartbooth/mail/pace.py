"""Not faster than a provider's contract says: letters a second in all, and letters a minute to one domain."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable

MINUTE = 60.0


class Pace:
    """`rate` letters a second, `domain_rate` a minute and domain; 0: no limit. Known to this process alone: with two
    workers each keeps to it by itself."""

    def __init__(self, rate: int, domain_rate: int, seconds: Callable[[], float] = time.monotonic) -> None:
        self.rate, self.domain_rate, self.seconds = rate, domain_rate, seconds
        self._lock = threading.Lock()
        self._next = 0.0  # when the next letter may go
        self._minutes: dict[str, tuple[float, int]] = {}  # domain: the begin of its minute, letters in it

    def turn(self) -> float:
        """Seconds to wait until the letter in hand may go; takes its turn."""
        if not self.rate:
            return 0.0
        with self._lock:
            now = self.seconds()
            mine = max(self._next, now)
            self._next = mine + 1 / self.rate
            return mine - now

    def left(self) -> float:
        """Seconds until the next letter may go, without taking its turn."""
        return max(0.0, self._next - self.seconds())

    def domain(self, address: str) -> float:
        """0 where a letter to `address` may go, and counts it; else the seconds until its domain's next minute."""
        if not self.domain_rate:
            return 0.0
        domain, now = address.rpartition("@")[2], self.seconds()
        begin, count = self._minutes.get(domain, (now, 0))
        if now - begin >= MINUTE:
            begin, count = now, 0
            self._minutes = {name: one for name, one in self._minutes.items() if now - one[0] < MINUTE}
        if count >= self.domain_rate:
            return MINUTE - (now - begin)
        self._minutes[domain] = (begin, count + 1)
        return 0.0
