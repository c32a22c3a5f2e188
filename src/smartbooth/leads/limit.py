"""How many forms one network address may send. In memory alone: nothing of it outlives the process."""

from __future__ import annotations

import hashlib
import ipaddress
import math
import secrets
import threading

from smartbooth.core import clock

MOST = 50_000  # addresses remembered at once: some 10 MB


class Limiter:
    """A token bucket an address: `per_minute` at once, refilled evenly.

    Addresses are kept as hashes under a key that dies with the process, IPv6 by /64 (what one customer is given).
    Each process of an installation has its own, so the limit that holds is at most that many times higher.
    """

    def __init__(self) -> None:
        self._key = secrets.token_bytes(32)
        self._buckets: dict[bytes, tuple[float, float]] = {}  # what is left, and when that was
        self._lock = threading.Lock()

    def take(self, client: str, per_minute: int, seconds: int = 60) -> int:
        """Seconds until `client` may send again: 0, and one is used up, when it may now. `seconds`: in which
        `per_minute` are refilled, where that is not a minute."""
        place, now = self._place(client), clock.seconds()
        rate = per_minute / seconds
        with self._lock:
            left, since = self._buckets.pop(place, (float(per_minute), now))
            left = min(float(per_minute), left + max(0.0, now - since) * rate)
            if left >= 1:
                self._keep(place, left - 1, now)
                return 0
            self._keep(place, left, now)
        return max(1, math.ceil((1 - left) / rate)) if rate else 60

    def _keep(self, place: bytes, left: float, now: float) -> None:
        self._buckets[place] = (left, now)
        if len(self._buckets) > MOST:  # the one unheard of for longest: insertion order is order of use
            del self._buckets[next(iter(self._buckets))]

    def _place(self, client: str) -> bytes:
        try:
            address = ipaddress.ip_address(client)
        except ValueError:
            network = client.encode()
        else:
            if isinstance(address, ipaddress.IPv6Address):
                address = address.ipv4_mapped or address
            network = address.packed[:8] if address.version == 6 else address.packed
        return hashlib.blake2b(network, key=self._key, digest_size=16).digest()


limiter = Limiter()
