"""Whether an account was ever signed in to from this browser: if not, its person is told.

A browser carries a random value for each account that signs in from it, made here and given in a cookie of its own
(`known`, sent to the doors alone). What is kept is the value's hash, keyed and bound to the account: it tells neither
the browser nor that two accounts share one. No address of a network and no name of a browser is looked at.
"""

from __future__ import annotations

import re

from django.db import transaction

from smartbooth.accounts import letters
from smartbooth.accounts.models import KnownBrowser, User
from smartbooth.core import clock, ids, keyed

KNOWN = "known"  # the cookie (accounts/cookies.py)
SECONDS = 395 * 86400  # 13 months, set anew at each sign-in
PATH = "/accounts/"  # no other page needs it
LENGTH = 26  # characters of a value: 130 bits
VALUES = 4  # accounts that one browser is known to: a couple's laptop, and an agency's
MOST = 10  # browsers an account is remembered from; then the one unused for longest is forgotten
SHAPE = re.compile(f"[{ids.ALPHABET}]{{{LENGTH}}}")


def arrive(user: User, carried: str) -> str:
    """`user` signed in from a browser whose cookie holds `carried` ("" where it has none). Tells them unless it was
    seen before, or they sign in for the first time ever. Returns what the cookie holds from now on."""
    values = [value for value in carried.split(".") if SHAPE.fullmatch(value)][:VALUES]
    with transaction.atomic():
        here = KnownBrowser.objects.filter(digest__in=[digest(user, value) for value in values], user=user)
        if values and here.update(used_on=clock.now().date()):
            return ".".join(values)
        if KnownBrowser.objects.filter(user=user).exists():
            letters.tell(letters.Event.NEW_BROWSER, [user], user.language)
        value = ids.token(LENGTH)  # never one that the browser brought: somebody may have put it there
        KnownBrowser.objects.create(user=user, digest=digest(user, value), used_on=clock.now().date())
        newest = KnownBrowser.objects.filter(user=user).order_by("-used_on", "-pk").values_list("pk", flat=True)
        KnownBrowser.objects.filter(user=user).exclude(pk__in=list(newest[:MOST])).delete()
    return ".".join([value, *values[: VALUES - 1]])


def digest(user: User, value: str) -> bytes:
    return keyed.digest("accounts/browser", f"{user.pk}/{value}".encode())
