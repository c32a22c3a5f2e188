"""The worker's sign of life: a file of this node that it touches each second."""

import time

from django.conf import settings

SILENT = 30.0  # seconds without a sign of life; a long fold takes a few


def heard() -> float | None:
    """Seconds since the last one; None: there never was one here. By the file system's clock, not by ours: it is what
    the file's time is of."""
    try:
        return max(0.0, time.time() - settings.HEARTBEAT.stat().st_mtime)
    except FileNotFoundError:
        return None
