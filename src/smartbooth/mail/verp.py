"""The address that a letter comes back to: one a letter, so that a bounce says which letter it is about (VERP).

`bounces+<row>.<signature>@MAIL_DOMAIN`. The signature is what makes a bounce believed: only a mail server that got the
letter knows the address, and nobody can have somebody else's mail stopped by inventing one. In letters that survive
being lower-cased, in fewer than the 64 characters before an @ (RFC 5321 4.5.3.1.1), and without an end: some bounces
come days later.
"""

from __future__ import annotations

import hmac

from django.conf import settings

from smartbooth.mail.optout import sign

USE = "mail/bounces"  # of the ring
BOUNCES = "bounces"  # the mailbox


class NoReturnPath(ValueError):
    """Not an address that a letter of ours had."""


def return_path(row_id: str) -> str:
    """The envelope's sender of the letter of this row of the outbox (RFC 5321's reverse-path)."""
    return f"{BOUNCES}+{row_id}.{sign(USE, row_id)}@{settings.MAIL_DOMAIN}"


def read(local: str) -> str:
    """The row's id, from what stands before the @. The row may be gone by now. Raises NoReturnPath."""
    mailbox, _plus, named = local.lower().partition("+")
    row_id, _dot, signature = named.rpartition(".")
    if mailbox != BOUNCES or not row_id or not named.isascii():
        raise NoReturnPath
    if not hmac.compare_digest(signature, sign(USE, row_id)):
        raise NoReturnPath
    return row_id
