"""What stands between an issue and its readers, in words: what must be mended, and what one should know."""

from __future__ import annotations

from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from smartbooth.mail.letter import CLIPPED
from smartbooth.newsletters import preview
from smartbooth.newsletters.models import Issue, Version


@dataclass
class Problems:
    errors: list[str] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)


def problems(issue: Issue) -> Problems:
    found = Problems()
    versions = list(issue.versions.select_related("current"))
    if not versions:
        found.errors.append(_("Write it in one language at least."))
    for version in versions:
        _look(version, found)
    return found


def _look(version: Version, found: Problems) -> None:
    name = version.get_language_display()
    document = version.document
    if not document["subject"]:
        found.errors.append(_("%(language)s: it has no subject yet.") % {"language": name})
    if not document["blocks"]:
        found.errors.append(_("%(language)s: it is empty.") % {"language": name})
        return
    if not document["summary"]:
        found.warnings.append(_("%(language)s: one sentence for the mailbox is missing.") % {"language": name})
    if preview.weight(version) > CLIPPED:
        said = _(
            "%(language)s: the letter is longer than 102 KB. Gmail cuts it there, and the link that stops it with it."
        )
        found.errors.append(said % {"language": name})
