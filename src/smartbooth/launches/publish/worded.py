"""What stands before a publication, in sentences that can be read away from the page: in a letter."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _

from smartbooth.launches.blocks import KINDS
from smartbooth.launches.models import Launch, Variant
from smartbooth.launches.publish.problems import Problem


def worded(launch: Launch, found: Sequence[Problem]) -> list[str]:
    """Each with the version and the block it is about ("B, Opening: …"), each once, in the language that is active."""
    labels: dict[str, str] = {}
    if any(one.block for one in found):
        for variant in Variant.objects.filter(launch=launch).select_related("current"):
            labels |= {block["id"]: str(KINDS[block["kind"]].label) for block in variant.document["blocks"]}
    return list(dict.fromkeys(_worded(one, labels.get(one.block, "")) for one in found))


def _worded(problem: Problem, label: str) -> str:
    where = ", ".join(filter(None, (problem.letter.upper(), label)))
    return _("%(where)s: %(text)s") % {"where": where, "text": problem.text} if where else problem.text
