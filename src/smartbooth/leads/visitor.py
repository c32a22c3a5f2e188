"""The form's address: what a visitor posts, step by step, and the answer.

Every step hands its value to the next or raises Refused with a reason, which is counted and told (leads/answers.py).
"""

from __future__ import annotations

import logging

from django.conf import settings
from django.db import DatabaseError, InterfaceError
from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.views.decorators.csrf import csrf_exempt

from smartbooth.leads import answers, drops, published, submission
from smartbooth.leads.arrival import Arrival, arrive
from smartbooth.leads.asked import Asked
from smartbooth.leads.limit import limiter
from smartbooth.leads.published import Published
from smartbooth.leads.reasons import Reason, Refused
from smartbooth.leads.register import Interest, decoy, register
from smartbooth.leads.submission import Invalid, TooYoung
from smartbooth.leads.visit import Visit

log = logging.getLogger(__name__)


@csrf_exempt  # no session to ride on; arrival.check_origin keeps other sites' pages out
def leave_address(request: HttpRequest) -> HttpResponse:
    """POST: 303 to `thanks`; 422 with the page, its errors and what was typed; 400, 403, 410, 413, 429, 503."""
    if request.method != "POST":
        return answers.to_page()
    launch, workspace = request.launch_id, request.META["smartbooth.workspace"]  # type: ignore[attr-defined]  # VisitorSide sets it
    arrival = None
    try:
        arrival = arrive(request)
        return _take(launch, workspace, arrival)
    except Refused as refused:
        drops.count(workspace, launch, refused.reason)
        return answers.refused(refused, published.remembered(launch), arrival)
    except (DatabaseError, InterfaceError):
        # Down, locked or full: the transaction left nothing behind, and the visitor has everything they typed.
        log.exception("a form could not be stored")
        return answers.unavailable(published.remembered(launch), arrival)


def _take(launch: str, workspace: str, arrival: Arrival) -> HttpResponse:
    live = published.live(launch)
    letter = live.letter(arrival.fields.get("variant", "")) if live else None
    if live is None or letter is None:
        return answers.gone(live)
    visit = Visit.of(arrival, live, letter)
    seconds = limiter.take(arrival.client, settings.LEADS_PER_MINUTE)
    if seconds:
        raise Refused(Reason.LIMITED, seconds)
    if arrival.trap:
        decoy(workspace, launch)
        return answers.thanks(live, visit)
    read, letter, asked = _read(live, letter, arrival.fields.get("wording", ""))
    if asked.asks_age and arrival.closed:
        return answers.not_taken(live)
    try:
        with translation.override(read.language):
            submitted = submission.read(arrival.fields, asked)
    except TooYoung:
        drops.count(workspace, launch, Reason.AGE)
        return answers.not_taken(live)
    except Invalid as invalid:
        drops.count(workspace, launch, Reason.INVALID)
        return answers.again(read, letter, arrival, invalid.errors, 422)
    register(
        Interest(
            workspace=workspace,
            launch=launch,
            publication=read.number,
            language=read.language,
            address=submitted.address,
            given=submitted.given,
            notice=asked.notice,
            purposes=submitted.purposes,
            visit=visit,
            launch_name=read.name,
            owner_name=read.owner,
            confirm=read.confirms,
        )
    )
    return answers.thanks(live, visit)


def _read(live: Published, letter: str, version: str) -> tuple[Published, str, Asked]:
    """The publication, its variant, and its form in the words that were on the visitor's screen: the live one, or one
    that ended lately. Raises Refused(CHANGED): nobody agrees to words they did not see."""
    if not version:
        return live, letter, live.asked[letter]
    asked = live.read(letter, version)
    if asked is not None:
        return live, letter, asked
    for publication in published.lately(live.launch):
        for candidate in publication.asked:
            asked = publication.read(candidate, version)
            if asked is not None:
                return publication, candidate, asked
    raise Refused(Reason.CHANGED)
