"""The operations, one function each."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_noop as N_
from ninja import Query, Router, Status

from smartbooth.experiments.asked import Asked
from smartbooth.experiments.report import Report, gather
from smartbooth.experiments.tables import COUNTED
from smartbooth.handover.api import listing, scopes
from smartbooth.handover.api.entry import needs
from smartbooth.handover.api.listing import Place
from smartbooth.handover.api.models import Token
from smartbooth.handover.api.problem import NOTHING, Problem, ProblemOut
from smartbooth.handover.api.shapes import (
    LaunchesOut,
    LaunchOut,
    LeadsOut,
    RecallOut,
    RecallsOut,
    ResultsOut,
    TombstoneOut,
)
from smartbooth.handover.recalls import settle
from smartbooth.handover.recalls.models import Recall
from smartbooth.handover.shapes import LeadOut
from smartbooth.launches.models import Launch, Publication
from smartbooth.leads.models import Lead
from smartbooth.leads.removal import remove
from smartbooth.tallies.queries import Count, with_version

PAGE = 1000  # leads at most; more would hold the ledger's lock for longer than a form should wait
USUAL = 100
ID = re.compile(r"[0-9a-z]{1,16}")
CURSOR = Query("", description=N_("“next” of the page before: what came after it."))
SINCE = Query(None, description=N_("Begin at this moment instead (ISO 8601)."))
LIMIT = Query(USUAL, ge=1, le=PAGE, description=N_("How many at most."))

router = Router()
REFUSALS: dict[int, Any] = {401: ProblemOut, 403: ProblemOut, 429: ProblemOut}
FOUND = {**REFUSALS, 404: ProblemOut}


def _launches(token: Token) -> QuerySet[Launch]:
    launches = Launch.objects.all()
    return launches.filter(pk=token.launch_id) if token.launch_id else launches


def _launch(request: HttpRequest, key: str) -> Launch:
    """Raises Problem 404: the same for what never was, another's, and what this token was not made for."""
    found = _launches(_token(request)).filter(pk=key).first() if ID.fullmatch(key) else None
    if found is None:
        raise Problem(404, NOTHING)
    return found


def _lead(request: HttpRequest, key: str) -> Lead:
    found = None
    if ID.fullmatch(key):
        leads = Lead.objects.select_related("person", "launch").exclude(handed_at=None)
        found = leads.filter(pk=key, launch__in=_launches(_token(request))).first()
    if found is None:
        raise Problem(404, NOTHING)
    return found


def _token(request: HttpRequest) -> Token:
    token: Token = request.auth  # type: ignore[attr-defined]  # ninja's name for it
    return token


@router.get(
    "/launches",
    response={200: LaunchesOut, **REFUSALS},
    summary=N_("Every launch"),
    tags=["Launches"],
    description=N_("The launches this token may see, newest first."),
)
@needs(scopes.LAUNCHES)
def launches(request: HttpRequest) -> Any:
    live = Publication.objects.filter(launch=OuterRef("pk"), ended_at=None)
    found = _launches(_token(request)).annotate(live=Exists(live))
    return LaunchesOut(items=[_shape(launch) for launch in found])


@router.get(
    "/launches/{launch}",
    response={200: LaunchOut, **FOUND},
    summary=N_("One launch"),
    tags=["Launches"],
    description=N_("A launch by its id."),
)
@needs(scopes.LAUNCHES)
def launch(request: HttpRequest, launch: str) -> Any:
    return _shape(_launch(request, launch))


def _shape(launch: Any) -> LaunchOut:
    live = getattr(launch, "live", None)
    if live is None:
        live = Publication.objects.filter(launch=launch, ended_at=None).exists()
    return LaunchOut(
        id=launch.pk, name=launch.name, url=launch.url, language=launch.language, goal=launch.goal, live=live,
        created_at=launch.created_at,
    )  # fmt: skip


@router.get(
    "/launches/{launch}/leads",
    response={200: LeadsOut, **FOUND, 422: ProblemOut},
    summary=N_("Who left their address"),
    tags=["Leads"],
    description=N_(
        "Leads and recalls in the order in which they happened. Keep “next” and come back with it: you "
        "get what is new, and who took their address back, and nothing twice. A moment is listed two "
        "seconds after it happened. The first time a token reads a lead, that is written in the ledger, "
        "which the person can see."
    ),
)
@needs(scopes.LEADS)
def leads(
    request: HttpRequest,
    launch: str,
    cursor: str = CURSOR,
    since: datetime | None = SINCE,
    limit: int = LIMIT,
) -> Any:
    found = _launch(request, launch)
    after = _after(cursor, since)
    page = listing.page(found, after, limit)
    opened = listing.read(_token(request), found, [row for row in page.rows if isinstance(row, Lead)])
    mine = _mine(_token(request), [row for row in page.rows if isinstance(row, Recall)])
    items: list[LeadOut | TombstoneOut] = []
    for row in page.rows:
        if isinstance(row, Recall):
            items.append(TombstoneOut(id=row.lead, recall=_recall(mine.get(row.lead, row), row.lead in mine)))
        elif row.pk in opened:
            items.append(opened[row.pk])
    return LeadsOut(items=items, next=str(page.end) if page.end else None, more=page.more)


