"""What stands between an issue and its readers, in words: what must be mended, and what one should know."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.utils.html import strip_tags
from django.utils.translation import gettext as _

from smartbooth.mail.letter import CLIPPED
from smartbooth.newsletters import preview
from smartbooth.newsletters.documents import sample
from smartbooth.newsletters.kinds import KINDS
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
    for other in versions[1:]:
        if other.document["blocks"] and other.document["blocks"] == versions[0].document["blocks"]:
            said = _("%(language)s: it reads word for word as the other language does.")
            found.warnings.append(said % {"language": other.get_language_display()})
    return found


def _is_sample(block: dict[str, Any]) -> bool:
    """Whether it says what the editor put into it, whichever language that spoke."""
    kind = KINDS.get(block["kind"])
    if kind is None or not kind.sample:
        return False
    begun = (sample(kind, language) for language, _name in settings.LANGUAGES)
    return any(all(_same(block["data"].get(name), made[name]) for name in kind.sample) for made in begun)


def _same(written: Any, begun: Any) -> bool:
    if isinstance(begun, list):
        rows = list(zip(written or [], begun, strict=False))
        as_many = len(written or []) == len(begun)
        return as_many and all(_same(item.get(name), value) for item, made in rows for name, value in made.items())
    return strip_tags(str(written or "")).strip() == strip_tags(begun).strip()


def _look(version: Version, found: Problems) -> None:
    name = version.get_language_display()
    document = version.document
    if not document["subject"]:
        found.errors.append(_("%(language)s: it has no subject yet.") % {"language": name})
    if not document["blocks"]:
        found.errors.append(_("%(language)s: it is empty.") % {"language": name})
        return
    if any(_is_sample(block) for block in document["blocks"]):
        found.errors.append(_("%(language)s: a block still has the words it began with.") % {"language": name})
    if not document["summary"]:
        found.warnings.append(_("%(language)s: one sentence for the mailbox is missing.") % {"language": name})
    if preview.weight(version) > CLIPPED:
        said = _(
            "%(language)s: the letter is longer than 102 KB. Gmail cuts it there, and the link that stops it with it."
        )
        found.errors.append(said % {"language": name})
