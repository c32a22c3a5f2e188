"""Changing an issue's text: every state is a Revision, none is ever edited. As launches.editing does for pages, and
with its Conflict: two people may write one issue, nothing is overwritten, and what was typed is kept."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from smartbooth.accounts.models import User
from smartbooth.launches.editing import Conflict
from smartbooth.newsletters import documents
from smartbooth.newsletters.documents import Document
from smartbooth.newsletters.models import Issue, Openings, Revision, Version

__all__ = ["Conflict", "begin", "redo", "save", "translate", "undo"]


def begin(language: str, user: User | None) -> Issue:
    """A new issue, with a text in one language to begin with."""
    with transaction.atomic():
        issue = Issue.objects.create(made_by=user)
        Openings.objects.create(issue=issue)
        _start(Version.objects.create(issue=issue, language=language), documents.first(language), user)
    return issue


def translate(issue: Issue, language: str, user: User | None) -> Version:
    """The issue in another language, beginning as a copy of the one it has: the same blocks, to be written anew. The
    version itself where there is one already."""
    with transaction.atomic():
        version, new = Version.objects.get_or_create(issue=issue, language=language)
        if new:
            other = issue.versions.exclude(pk=version.pk).select_related("current").first()
            _start(version, other.document if other else documents.first(language), user)
    return version


def _start(version: Version, document: Document, user: User | None) -> None:
    revision = Revision.objects.create(
        version=version, document=documents.parse(document), summary=_("Start"), made_by=user
    )
    version.current = revision
    version.save(update_fields=["current"])


def save(version: Version, document: Document, summary: str, user: User | None) -> Revision:
    """Store the text as a new revision and make it current; one that is current already is not stored twice. Raises
    launches.checks.DocumentError and Conflict."""
    parsed = documents.parse(document)
    if version.current is not None and version.document == parsed:
        return version.current
    with transaction.atomic():
        revision = Revision.objects.create(
            version=version, parent_id=version.current_id, document=parsed, summary=summary[:120], made_by=user
        )
        if not _move(version, revision):
            transaction.set_rollback(True)
            raise Conflict(parsed, None)
    return revision


def undo(version: Version) -> None:
    """Back to the state before; nothing where there is none. Raises Conflict."""
    _point(version, version.current.parent if version.current else None)


def redo(version: Version) -> None:
    """Forward to what was undone last. Raises Conflict."""
    _point(version, Revision.objects.filter(version=version, parent_id=version.current_id).order_by("-pk").first())


def _point(version: Version, revision: Revision | None) -> None:
    if revision is not None and version.current_id is not None and not _move(version, revision):
        raise Conflict(version.document, None)


def _move(version: Version, revision: Revision) -> bool:
    """Make `revision` current unless somebody else moved the version meanwhile."""
    moved = Version.objects.filter(pk=version.pk, current_id=version.current_id).update(current=revision)
    if moved:
        version.current = revision
    return moved == 1
