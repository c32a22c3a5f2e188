"""A mark of the head once a day, public: what a rewritten ledger could not show."""

from __future__ import annotations

from django.db import transaction

from smartbooth.core import clock
from smartbooth.disclosures import chain, ledger
from smartbooth.disclosures.models import Moment, Seal


def daily() -> int:
    """Seal the head if today has no seal yet and there is something new; how many seals were made (0 or 1).
    Raises ledger.Broken: what somebody tampered with is not sealed."""
    now = clock.now()
    midnight = now.replace(hour=0, minute=0, second=0, microsecond=0)
    with transaction.atomic():
        seq, hash, _base, _base_hash = ledger.locked_head()
        if seq == 0 or Seal.objects.filter(at__gte=midnight).exists() or Seal.objects.filter(seq=seq).exists():
            return 0
        mac = chain.seal_mac(seq, hash, int(Moment().get_prep_value(now)))
        Seal.objects.create(seq=seq, hash=hash, at=now, mac=mac)
        return 1
