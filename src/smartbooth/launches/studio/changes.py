"""Every change of a page: one POST, one revision, one line in the history, one undo.

Two people may have the same page open. A change says which revision it was made on; the block it touches must still
be as it was there, or the newer text is kept and the person is told (409). Changes of different blocks never collide.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from django.db import transaction
from django.http import Http404, HttpResponse, HttpResponseBase, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_http_methods, require_POST

from smartbooth.core.methods import verb
from smartbooth.launches import documents, editing
from smartbooth.launches.blocks import KINDS
from smartbooth.launches.blocks.base import BlockError
from smartbooth.launches.checks import DocumentError
from smartbooth.launches.documents import Document
from smartbooth.launches.models import Revision, Variant
from smartbooth.launches.samples import sample
from smartbooth.launches.studio import block_forms, editor, pictures
from smartbooth.launches.studio.access import StudioRequest, launch_or_404, number, studio, variant_or_404


def back(variant: Variant, **query: str) -> HttpResponse:
    """To the editor (303: what was posted is not posted again)."""
    address = reverse("launches:page", kwargs={"launch": variant.launch_id, "letter": variant.letter})
    filled = {name: value for name, value in query.items() if value}
    response = redirect(f"{address}?{urlencode(filled)}" if filled else address)
    response.status_code = 303
    return response


def base(variant: Variant, request: StudioRequest) -> Document:
    """The document the change was made on; the current one when the browser did not say."""
    told = number(request.POST.get("revision", ""))
    if told is None or told == variant.current_id:
        return variant.document
    revision = Revision.objects.filter(variant=variant, pk=told).first()
    document: Document = revision.document if revision else variant.document
    return document


def collides(variant: Variant, request: StudioRequest, part: Callable[[Document], Any]) -> bool:
    """Whether the part of the page that is about to change was changed by someone else meanwhile."""
    if request.POST.get("anyway"):
        return False
    try:
        return bool(part(base(variant, request)) != part(variant.document))
    except KeyError:
        return False


def told_conflict(variant: Variant) -> str:
    by = variant.current.made_by if variant.current else None
    if by is None:
        return _("This was changed in another window meanwhile. What you typed is still here.")
    return _("%(name)s changed this in another window meanwhile. What you typed is still here.") % {
        "name": by.username
    }


def block_or_404(variant: Variant, block: str) -> dict[str, Any]:
    try:
        return documents.find(variant.document, block)
    except KeyError:
        raise Http404("No such block on this page.") from None


def label(block: dict[str, Any]) -> str:
    return str(KINDS[block["kind"]].label)


@studio
@require_POST
@transaction.atomic
def blocks(request: StudioRequest, launch: str, letter: str) -> HttpResponseBase:
    """POST adds a block of `kind`, after the block `after` or, without one, before the footer."""
    variant = variant_or_404(launch_or_404(launch), letter, lock=True)
    kind = KINDS.get(request.POST.get("kind", ""))
    if kind is None:
        raise Http404("No such kind of block.")
    document = variant.document
    if kind.once and any(block["kind"] == kind.kind for block in document["blocks"]):
        return nothing_added(request, variant, _("A page has at most one “%(label)s”.") % {"label": kind.label})
    key = documents.fresh(document)
    grown = documents.add(
        document, kind.kind, sample(kind, variant.launch.language), place(document, request), key
    )
    try:
        editing.save(variant, grown, _("%(block)s added") % {"block": kind.label}, request.user)
    except DocumentError as full:
        return nothing_added(request, variant, str(full))
    return back(variant, block=key)


def nothing_added(request: StudioRequest, variant: Variant, problem: str) -> HttpResponse:
    opened = editor.opened(variant.launch, variant.letter, panel="add")
    opened.problem = problem
    return editor.answer(request, opened, status=422)


def place(document: Document, request: StudioRequest) -> int:
    """After `after`; at the end otherwise, but above a closing footer."""
    try:
        return documents.position(document, request.POST.get("after", "")) + 1
    except KeyError:
        existing = document["blocks"]
        closing = bool(existing) and existing[-1]["kind"] == "footer"
        return len(existing) - closing


@studio
@require_http_methods(["POST", "DELETE"])
def block(request: StudioRequest, launch: str, letter: str, block: str) -> HttpResponseBase:
    """POST saves the block's settings, DELETE takes it off the page (undo brings it back)."""
    launch_or_404(launch)  # before a stranger's file is looked at
    typed = request.POST.copy()
    trouble = pictures.arrived(request, typed) if verb(request) == "POST" else ""
    with transaction.atomic():
        return settle(request, launch, letter, block, typed, trouble)


