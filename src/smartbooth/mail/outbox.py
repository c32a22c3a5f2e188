"""Posting: a row in the caller's transaction, so a message goes out exactly if what it tells of was stored."""

from __future__ import annotations

from typing import Any

import msgspec

from smartbooth.core import clock, ids
from smartbooth.core.insert import insert_values
from smartbooth.mail import basis
from smartbooth.mail.messages import Kind, Message, pack
from smartbooth.mail.models import Outbox


def post(
    message: type[Message], person_id: str, language: str, *, unique: str = "", about: str = "", **params: Any
) -> bool:
    """Post `message` to a person (people.Person's id) in `language` ("en", "fr"; the one they chose comes first). The
    worker sends it, within a second.

    `unique`: of two posts with the same, the second changes nothing (at most 120 characters; put the message's
    name in front). `about`: the id by which many rows are counted, paused and resumed together (`mail/batch.py`).
    Returns whether a row was added. Raises TypeError and ValueError for what the message may not contain,
    `basis.NoBasis` for marketing this person did not agree to or a topic they stopped, django.db.DatabaseError.
    """
    kept = pack(message, params)
    if message.kind != Kind.SERVICE:
        basis.require(message, person_id)
    return insert_values(Outbox, values(message, person_id, language, kept, unique=unique, about=about))


def values(
    message: type[Message],
    person_id: str,
    language: str,
    kept: dict[str, str],
    *,
    unique: str = "",
    about: str = "",
) -> dict[str, Any]:
    """A row that waits, by column. `kept`: what the message contains, as `messages.pack` made it."""
    now = clock.now()
    return {
        "id": ids.token(),
        "message": message.name,
        "person_id": person_id,
        "language": language,
        "params": msgspec.json.encode(kept).decode(),
        "unique": unique or None,
        "about": about,
        "bulk": message.bulk,
        "state": Outbox.WAITING,
        "attempts": 0,
        "claim": "",
        "due_at": now,
        "free": False,
        "problem": "",
        "created_at": now,
        "sent_at": None,
    }
