"""Rows end LEDGER_YEARS after the disclosure, oldest first. The chain goes on from the last one that was let go: its
number and hash stay in the head, under the head's mark."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from smartbooth.disclosures import chain, ledger
from smartbooth.disclosures.models import Entry, Head
from smartbooth.registry.retention import BATCH, ENOUGH, Rule, keep


def cutoff(now: datetime) -> datetime:
    """Rows before this moment are not kept."""
    day = min(now.day, 28) if now.month == 2 else now.day
    return now.replace(year=now.year - settings.LEDGER_YEARS, day=day)


def old(now: datetime, most: int) -> list[int]:
    """The numbers of the oldest rows, up to `most`, that are too old. A prefix: a row behind a younger one waits."""
    before, found = cutoff(now), []
    for seq, at in Entry.objects.order_by("seq").values_list("seq", "at")[:most]:
        if at >= before:
            break
        found.append(seq)
    return found


def sweep(now: datetime) -> int:
    """Let a batch go. Raises ledger.Broken."""
    with transaction.atomic():
        seq, hash, _base, _base_hash = ledger.locked_head()
        gone = old(now, BATCH)
        if not gone:
            return 0
        base, base_hash = gone[-1], bytes(Entry.objects.values_list("hash", flat=True).get(seq=gone[-1]))
        mac = chain.head_mac(seq, hash, base, base_hash)
        Head.objects.filter(pk=1).update(
            base_seq=base, base_hash=base_hash, mac=mac
        )  # before: the guard looks there
        Entry.objects.filter(seq__lte=base).delete()
        return len(gone)


def overdue(now: datetime) -> int:
    return len(old(now, ENOUGH))


keep(
    Rule(
        "ledger",
        format_lazy(_("{years} years after the disclosure"), years=settings.LEDGER_YEARS),
        sweep,
        overdue,
    )
)