def settle(
    request: StudioRequest, launch: str, letter: str, block: str, typed: QueryDict, trouble: str
) -> HttpResponseBase:
    """`typed`: the form, with the pictures that came along as their ids; `trouble`: what was wrong with one."""
    variant = variant_or_404(launch_or_404(launch), letter, lock=True)
    found = block_or_404(variant, block)
    if verb(request) == "DELETE":
        removed = documents.remove(variant.document, block)
        editing.save(variant, removed, _("%(block)s removed") % {"block": label(found)}, request.user)
        return back(variant)
    settings = block_forms.posted(found, typed)
    if trouble:
        return refused(request, variant, settings, trouble, 422)
    try:
        data = block_forms.clean(settings)
    except BlockError:
        problem = _("Not saved yet: something here needs a correction.")
        return refused(request, variant, settings, problem, 422)
    if collides(variant, request, lambda document: documents.find(document, block)["data"]):
        return refused(request, variant, settings, told_conflict(variant), 409)
    if data != found["data"]:
        try:
            editing.save(
                variant, documents.replace(variant.document, block, data), told(found, data), request.user
            )
        except DocumentError as problem:
            return refused(request, variant, settings, str(problem), 422)
    if "grow" in request.POST:  # without JavaScript: one more, empty item
        settings = block_forms.opened(documents.find(variant.document, block))
        settings.items.append(block_forms.item_form(settings.kind, len(settings.items)))
        return refused(request, variant, settings, "", 200)
    return back(variant, block=block)


def refused(
    request: StudioRequest, variant: Variant, settings: block_forms.Settings, problem: str, status: int
) -> HttpResponse:
    """The editor with what was typed, as typed."""
    opened = editor.opened(variant.launch, variant.letter, selected=settings.block["id"])
    opened.settings, opened.problem, opened.conflict = settings, problem, status == 409
    return editor.answer(request, opened, status)


def told(before: dict[str, Any], data: dict[str, Any]) -> str:
    """What changed, for the history: "Hero: headline, subtitle"."""
    kind = KINDS[before["kind"]]
    names = [
        str(made.label or name).lower()
        for name, made in kind.form.base_fields.items()
        if before["data"].get(name) != data.get(name)
    ]
    if before["data"].get("items") != data.get("items"):
        names.append(str(kind.item_label).lower() or _("list"))
    said = pgettext("history", "%(block)s: %(parts)s") % {"block": kind.label, "parts": ", ".join(names)}
    return said[:120]


@studio
@require_POST
@transaction.atomic
def moved(request: StudioRequest, launch: str, letter: str, block: str) -> HttpResponseBase:
    """POST `to`: "up", "down", or the place it shall have, from 0."""
    variant = variant_or_404(launch_or_404(launch), letter, lock=True)
    found = block_or_404(variant, block)
    to = request.POST.get("to", "")
    goal = to if to in ("up", "down") else number(to)
    if goal is None:
        raise Http404("No such place.")
    before = documents.position(variant.document, block)
    arranged = documents.move(variant.document, block, goal)  # type: ignore[arg-type]  # "up", "down" or a place
    after = documents.position(arranged, block)
    if after != before:
        said = _("%(block)s moved up") if after < before else _("%(block)s moved down")
        editing.save(variant, arranged, said % {"block": label(found)}, request.user)
    return back(variant, block=block)


@studio
@require_POST
@transaction.atomic
def copied(request: StudioRequest, launch: str, letter: str, block: str) -> HttpResponseBase:
    """POST puts a copy of the block right after it."""
    variant = variant_or_404(launch_or_404(launch), letter, lock=True)
    found = block_or_404(variant, block)
    if KINDS[found["kind"]].once:
        raise Http404("A page has one of these at most.")
    key = documents.fresh(variant.document)
    doubled = documents.duplicate(variant.document, block, key)
    editing.save(variant, doubled, _("%(block)s duplicated") % {"block": label(found)}, request.user)
    return back(variant, block=key)


@studio
@require_POST
@transaction.atomic
def undone(request: StudioRequest, launch: str, letter: str) -> HttpResponseBase:
    variant = variant_or_404(launch_or_404(launch), letter, lock=True)
    editing.undo(variant)
    return back(variant, block=request.POST.get("block", ""), panel=request.POST.get("panel", ""))


@studio
@require_POST
@transaction.atomic
def redone(request: StudioRequest, launch: str, letter: str) -> HttpResponseBase:
    variant = variant_or_404(launch_or_404(launch), letter, lock=True)
    editing.redo(variant)
    return back(variant, block=request.POST.get("block", ""), panel=request.POST.get("panel", ""))
