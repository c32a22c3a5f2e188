"""What the pages say, made of what was found."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from smartbooth.core import clock
from smartbooth.core.dates import written
from smartbooth.experiments import names
from smartbooth.experiments.moments import spoken
from smartbooth.mail import optout
from smartbooth.mail import shown as mail_shown
from smartbooth.people.models import Consent
from smartbooth.registry import categories
from smartbooth.registry.purposes import DECLARED, Purpose
from smartbooth.rights import acts, children, parts, words
from smartbooth.rights import light as lights
from smartbooth.rights.clocks import Law
from smartbooth.rights.copy import subject
from smartbooth.rights.erase import Gone
from smartbooth.rights.kinds import LAWS, NAMES, Kind
from smartbooth.rights.letter import Letter, Passing, Place
from smartbooth.rights.models import Request


def day(moment: datetime | None) -> str:
    """ "3 May", as in a sentence, in the service's time zone."""
    return spoken(timezone.localtime(moment).date()) if moment else ""


def dated(moment: datetime | None) -> str:
    """ "3 May 2026", at the head of a letter."""
    return written(timezone.localtime(moment).date(), "j F Y") if moment else ""


def hour(moment: datetime | None) -> str:
    if moment is None:
        return ""
    return _("%(day)s, %(time)s") % {"day": day(moment), "time": f"{timezone.localtime(moment):%H:%M}"}


def letter(found: Letter, token: str) -> dict[str, Any]:
    return {
        "token": token,
        "letter": found,
        "today": dated(clock.now()),
        "year": clock.now().year - 1,
        "asked_light": lights.before(found.person),
        "places": [_place(place) for place in found.places],
        "holders": sorted({place.lead.workspace.name for place in found.live if place.passed}),
        "switches": mail_shown.worded(found.standing),
        "choices": optout.choices_path(optout.token(found.person.pk)),
        "elsewhere": [_passing(one) for one in found.elsewhere],
        "others": [_consent(one) for one in found.others],
        "messages": [{"subject": subject(row), "when": day(row.sent_at)} for row in found.messages],
        "accounts": [
            {
                "name": user.username,
                "since": day(user.date_joined),
                "workspaces": [workspace.name for workspace in user.workspace_set.all()],
            }
            for user in found.accounts
        ],
        "parts": [
            {"template": part.template, "rows": readable(rows)}
            for part in parts.parts()
            if (rows := part.read(found.person, False))
        ],
        "requests": [
            {"name": NAMES[Kind(one.kind)], "when": day(one.received_at), "state": state(one), "open": one.open}
            for one in found.requests
        ],
    }


def _place(place: Place) -> dict[str, Any]:
    lead, consent = place.lead, place.consent
    late = [recall for recall in place.recalls if recall.acknowledged_at is None]
    return {
        "lead": lead.pk,
        "launch": lead.launch.name,
        "owner": lead.workspace.name,
        "left": day(lead.created_at),
        "state": place.state,
        "same_day": place.same_day,
        "given": day(place.first.first) if place.first else "",
        "ways": [_passing(one) for one in place.passed if one.how != "list"],
        "kinds": place.first.kinds if place.first else [],
        "name": place.written.name,
        "answers": place.written.answers,
        "consent": _consent(consent) if consent else None,
        "ended": day(consent.withdrawn_at) if consent else "",
        "can_undo": bool(consent and consent.withdrawn_at and consent.withdrawn_how == acts.HERE),
        "boxes": [_consent(box) for box in place.boxes],
        "deleted": day(place.deleted_by),
        "until": day(min(recall.due_by for recall in late)) if late else "",
        "overdue": any(recall.due_by < clock.now() for recall in late),
        "country": names.name("country", lead.country) if lead.country != "ZZ" else "",
        "source": names.name("source", lead.source) if lead.source not in ("", "-") else "",
    }


def _consent(one: Consent) -> dict[str, Any]:
    return {
        "id": one.pk,
        "words": one.wording.text,
        "for": DECLARED[Purpose(one.purpose)].words,
        "given": day(one.given_at),
        "ended": day(one.withdrawn_at),
        "live": one.withdrawn_at is None,
        "box": bool(one.box),
        "can_undo": one.withdrawn_at is not None and one.withdrawn_how == acts.HERE,
    }


