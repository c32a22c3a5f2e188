"""Where a lead came from: what the launch's cookie says, for it is what the visitor was counted under."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpResponse

from smartbooth.core import clock
from smartbooth.edge import client, cookie
from smartbooth.edge.origins import DIRECT
from smartbooth.edge.robots import device
from smartbooth.journal import lines
from smartbooth.leads.arrival import Arrival
from smartbooth.leads.published import Published


@dataclass(frozen=True)
class Visit:
    """As in the journal's line; `mark` says whether, and how, a lead of this visit counts in the experiment."""

    variant: str
    first_hour: int = 0
    source: str = DIRECT
    campaign: str = lines.NONE
    country: str = lines.NOWHERE
    device: str = lines.NONE
    mark: str = lines.UNMEASURED
    known: cookie.Visit | None = None

    @classmethod
    def of(cls, arrival: Arrival, published: Published, letter: str) -> Visit:
        """By the cookie; `letter`, the page that was sent, where there is none. Who objects to being counted is not
        looked at at all: their lead says which page, and no more."""
        known = cookie.parse(arrival.cookie, published.documents, published.since)
        if known is None:
            return cls(letter, country=client.country(arrival.client), device=device(arrival.agent))
        if cookie.OBJECTS in known.marks:
            return cls(letter, known=known)
        mark = lines.UNMEASURED
        if cookie.VISITOR in known.marks:
            mark = lines.AGAIN if cookie.LEFT in known.marks else lines.FIRST
        return cls(
            known.letter, known.hour, known.source, known.campaign, known.country, known.device, mark, known
        )

    def remember(self, response: HttpResponse, root: str) -> None:
        """Mark the cookie, where there is one: one visitor becomes one signup."""
        if self.known is not None:
            marked = cookie.mark(self.known, cookie.LEFT)
            value = cookie.header(marked, root, clock.seconds()).decode("ascii")
            response["Set-Cookie"] = value  # sets: sb
