"""Making a token, finding it again by what a program shows, and taking it away."""

from __future__ import annotations

import hashlib
import re
import secrets
from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from smartbooth.accounts.models import User, Workspace
from smartbooth.accounts.tenancy import everywhere
from smartbooth.core import clock
from smartbooth.handover.api.models import Token
from smartbooth.handover.messages import TokenMade, TokenTaken, tell
from smartbooth.launches.models import Launch

PREFIX = "sb_"  # so that scanners of repositories know what they found
SHAPE = re.compile(r"sb_[A-Za-z0-9_-]{43}")  # 256 bits


def make(
    workspace: Workspace, name: str, scopes: Sequence[str], user: User,
    launch: Launch | None = None, expires_at: datetime | None = None,
) -> tuple[Token, str]:  # fmt: skip
    """The token and its secret, which is nowhere else: shown once, then gone. The workspace's owners are told."""
    secret = PREFIX + secrets.token_urlsafe(32)
    with transaction.atomic():
        token = Token.objects.create(
            workspace=workspace, launch=launch, name=name, digest=_digest(secret), ending=secret[-4:],
            scopes=list(scopes), made_by=user, expires_at=expires_at,
        )  # fmt: skip
        tell(TokenMade, token, user)
    return token, secret


def find(secret: str) -> Token | None:
    """The token that works now, or None: unknown, expired and revoked are the same to whoever asks."""
    if not SHAPE.fullmatch(secret):
        return None
    now = clock.now()
    with everywhere():
        token = Token.objects.select_related("workspace").filter(digest=_digest(secret), revoked_at=None).first()
        if token is None or (token.expires_at is not None and token.expires_at <= now):
            return None
        if token.last_used_on != now.date():
            Token.objects.filter(pk=token.pk).update(last_used_on=now.date())
    return token


def revoke(token: Token, user: User) -> None:
    """From now on it opens nothing. The owners are told, once."""
    with transaction.atomic():
        if Token.objects.filter(pk=token.pk, revoked_at=None).update(revoked_at=clock.now()):
            tell(TokenTaken, token, user)


def _digest(secret: str) -> bytes:
    return hashlib.sha256(secret.encode()).digest()