def way(how: str) -> str:
    """How it went, as the end of "Aurora SAS received it …"."""
    return {
        "list": _("on their list here"),
        "csv": _("as a file (CSV)"),
        "xlsx": _("as a spreadsheet"),
        "api": _("by a program of theirs"),
        "webhook": _("on a server of theirs"),
    }.get(how, how)


def _passing(one: Passing) -> dict[str, Any]:
    return {
        "to": one.to, "how": way(one.how), "kinds": one.kinds, "first": day(one.first), "last": day(one.last),
        "times": one.times,
    }  # fmt: skip


def done(found: Letter, what: str, key: str) -> dict[str, Any] | None:
    """What the act before said to say; None where it is not so (anybody can type an address)."""
    places = {place.consent.pk: place for place in found.places if place.consent}
    boxes = {box.pk: (place, box) for place in found.places for box in place.boxes}
    if what == "withdrawn" and key in places and places[key].state == "ended":
        return {"what": "taken-back", "place": _place(places[key]), "undo": key}
    if what == "withdrawn" and key in boxes and not boxes[key][1].live:
        return {"what": "box", "words": boxes[key][1].wording.text, "undo": key}
    if what in ("started", "ended"):
        topics = (one.topic for one in found.standing if one.on == (what == "started"))
        return next(({"what": what, "topic": one} for one in topics if one.key == key), None)
    if what == "stopped" and found.stopped:
        return {"what": "stopped"}
    if what == "renamed":
        return {"what": "renamed"} if any(place.lead.pk == key for place in found.places) else None
    return (
        {"what": what} if what in ("given-again", "resumed", "removed", "asked", "withdrawn", "reworded") else None
    )


def light(request: Request) -> dict[str, Any]:
    year = (request.year or clock.now().year) - 1
    found = words.of(request).light
    return {
        "year": year,
        "asked": day(request.ended_at),
        "dated": dated(request.ended_at),
        "recipients": [
            {"name": one["name"], "contact": one["contact"], "kinds": categories.words(frozenset(one["kinds"]))}
            for one in found
        ],
    }


MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d.*")


def readable(found: Any) -> Any:
    """The copy's data for people: moments, ways, kinds and states in words."""
    if isinstance(found, list):
        return [readable(one) for one in found]
    if isinstance(found, dict):
        return {key: _readable(key, value) for key, value in found.items()}
    return _moment(found) if isinstance(found, str) and MOMENT.fullmatch(found) else found


def _readable(key: str, value: Any) -> Any:
    if key == "how" and isinstance(value, str):
        return way(value)
    if key in ("source", "country", "device") and isinstance(value, str):
        return names.name(key, value)
    if key == "kind" and value in set(Kind):
        return NAMES[Kind(value)]
    return readable(value)


def _moment(text: str) -> str:
    try:
        local = timezone.localtime(datetime.fromisoformat(text))
    except ValueError:  # somebody wrote what only looks like one
        return text
    return _("%(day)s, %(time)s") % {"day": written(local.date(), "j F Y"), "time": f"{local:%H:%M}"}


def erased(gone: Gone) -> dict[str, Any]:
    return {"gone": gone}


def state(one: Request) -> str:
    return {
        Request.RECEIVED: _("received"),
        Request.VERIFIED: _("confirmed by you"),
        Request.FULFILLED: _("done"),
        Request.REFUSED: _("refused"),
        Request.CLOSED: _("closed"),
    }[one.state]


def request(one: Request) -> dict[str, Any]:
    """For who asked. A child's recipients are shown to the operator alone: whoever reports need not be a parent."""
    said = words.of(one)
    return {
        "request": one,
        "name": NAMES[Kind(one.kind)],
        "law": LAWS[Law(one.law)],
        "received": day(one.received_at),
        "dated": dated(one.received_at),
        "due": day(one.deadline),
        "ended": day(one.ended_at),
        "state": state(one),
        "said": said,
        "can_confirm": one.state == Request.RECEIVED and one.person_id is not None,
    }


def recipients(one: Request) -> list[dict[str, Any]]:
    """Who had received what was erased for this request, and whether they have deleted it."""
    return [
        {"name": each.name, "how": way(each.how), "due": hour(each.due_by), "deleted": hour(each.deleted_at),
         "overdue": each.overdue}
        for each in children.recipients(one.proof.get("leads", []))
    ]  # fmt: skip