def _after(cursor: str, since: datetime | None) -> Place | None:
    if cursor:
        place = Place.parse(cursor)
        if place is None:
            raise Problem(422, "This cursor is none of ours. Leave it out to begin at the beginning.")
        return place
    if since is None:
        return None
    if timezone.is_naive(since):
        raise Problem(422, "“since” needs its time zone, as in 2026-05-12T00:00:00Z.")
    if since < listing.EPOCH:
        return None
    try:
        return Place(since.astimezone(UTC), "")
    except OverflowError:
        raise Problem(422, "“since” lies beyond the year 9999.") from None


def _mine(token: Token, recalls: list[Recall]) -> dict[str, Recall]:
    """By lead, the recall of what this token was given; the newest."""
    rows = Recall.objects.filter(how=token.way, lead__in=[row.lead for row in recalls])
    return {row.lead: row for row in rows.order_by("at")}


def _recall(row: Recall, mine: bool = True) -> RecallOut:
    reason: Any = row.reason  # one of three, by recalls/begin.py
    return RecallOut(
        id=row.pk if mine else None, lead=row.lead, launch=row.launch_id, reason=reason, left_on=row.left_on,
        recalled_at=row.at, due_by=row.due_by, acknowledged_at=row.acknowledged_at,
    )  # fmt: skip


@router.get(
    "/leads/{lead}",
    response={200: LeadOut, **FOUND},
    summary=N_("One lead"),
    tags=["Leads"],
    description=N_("A lead by its id. Not found: it never was yours, or it was taken back."),
)
@needs(scopes.LEADS)
def lead(request: HttpRequest, lead: str) -> Any:
    found = _lead(request, lead)
    opened = listing.read(_token(request), found.launch, [found])
    if found.pk not in opened:
        raise Problem(404, NOTHING)
    return opened[found.pk]


@router.delete(
    "/leads/{lead}",
    response={204: None, **FOUND},
    summary=N_("Erase a lead"),
    tags=["Leads"],
    description=N_(
        "For good: address, answers and consents. Wherever else the lead went by your choice (files, "
        "webhooks, other tokens) becomes a recall."
    ),
)
@needs(scopes.ERASE)
def erase(request: HttpRequest, lead: str) -> Any:
    found = _lead(request, lead)
    key = found.pk
    remove(found)
    settle.acknowledge(Recall.objects.filter(lead=key, how=_token(request).way), Recall.API)
    return Status(204, None)


@router.get(
    "/recalls",
    response={200: RecallsOut, **REFUSALS},
    summary=N_("What is to be deleted"),
    tags=["Recalls"],
    description=N_(
        "The recalls of what this token was given and that it has not acknowledged, oldest first; a "
        "thousand at most."
    ),
)
@needs(scopes.LEADS)
def recalls(request: HttpRequest) -> Any:
    rows = Recall.objects.filter(how=_token(request).way, acknowledged_at=None).order_by("at", "pk")
    return RecallsOut(items=[_recall(row) for row in rows[:PAGE]])


@router.post(
    "/recalls/{recall}/acknowledgement",
    response={200: RecallOut, **FOUND},
    summary=N_("Say that it is deleted"),
    tags=["Recalls"],
    description=N_("You deleted the lead on your side. Saying it twice changes nothing."),
)
@needs(scopes.LEADS)
def acknowledgement(request: HttpRequest, recall: str) -> Any:
    rows = (
        Recall.objects.filter(pk=recall, how=_token(request).way)
        if ID.fullmatch(recall)
        else Recall.objects.none()
    )
    if not rows.exists():
        raise Problem(404, NOTHING)
    settle.acknowledge(rows, Recall.API)
    return _recall(rows.get())


@router.get(
    "/launches/{launch}/results",
    response={200: ResultsOut, **FOUND},
    summary=N_("The counts"),
    tags=["Results"],
    description=N_(
        "Of all time, by version. Counts are of people nobody can tell apart: there is nothing personal in them."
    ),
)
@needs(scopes.RESULTS)
def results(request: HttpRequest, launch: str) -> Any:
    found = _launch(request, launch)
    report = gather(with_version(found.pk).first(), Asked(), timezone.get_default_timezone())
    counts = report.by_variant
    arms = [
        {"letter": arm.letter, "idea": arm.idea, "retired": arm.retired, **_count(report, counts[arm.letter])}
        for arm in report.arms
    ]
    return {"launch": found.pk, "goal": found.goal, "total": _count(report, report.total), "variants": arms}


def _count(report: Report, count: Count) -> dict[str, Any]:
    return {**{name: getattr(count, name) for name in COUNTED}, "rate": report.rate(count)}
