"""The token of a link that sets a new password: one hour, once, bound to the password it replaces."""

from __future__ import annotations

from datetime import UTC, datetime

from django.contrib.auth.tokens import PasswordResetTokenGenerator

from smartbooth.accounts.models import User
from smartbooth.core import clock, keyed


class ResetTokens(PasswordResetTokenGenerator):
    """Django's, by our clock. allauth's own writes a row when it makes a token, which reading a letter must not."""

    def _now(self) -> datetime:
        return clock.now().replace(tzinfo=None)


def made_at(user: User, moment: datetime) -> str:
    """The token as it was at `moment`: a letter shown twice has one link."""
    tokens = ResetTokens()
    seconds = tokens._num_seconds(moment.astimezone(UTC).replace(tzinfo=None))
    return tokens._make_token_with_timestamp(user, seconds, tokens.secret)


def state(user: User) -> str:
    """Changes whenever the password does, or somebody signs in: a letter posted in another state has no link any
    more, so that reading it again after its use opens nothing."""
    return keyed.digest("accounts/state", f"{user.pk}/{user.password}/{user.last_login}".encode())[:8].hex()
