"""Every change of an issue's text: one POST, one revision, one undo. A change says which revision it was made on; the
part it touches must still be as it was there, or the newer text is kept and whoever typed is told (409)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from django.db import transaction
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_http_methods, require_POST

from smartbooth.accounts.operators import operator
from smartbooth.core.methods import verb
from smartbooth.launches import documents
from smartbooth.launches.blocks.base import BlockError
from smartbooth.launches.checks import DocumentError
from smartbooth.launches.studio import block_forms
from smartbooth.launches.studio.access import number
from smartbooth.newsletters import editing
from smartbooth.newsletters.documents import Document, HeadForm, sample
from smartbooth.newsletters.kinds import KINDS
from smartbooth.newsletters.models import Revision, Version
from smartbooth.newsletters.studio import editor, pictures
from smartbooth.newsletters.studio.access import Desk, issue_or_404, version_or_404


def back(version: Version, **query: str) -> HttpResponse:
    """To the editor (303: what was posted is not posted again)."""
    address = reverse("desk_page", args=[version.issue_id, version.language])
    filled = {name: value for name, value in query.items() if value}
    response = redirect(f"{address}?{urlencode(filled)}" if filled else address)
    response.status_code = 303
    return response


def collides(version: Version, request: Desk, part: Callable[[Document], Any]) -> bool:
    """Whether the part of the text that is about to change was changed by somebody else meanwhile."""
    told = number(request.POST.get("revision", ""))
    if request.POST.get("anyway") or told is None or told == version.current_id:
        return False
    before = Revision.objects.filter(version=version, pk=told).first()
    try:
        return before is not None and bool(part(before.document) != part(version.document))
    except KeyError:
        return False


def told_conflict(version: Version) -> str:
    by = version.current.made_by if version.current else None
    if by is None:
        return _("This was changed in another window meanwhile. What you typed is still here.")
    said = _("%(name)s changed this in another window meanwhile. What you typed is still here.")
    return said % {"name": by.username}


def block_or_404(version: Version, block: str) -> dict[str, Any]:
    try:
        return documents.find(version.document, block)
    except KeyError:
        raise Http404("No such block in this issue.") from None


@operator
@require_POST
@transaction.atomic
def blocks(request: Desk, issue: str, language: str) -> HttpResponse:
    """POST adds a block of `kind`, after the block `after`, or at the end."""
    version = version_or_404(issue_or_404(issue), language, lock=True)
    kind = KINDS.get(request.POST.get("kind", ""))
    if kind is None:
        raise Http404("No such kind of block.")
    document = version.document
    try:
        place = documents.position(document, request.POST.get("after", "")) + 1
    except KeyError:
        place = len(document["blocks"])
    key = documents.fresh(document)
    grown = documents.add(document, kind.kind, sample(kind, language), place, key)
    try:
        editing.save(version, grown, _("%(block)s added") % {"block": kind.label}, request.user)
    except DocumentError as full:
        shown = editor.opened(version.issue, language, panel="add")
        shown.problem = str(full)
        return editor.answer(request, shown, 422)
    return back(version, block=key)


@operator
@require_http_methods(["POST", "DELETE"])
def block(request: Desk, issue: str, language: str, block: str) -> HttpResponse:
    """POST saves the block's settings, DELETE takes it out (undo brings it back)."""
    issue_or_404(issue)  # before a file is looked at
    typed = request.POST.copy()
    trouble = pictures.arrived(request, typed) if verb(request) == "POST" else ""
    with transaction.atomic():
        return settle(request, issue, language, block, typed, trouble)


