"""Links that show one test to whoever has them: made, followed, withdrawn."""

from __future__ import annotations

from django.core import signing
from django.db import transaction
from django.urls import reverse

from smartbooth.accounts.models import User
from smartbooth.accounts.tenancy import within
from smartbooth.experiments.models import Round, Share

SALT = "smartbooth.experiments.given"
MOST = 20  # links a test has at once: one for each circle of readers, and few enough to look through before withdrawing


class TooMany(ValueError):
    """The test has MOST links."""


class Unknown(LookupError):
    """A link that nobody made, or that was withdrawn, or whose test is gone."""


def make(round_: Round, user: User) -> Share:
    """A link to the test, for good or until it is withdrawn. Runs inside the workspace. Raises TooMany."""
    with transaction.atomic():
        Round.objects.select_for_update().get(pk=round_.pk)  # two at once count each other
        if Share.objects.filter(round=round_).count() >= MOST:
            raise TooMany
        made: Share = Share.objects.create(workspace_id=round_.workspace_id, round=round_, made_by=user)
    return made


def path(share: Share) -> str:
    """Its address on the studio's host. The token is signed, so that no guess opens anything, and a copy of the
    database alone opens nothing either; it says whose it is, so that only that workspace is asked."""
    token = signing.dumps([share.workspace_id, share.pk], salt=SALT)
    return reverse("shared-test", args=[token])


def follow(token: str) -> Round:
    """The test that a link shows, with its launch. Raises Unknown."""
    try:
        workspace, key = signing.loads(token, salt=SALT)
    except (signing.BadSignature, ValueError):
        raise Unknown from None
    with within(workspace):
        share = Share.objects.filter(pk=key).select_related("round__launch").first()
    if share is None:
        raise Unknown
    round_: Round = share.round
    return round_


def withdraw(round_: Round, key: str) -> bool:
    """Whether there was such a link of this test; it opens nothing any more. Runs inside the workspace."""
    gone, _each = Share.objects.filter(round=round_, pk=key).delete()
    return gone > 0
