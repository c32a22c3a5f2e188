"""A letter as it would arrive: written by the templates that write what is sent, to nobody."""

from __future__ import annotations

from smartbooth.core import clock
from smartbooth.mail.letter import Words, write
from smartbooth.mail.messages import Facts
from smartbooth.newsletters.digest import contents, picking
from smartbooth.newsletters.digest.messages import Digest
from smartbooth.newsletters.digest.models import Round


def planned(language: str) -> Words:
    """The next one, as it could be approved now."""
    known = Facts("", language, clock.now(), {})
    return write(Digest, known, Digest.said(contents.planned(picking.picks(), language)))


def sent(one: Round, language: str) -> Words:
    """One that was approved. Raises contents.Nothing."""
    return write(Digest, Facts("", language, one.send_at, {"round": one.pk}))
