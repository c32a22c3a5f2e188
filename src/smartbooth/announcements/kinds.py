"""The kinds of announcement there are: what an operator is asked for each, and which letter tells of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.functional import Promise as Lazy
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from smartbooth.announcements.models import Announcement

Words = str | Lazy
MAY, MUST = "may", "must"  # whether something has to be said


@dataclass(frozen=True)
class Kind:
    key: str
    name: Words
    says: Words  # when to choose it
    text: Words  # what the text is to say: its label
    start: Words = ""  # the label of the first moment; "": not asked for
    end: Words = ""
    advice: str = MAY
    urgent: bool = True  # posted before what is not


def _all(*kinds: Kind) -> Mapping[str, Kind]:
    return {one.key: one for one in kinds}


KINDS = _all(
    Kind(
        Announcement.OUTAGE,
        pgettext_lazy("announcement", "Planned outage"),
        _("Something will not work from one moment to another, and you know when."),
        _("What will not work"),
        start=pgettext_lazy("announcement", "From"),
        end=pgettext_lazy("announcement", "Until"),
    ),
    Kind(
        Announcement.INCIDENT,
        pgettext_lazy("announcement", "Disruption"),
        _("Something does not work now. When it works again, say so from its page."),
        _("What does not work"),
        start=pgettext_lazy("announcement", "Since"),
    ),
    Kind(
        Announcement.CHANGE,
        pgettext_lazy("announcement", "Change of the service"),
        _("Something is added, changed or ends, and people have to know."),
        _("What changes"),
        start=_("From when on"),
        urgent=False,
    ),
    Kind(
        Announcement.SUSPENSION,
        pgettext_lazy("announcement", "Suspension of one account"),
        _("Told to the owner of one workspace alone, and shown on no public page."),
        _("What is suspended, and why"),
        start=pgettext_lazy("announcement", "Since"),
        advice=MUST,
    ),
    Kind(
        Announcement.END,
        pgettext_lazy("announcement", "It is over"),
        "",  # reached from the page of what it ends
        _("How it ended"),
    ),
)
WRITTEN = tuple(kind for kind in KINDS.values() if kind.key != Announcement.END)  # what one may begin with
ENDED = (Announcement.OUTAGE, Announcement.INCIDENT, Announcement.SUSPENSION)  # what can be said to be over


def kind_of(announcement: Announcement) -> Kind:
    return KINDS[announcement.kind]


def name(announcement: Announcement) -> Words:
    """What it is, as a word beside its title. Of an end: what became of the thing."""
    if announcement.kind != Announcement.END or announcement.ends is None:
        return kind_of(announcement).name
    ended = announcement.ends
    if ended.kind == Announcement.SUSPENSION:
        return _("Suspension lifted")
    said, start = announcement.goes_at, ended.starts_at
    if ended.kind == Announcement.OUTAGE and said is not None and start is not None and said < start:
        return pgettext_lazy("announcement", "Called off")
    return pgettext_lazy("announcement", "Over")
