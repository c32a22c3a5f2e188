"""Forms not taken are counted in the journal's files: a flood of them must not become a flood of transactions."""

from __future__ import annotations

import logging
import os
import threading

from django.conf import settings

from smartbooth.core import clock
from smartbooth.journal import lines
from smartbooth.journal.segments import JournalError, Writer
from smartbooth.leads.reasons import Reason

log = logging.getLogger(__name__)
_lock = threading.Lock()
_writers: dict[int, Writer] = {}  # by process: a segment belongs to the one that opened it


def event(workspace: str, launch: str, reason: Reason) -> lines.Event:
    return lines.Event(clock.hour(), lines.DROP, workspace, launch, mark=reason.value)


def count(workspace: str, launch: str, reason: Reason) -> None:
    """One journal line. The visitor's answer does not wait for it to succeed: a full disk is told in the log."""
    with _lock:
        writer = _writers.get(os.getpid())
        if writer is None or writer.folder != settings.JOURNAL:
            writer = _writers[os.getpid()] = Writer(settings.JOURNAL)
        try:
            writer.append(lines.write(event(workspace, launch, reason)))
        except JournalError:
            log.exception("a refused form (%s) is not counted", reason.value)
