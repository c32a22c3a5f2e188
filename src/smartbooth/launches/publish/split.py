"""How new visitors are shared out, hour by hour.

The split changes on hour boundaries only: the verdict compares variants within an hour, whose visitors must all have
been drawn by one split, fixed before it. So a change holds from the next full hour on, and edges know it before.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from itertools import pairwise

from django.db import transaction
from django.db.models import IntegerField, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from smartbooth.accounts.models import User
from smartbooth.core import clock
from smartbooth.launches.models import Launch, Publication, Split, Variant
from smartbooth.launches.publish.edition import raise_edition

# Seconds before an hour from which on it is too late to change it: edges look twice a second, and the clocks of nodes
# differ by a second or two.
LATE = 10

Shares = dict[str, int]  # {letter: weight from 1, relative to the others'}
Follower = Callable[[Launch, Split], None]
_followers: list[Follower] = []


def followed_by(follow: Follower) -> None:
    """Call `follow(launch, split)` in the transaction in which the split that new visitors will have changes, or a
    change of it is taken back. Said once, in a room's AppConfig."""
    if follow not in _followers:
        _followers.append(follow)


class NobodyLeft(ValueError):
    """No live variant would take new visitors. Its text is for the owner."""

    def __init__(self) -> None:
        super().__init__(_("At least one version that is live must receive visitors."))


def lock(launch: Launch) -> None:
    """Let changes of a launch's split wait for each other. The first thing that each locks, so that none waits for one
    that waits for it. Rows that only point at the launch, a lead among them, do not wait. In a transaction."""
    Launch.objects.select_for_update(no_key=True).get(pk=launch.pk)


@transaction.atomic
def weigh(launch: Launch, weights: Mapping[str, int], cause: str, user: User | None = None) -> Split | None:
    """Give variants, by letter, their shares: from 0, which takes no new visitors. As `resplit`; where it raises,
    nothing is stored."""
    lock(launch)
    variants = list(Variant.objects.filter(launch=launch, letter__in=weights))
    for variant in variants:
        variant.weight = weights[variant.letter]
    Variant.objects.bulk_update(variants, ["weight"])
    return resplit(launch, cause, user)


@transaction.atomic
def retire(variant: Variant, moment: datetime | None, user: User | None = None) -> Split | None:
    """Retired since `moment`; None: it takes part again. As `resplit`; where it raises, nothing is stored."""
    lock(variant.launch)
    variant.retired_at = moment
    variant.save(update_fields=["retired_at"])
    return resplit(variant.launch, Split.RETIRED, user)


def resplit(launch: Launch, cause: str, user: User | None = None) -> Split | None:
    """Store the split that the launch's variants ask for now: their weights, without those retired or not published.

    Call it in the transaction and the workspace of every change of weights, retirement or publication; `cause` is
    Split.PUBLISH there only. Returns the new row, whose `hour` is the first it holds in; None where nothing changes,
    or the launch is not live: then publishing does it. A row that has not begun is replaced. Raises the edition with
    each change, but for a publication, which does so once for all that is new with it. Raises NobodyLeft.
    """
    lock(launch)
    live = Publication.objects.filter(launch=launch, ended_at=None).first()
    if live is None:
        return None
    wanted = _wanted(launch, live)
    begins = _begins(live, cause)
    splits = Split.objects.filter(launch=launch)
    before = splits.filter(hour__lt=begins).last()
    due = splits.filter(hour__gte=begins).last() or before
    if due is not None and due.shares == wanted:
        return None
    splits.filter(hour__gte=begins).delete()
    if cause != Split.PUBLISH:
        raise_edition()
    if before is not None and before.shares == wanted:
        _tell(launch, before)  # what was to change does not after all
        return None
    made: Split = Split.objects.create(
        workspace_id=launch.workspace_id, launch=launch, hour=begins, shares=wanted, cause=cause, made_by=user
    )
    _tell(launch, made)
    return made


def _tell(launch: Launch, split: Split) -> None:
    for follow in _followers:
        follow(launch, split)


def in_force(launch: str, hour: int) -> Split | None:
    """The split by which the launch's visitors of that hour are drawn; None before its first."""
    found: Split | None = Split.objects.filter(launch=launch, hour__lte=hour).last()
    return found


def pending(launch: Launch) -> Split | None:
    """The split whose hour has not begun; the last, where there are two."""
    found: Split | None = Split.objects.filter(launch=launch, hour__gt=clock.hour()).last()
    return found


def by_hour(launch: str, first: int, last: int) -> dict[int, Shares]:
    """{hour: shares} of each hour from `first` to `last`, both included, as stored; hours before the first split are
    absent. One query."""
    then = Split.objects.filter(launch=OuterRef("launch"), hour__lte=first).order_by("-hour").values("hour")[:1]
    since = Coalesce(Subquery(then, output_field=IntegerField()), Value(first))
    rows = Split.objects.filter(launch=launch, hour__gte=since, hour__lte=last).order_by("hour")
    found: dict[int, Shares] = {}
    changes = list(rows.values_list("hour", "shares"))
    for (begins, shares), (end, _next) in pairwise([*changes, (last + 1, {})]):
        found |= dict.fromkeys(range(max(first, begins), end), shares)
    return found


def next_hour() -> int:
    """The next full hour that edges learn of in time: when what is changed now begins."""
    return int((clock.now() + timedelta(seconds=LATE)).timestamp() // clock.HOUR) + 1


def published(launch: Launch) -> set[str]:
    """The letters that visitors can be given: live, and not retired."""
    live = Publication.objects.filter(launch=launch, ended_at=None).first()
    return available(launch) if live else set()


def available(launch: Launch) -> set[str]:
    """The letters that visitors can be given once the page is live: not retired and, while it is, published."""
    kept = set(Variant.objects.filter(launch=launch, retired_at=None).values_list("letter", flat=True))
    live = Publication.objects.filter(launch=launch, ended_at=None).first()
    return kept & {variant["letter"] for variant in live.manifest["variants"]} if live else kept


def _wanted(launch: Launch, live: Publication) -> Shares:
    served = [variant["letter"] for variant in live.manifest["variants"]]
    taking = Variant.objects.filter(launch=launch, letter__in=served, retired_at=None, weight__gt=0)
    found = dict(taking.order_by("letter").values_list("letter", "weight"))
    if not found:
        raise NobodyLeft
    return found


def _begins(live: Publication, cause: str) -> int:
    """The next full hour; this very hour for a publication made now, where nobody was drawn by another split in it."""
    if cause == Split.PUBLISH and not _served_before(live).exists():
        return clock.hour()
    return next_hour()


def _served_before(live: Publication) -> QuerySet[Publication]:
    """Other publications of the launch that visitors found in this hour, or just before it: edges serve one a second
    longer than it lives."""
    since = clock.hour_start(clock.hour()) - timedelta(seconds=LATE)
    others = Publication.objects.filter(launch=live.launch_id).exclude(pk=live.pk)
    return others.filter(Q(ended_at=None) | Q(ended_at__gte=since))
