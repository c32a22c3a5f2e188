"""What the list's page says beside its rows: the controls that narrow it, and where its links lead."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from smartbooth.core import clock
from smartbooth.experiments import names
from smartbooth.experiments.moments import day
from smartbooth.leads import listing
from smartbooth.leads.filters import DIMENSIONS, Filters
from smartbooth.leads.items import item, written
from smartbooth.leads.models import Lead
from smartbooth.leads.rows import Row, listed
from smartbooth.people import consents
from smartbooth.people.address import readable

Choices = list[tuple[str, str]]


def controls(launch: str, filters: Filters) -> dict[str, Any]:
    """The selects: only those with something to choose between, or chosen already."""
    selects = []
    for name, values in listing.options(launch).items():
        chosen = getattr(filters, name)
        if chosen and chosen not in values:
            values = [*values, chosen]
        if len(values) > 1 or chosen:
            choices = [(value, names.name(name, value)) for value in values]
            selects.append(_select(name, str(names.HEADINGS[name]), _("All"), choices, chosen))
    ticked = [(wording.digest, wording.text) for wording in listing.wordings(launch)]
    if ticked or filters.agreed:
        selects.append(_select("agreed", _("Agreed to"), _("Anything"), ticked, filters.agreed))
    return {"selects": selects, "periods": _periods(), "orders": _orders()}


def _select(name: str, label: str, all_of_them: str, choices: Choices, chosen: str) -> dict[str, Any]:
    return {"name": name, "label": label, "all": all_of_them, "choices": choices, "chosen": chosen}


def _periods() -> Choices:
    return [
        ("", _("Any time")),
        ("today", _("Today")),
        ("7d", _("The last 7 days")),
        ("30d", _("The last 30 days")),
        ("custom", _("Between two days")),
    ]


def _orders() -> Choices:
    return [("newest", _("Newest first")), ("oldest", _("Oldest first")), ("variant", _("By version"))]


def page(filters: Filters, page: listing.Listing, back: bool) -> dict[str, Any]:
    """Rows in words, what was found, and where the page's links lead (query strings; empty: nowhere to go)."""
    onward = "before" if back else "after"
    return {
        "rows": [_row(row) for row in page.rows],
        "found": _found(filters, page),
        "filtering": replace(filters, q="", order="newest") != Filters(),
        "links": {
            "previous": filters.link(cursor={"before": str(page.previous)}) if page.previous else "",
            "next": filters.link(cursor={"after": str(page.next)}) if page.next else "",
            "further": filters.link(cursor={onward: str(page.further)}) if page.further else "",
            "query": filters.link(),
        },
    }


def _row(row: Row) -> dict[str, Any]:
    return {
        "id": row.id,
        "address": row.address,
        "name": row.given.name,
        "variant": row.variant,
        "source": names.name("source", row.source),
        "country": names.name("country", row.country),
        "moment": row.created_at,
        "when": when(row.created_at),
    }


def when(moment: datetime) -> str:
    """ "12 May, 14:02", in the reader's time zone; the year where it is another one."""
    local = timezone.localtime(moment)
    return _("%(day)s, %(time)s") % {"day": day(local.date()), "time": date_format(local, "H:i")}


def sentence(total: int, week: int) -> str:
    """ "214 people left their address; 31 in the last 7 days." """
    text = ngettext("%(n)s person left their address", "%(n)s people left their address", total)
    text %= {"n": names.count(total)}
    if week in (0, total):
        return _("%(all)s.") % {"all": text}
    return _("%(all)s; %(week)s in the last 7 days.") % {"all": text, "week": names.count(week)}


def waiting(many: int) -> str:
    """ "2 people still have to confirm their address by mail; they appear here once they have." """
    if not many:
        return ""
    text = ngettext(
        "%(n)s person still has to confirm the address by mail, and appears here then.",
        "%(n)s people still have to confirm their address by mail, and appear here then.",
        many,
    )
    return text % {"n": names.count(many)}


def _found(filters: Filters, page: listing.Listing) -> str:
    """What the list holds, below the controls; nothing where it is simply everyone."""
    if page.further:
        return _("Looked through %(n)s leads so far.") % {"n": names.count(page.looked)}
    if not filters.narrowed:
        return ""
    if not page.rows:
        return _("Nobody fits.")
    if page.total is None:
        return ""
    return ngettext("%(n)s fits.", "%(n)s fit.", page.total) % {"n": names.count(page.total)}


def lead(one: Lead) -> dict[str, Any] | None:
    """Everything there is about a lead, opened; None when the owner was not given it, or may not read it any more.
    Needs `person` and `launch` loaded."""
    wanted = item(one.pk, one.person_id, one.person.sealed, one.given)
    opened = listed(one.workspace_id, one.launch_id)([wanted])
    if not opened:
        return None
    address = opened[0].address
    agreed = consents.of(one.person_id).filter(launch=one.launch_id, withdrawn_at=None, awaits=False)
    variant = one.launch.variants.filter(letter=one.variant).first()
    return {
        "lead": one,
        "address": readable(address),
        "mail": address,
        "idea": variant.idea if variant else "",
        "given": written(opened[0]),
        "notice": next((consent.wording.text for consent in agreed if not consent.box), ""),
        "agreements": [
            {"text": consent.wording.text, "when": when(consent.given_at)} for consent in agreed if consent.box
        ],
        "whence": [
            (str(names.HEADINGS[name]), names.name(name, getattr(one, name)))
            for name in DIMENSIONS
            if name != "variant"
        ],
        "first_visit": when(clock.hour_start(one.first_hour)) if one.first_hour else "",
        "sentence": _("Left their address on %(launch)s on %(when)s.")
        % {"launch": one.launch.name, "when": when(one.created_at)},
    }