def settle(request: Desk, issue: str, language: str, block: str, typed: QueryDict, trouble: str) -> HttpResponse:
    version = version_or_404(issue_or_404(issue), language, lock=True)
    found = block_or_404(version, block)
    label = KINDS[found["kind"]].label
    if verb(request) == "DELETE":
        removed = documents.remove(version.document, block)
        editing.save(version, removed, _("%(block)s removed") % {"block": label}, request.user)
        return back(version)
    settings = block_forms.posted(found, typed, KINDS)
    if trouble:
        return refused(request, version, settings, trouble, 422)
    try:
        data = block_forms.clean(settings)
    except BlockError:
        return refused(request, version, settings, _("Not saved yet: something here needs a correction."), 422)
    if collides(version, request, lambda document: documents.find(document, block)["data"]):
        return refused(request, version, settings, told_conflict(version), 409)
    if data != found["data"]:
        said = pgettext("history", "%(block)s changed") % {"block": label}
        try:
            editing.save(version, documents.replace(version.document, block, data), said, request.user)
        except DocumentError as problem:
            return refused(request, version, settings, str(problem), 422)
    if "grow" in request.POST:  # without JavaScript: one more, empty entry
        settings = block_forms.opened(documents.find(version.document, block), kinds=KINDS)
        settings.items.append(block_forms.item_form(settings.kind, len(settings.items)))
        return refused(request, version, settings, "", 200)
    return back(version, block=block)


def refused(
    request: Desk, version: Version, settings: block_forms.Settings, problem: str, status: int
) -> HttpResponse:
    """The editor with what was typed, as typed."""
    shown = editor.opened(version.issue, version.language, selected=settings.block["id"])
    shown.settings, shown.problem, shown.conflict = settings, problem, status == 409
    return editor.answer(request, shown, status)


@operator
@require_POST
@transaction.atomic
def moved(request: Desk, issue: str, language: str, block: str) -> HttpResponse:
    """POST `to`: "up", "down", or the place it shall have, from 0."""
    version = version_or_404(issue_or_404(issue), language, lock=True)
    found = block_or_404(version, block)
    to = request.POST.get("to", "")
    goal = to if to in ("up", "down") else number(to)
    if goal is None:
        raise Http404("No such place.")
    arranged = documents.move(version.document, block, goal)  # type: ignore[arg-type]  # "up", "down" or a place
    editing.save(version, arranged, _("%(block)s moved") % {"block": KINDS[found["kind"]].label}, request.user)
    return back(version, block=block)


@operator
@require_POST
@transaction.atomic
def copied(request: Desk, issue: str, language: str, block: str) -> HttpResponse:
    """POST puts a copy of the block right after it."""
    version = version_or_404(issue_or_404(issue), language, lock=True)
    found = block_or_404(version, block)
    key = documents.fresh(version.document)
    doubled = documents.duplicate(version.document, block, key)
    editing.save(version, doubled, _("%(block)s duplicated") % {"block": KINDS[found["kind"]].label}, request.user)
    return back(version, block=key)


@operator
@require_POST
@transaction.atomic
def head(request: Desk, issue: str, language: str) -> HttpResponse:
    """POST saves the subject and its sentence."""
    version = version_or_404(issue_or_404(issue), language, lock=True)
    form = HeadForm(request.POST)
    shown = editor.opened(version.issue, language, panel="head")
    shown.head = form
    if not form.is_valid():
        shown.problem = _("Not saved yet: something here needs a correction.")
        return editor.answer(request, shown, 422)
    if collides(version, request, lambda document: {name: document[name] for name in form.fields}):
        shown.problem, shown.conflict = told_conflict(version), True
        return editor.answer(request, shown, 409)
    editing.save(version, {**version.document, **form.cleaned_data}, _("Subject changed"), request.user)
    return back(version, panel="head")


@operator
@require_POST
@transaction.atomic
def undone(request: Desk, issue: str, language: str) -> HttpResponse:
    version = version_or_404(issue_or_404(issue), language, lock=True)
    editing.undo(version)
    return back(version, block=request.POST.get("block", ""), panel=request.POST.get("panel", ""))


@operator
@require_POST
@transaction.atomic
def redone(request: Desk, issue: str, language: str) -> HttpResponse:
    version = version_or_404(issue_or_404(issue), language, lock=True)
    editing.redo(version)
    return back(version, block=request.POST.get("block", ""), panel=request.POST.get("panel", ""))
