"""Promise D1: what is passed on is in the ledger, and the ledger is whole."""

from __future__ import annotations

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from smartbooth.disclosures import ledger
from smartbooth.disclosures.models import Entry
from smartbooth.disclosures.verify import quick
from smartbooth.registry.bases import Gap, basis
from smartbooth.registry.categories import CATEGORIES
from smartbooth.registry.promises import Result, check
from smartbooth.registry.purposes import Purpose
from smartbooth.registry.subjects import Region, Subject

LOOKED = 1_000_000  # newest rows: a query of about a second


@check("D1", _("The ledger of disclosures is whole"))
def chain() -> Result:
    """All of it up to verify.ENOUGH rows; of a longer one the newest part, and another part each day."""
    verdict = quick()
    if verdict.whole:
        says = format_lazy(
            _("Each of {rows} rows follows from the one before, up to the head."), rows=verdict.rows
        )
    else:
        says = format_lazy(_("Broken at row {row}: {why}"), row=verdict.broken, why=verdict.why)
    return Result(verdict.whole, says, verdict.rows)


@check("D1", _("Nothing was passed on without a ground"))
def grounded() -> Result:
    """Every row names a recipient, kinds of data that are declared, and the ground declared for its purpose."""
    head = ledger.head().seq
    rows = Entry.objects.filter(seq__gt=head - LOOKED).order_by()
    combinations = rows.values_list("recipient_kind", "recipient_name", "kinds", "purpose", "ground").distinct()
    wrong = [found for found in combinations.iterator() if not _grounded(*found)]
    looked = min(head, LOOKED)
    if wrong:
        kind, name, _kinds, purpose, ground = wrong[0]
        return Result(
            False,
            format_lazy(
                _("Given to {name} ({kind}) for “{purpose}” on the ground “{ground}”, which is not declared."),
                name=name or "–", kind=kind, purpose=purpose, ground=ground,
            ),
            looked,
        )  # fmt: skip
    return Result(True, format_lazy(_("{rows} disclosures, each on a declared ground."), rows=looked), looked)


def _grounded(kind: str, name: str, kinds: str, purpose: str, ground: str) -> bool:
    if not kinds or not set(kinds.split(",")) <= CATEGORIES.keys() or bool(name) == (kind == "person"):
        return False
    return purpose in set(Purpose) and ground in _declared(Purpose(purpose))


def _declared(purpose: Purpose) -> set[str]:
    found = set()
    for subject in Subject:
        for region in Region:
            try:
                found.add(str(basis(purpose, subject, region)))
            except Gap:
                continue  # nobody declared that this purpose uses their data there: it adds no ground
    return found
