"""Changing a variant's page: every state is a Revision, none is ever edited or deleted.

Two people, or two tabs, may edit at once: `save` takes the revision the change was made on, and raises Conflict when
another one is current by then. Nothing is overwritten, and what was typed travels in the Conflict.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from smartbooth.accounts.models import User, Workspace
from smartbooth.launches import checks, documents
from smartbooth.launches.documents import Document
from smartbooth.launches.models import Launch, Revision, Variant

LETTERS = "abcdef"  # six ideas at once are more than one audience can judge
TOGETHER = timedelta(seconds=10)  # changes of one thing by one person this close are one line of the history


class Conflict(RuntimeError):
    """Someone changed the page meanwhile. `typed` is what was to be saved, `current` what is there now."""

    def __init__(self, typed: Document, current: Revision | None) -> None:
        super().__init__(_("This page was changed in another window meanwhile. What you typed is kept."))
        self.typed = typed
        self.current = current


class TooManyVariants(RuntimeError):
    """All letters are taken."""


def save(
    variant: Variant, document: Document, summary: str, user: User | None, *, base: int | None = None
) -> Revision:
    """Store the page as a new revision and make it current; a page that is current already is not stored twice.

    `base`: id of the revision the change was made on (default: the one `variant` was read with). Raises
    DocumentError (checks.py) and Conflict.
    """
    parsed = checks.parse(document)
    on = variant.current_id if base is None else base
    if variant.current is not None and variant.current_id == on and variant.document == parsed:
        return variant.current
    with transaction.atomic():
        revision = Revision.objects.create(
            workspace_id=variant.workspace_id, variant=variant, parent_id=on, document=parsed,
            summary=summary[:120], made_by=user,
        )  # fmt: skip
        moved = Variant.objects.filter(pk=variant.pk, current_id=on).update(current=revision)
        if not moved:
            transaction.set_rollback(True)
    if not moved:
        variant.refresh_from_db(fields=["current"])
        raise Conflict(parsed, variant.current)
    variant.current = revision
    return revision


def undo(variant: Variant) -> Revision | None:
    """Back to the state before the current one; None when there is none."""
    return _point(variant, variant.current.parent if variant.current else None)


def redo(variant: Variant) -> Revision | None:
    """Forward to what was undone last; None when nothing was."""
    newest = Revision.objects.filter(variant=variant, parent_id=variant.current_id).order_by("-pk").first()
    return _point(variant, newest if variant.current_id else None)


def restore(variant: Variant, revision: Revision, user: User | None) -> Revision:
    """An old state again, as a new one: so that this, too, can be undone. Raises ValueError for another variant's."""
    if revision.variant_id != variant.pk:
        raise ValueError(f"{revision} is no state of {variant}")
    if revision.pk == variant.current_id:
        return revision
    return save(variant, revision.document, _("Restored an earlier state"), user)


def duplicate(variant: Variant, idea: str, user: User | None) -> Variant:
    """The variant again under the next free letter, with the same block ids, so that what is changed next shows as
    a difference. Raises TooManyVariants."""
    with transaction.atomic():
        letter = next_letter(variant.launch)
        made = Variant.objects.create(
            workspace_id=variant.workspace_id, launch=variant.launch, letter=letter, idea=idea.strip()[:120],
            weight=_fair(variant.launch),
        )  # fmt: skip
        summary = _("Copied from %(letter)s") % {"letter": variant.letter.upper()}
        _first(made, variant.document, summary, user)
    return made


def _fair(launch: Launch) -> int:
    """As many visitors as the variant that has most: beside a split in hundredths of a percent, 1 would be nobody."""
    taking = Variant.objects.filter(launch=launch, retired_at=None, weight__gt=0)
    return taking.aggregate(most=Max("weight"))["most"] or 1


def create(
    workspace: Workspace, user: User | None, *, name: str, slug: str, starter: str, language: str,
    goal: str = Launch.LEAD, address: str = Launch.HOST,
) -> Launch:  # fmt: skip
    """A launch with variant a, its page from the starting template `starter` in `language`. Raises KeyError for an
    unknown starter, IntegrityError for a slug that is taken."""
    from smartbooth.launches.starters import STARTERS

    document = checks.parse(STARTERS[starter].document(language))
    with transaction.atomic():
        launch = Launch.objects.create(
            workspace=workspace, name=name, slug=slug, language=language, goal=goal, address=address,
            template=starter,
        )  # fmt: skip
        variant = Variant.objects.create(workspace=workspace, launch=launch, letter="a")
        _first(variant, document, _("Start"), user)
    return launch


def next_letter(launch: Launch) -> str:
    """The first letter no variant, retired ones included, has: a letter in someone's cookie keeps its meaning.
    Raises TooManyVariants."""
    taken = set(Variant.objects.filter(launch=launch).values_list("letter", flat=True))
    for letter in LETTERS:
        if letter not in taken:
            return letter
    raise TooManyVariants(_("A launch has at most %(most)d versions.") % {"most": len(LETTERS)})


@dataclass(frozen=True)
class Entry:
    """A line of the history: `revision` is the last of `count` changes of one thing made within seconds."""

    revision: Revision
    since: datetime
    count: int
    current: bool


def history(variant: Variant, limit: int = 200) -> list[Entry]:
    """Newest first. Every revision stays restorable; only the showing is drawn together, and the current one and
    those it does not follow from stay lines of their own."""
    entries: list[Entry] = []
    for revision in Revision.objects.filter(variant=variant).select_related("made_by")[:limit]:
        last = entries[-1] if entries else None
        if last is not None and _together(last, revision, variant.current_id):
            entries[-1] = Entry(last.revision, revision.made_at, last.count + 1, last.current)
        else:
            entries.append(Entry(revision, revision.made_at, 1, revision.pk == variant.current_id))
    return entries


def _together(entry: Entry, older: Revision, current: int | None) -> bool:
    newer = entry.revision
    return (
        newer.made_by_id == older.made_by_id
        and newer.summary == older.summary
        and bool(newer.summary)
        and entry.since - older.made_at <= TOGETHER
        and older.pk != current
    )


def _first(variant: Variant, document: Document, summary: str, user: User | None) -> None:
    revision = Revision.objects.create(
        workspace_id=variant.workspace_id, variant=variant, document=document, summary=summary, made_by=user
    )
    variant.current = revision
    variant.save(update_fields=["current"])


def _point(variant: Variant, revision: Revision | None) -> Revision | None:
    """Make `revision` current, unless someone else moved the variant meanwhile (Conflict)."""
    if revision is None:
        return None
    if not Variant.objects.filter(pk=variant.pk, current_id=variant.current_id).update(current=revision):
        variant.refresh_from_db(fields=["current"])
        raise Conflict(documents.empty() if variant.current is None else variant.document, variant.current)
    variant.current = revision
    return revision
