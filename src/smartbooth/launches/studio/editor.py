"""The editor: a page's blocks, the settings of the open one, and the compiled page beside them.

One view draws all of it. The browser asks for it again after each change and takes over the parts that changed,
so the editor without JavaScript is the same editor, with a Save button.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.functional import cached_property
from django.views.decorators.http import require_safe

from smartbooth.launches import documents
from smartbooth.launches.blocks import KINDS
from smartbooth.launches.blocks.base import Block
from smartbooth.launches.difference import BlockDifference, Difference, difference
from smartbooth.launches.models import Launch, Revision, Variant
from smartbooth.launches.samples import WORDS
from smartbooth.launches.studio import block_forms, looks, state
from smartbooth.launches.studio.access import StudioRequest, launch_or_404, studio, variant_or_404
from smartbooth.launches.studio.block_forms import Settings
from smartbooth.launches.studio.fields import Slot, slots
from smartbooth.launches.theme import PRESETS, THEME_FORM, contrast, parse

PANELS = ("add", "theme")


@dataclass(frozen=True)
class Row:
    """One line of the list of blocks."""

    id: str
    kind: type[Block]
    title: str
    marks: BlockDifference | None
    index: int


@dataclass
class Editor:
    """All the editor's templates read."""

    launch: Launch
    variant: Variant
    variants: list[Variant]
    selected: str = ""
    panel: str = ""
    after: str = ""
    settings: Settings | None = None
    theme_form: Any = None
    problem: str = ""  # why the last change was not saved
    conflict: bool = False

    @cached_property
    def control(self) -> Variant:
        return self.variants[0]

    @cached_property
    def against(self) -> Difference:
        if self.control.pk == self.variant.pk:
            return Difference()
        return difference(self.control.document, self.variant.document)

    @cached_property
    def rows(self) -> list[Row]:
        marks = self.against.blocks
        return [
            Row(block["id"], KINDS[block["kind"]], block_forms.title(block), marks.get(block["id"]), index)
            for index, block in enumerate(self.variant.document["blocks"])
        ]

    @cached_property
    def removed(self) -> list[tuple[type[Block], str]]:
        """Blocks the control has and this variant lacks."""
        gone = [mark.block for mark in self.against.blocks.values() if "removed" in mark.marks]
        lost = [documents.find(self.control.document, block) for block in gone]
        return [(KINDS[block["kind"]], block_forms.title(block)) for block in lost]

    @cached_property
    def palette(self) -> list[tuple[type[Block], Any, bool]]:
        """Every kind of block, what it is good for, and whether there is room for one more."""
        present = {block["kind"] for block in self.variant.document["blocks"]}
        return [(kind, WORDS.get(name, ""), not (kind.once and name in present)) for name, kind in KINDS.items()]

    @cached_property
    def theme_slots(self) -> list[Slot]:
        return slots(self.theme_form, changed=self.against.theme)

    @property
    def presets(self) -> dict[str, Any]:
        return PRESETS

    @cached_property
    def contrast(self) -> list[str]:
        """What of the theme as saved is hard to read."""
        return contrast(self.variant.document["theme"])

    @property
    def revision(self) -> int:
        return self.variant.current_id or 0

    @cached_property
    def can_undo(self) -> bool:
        return bool(self.variant.current and self.variant.current.parent_id)

    @cached_property
    def can_redo(self) -> bool:
        return Revision.objects.filter(parent=self.variant.current_id).exists()

    @cached_property
    def state(self) -> state.State:
        return state.state(self.launch, waiting=True)

    @cached_property
    def weight(self) -> looks.Weight:
        return looks.weight(self.variant)


def variants_of(launch: Launch) -> list[Variant]:
    """All variants with their documents, the control first."""
    found = list(Variant.objects.filter(launch=launch).select_related("current").order_by("letter"))
    for variant in found:
        variant.launch = launch
    return found


def opened(launch: Launch, letter: str, selected: str = "", panel: str = "", after: str = "") -> Editor:
    variant = variant_or_404(launch, letter)
    editor = Editor(launch, variant, variants_of(launch), selected, panel, after)
    if selected:
        try:
            block = documents.find(variant.document, selected)
        except KeyError:
            editor.selected = ""
        else:
            mark = editor.against.blocks.get(selected)
            editor.settings = block_forms.opened(block, mark.fields if mark else ())
    if panel == "theme":
        editor.theme_form = THEME_FORM(initial=parse(variant.document["theme"]))
    return editor


def answer(request: StudioRequest, editor: Editor, status: int = 200) -> HttpResponse:
    context = {
        "editor": editor,
        "launch": editor.launch,
        "variant": editor.variant,
        "state": editor.state,
        "tab": "page",
    }
    return render(request, "launches/editor.html", context, status=status)


@studio
@require_safe
def page(request: StudioRequest, launch: str, letter: str) -> HttpResponse:
    panel = request.GET.get("panel", "")
    if panel and panel not in PANELS:
        raise Http404("No such panel.")
    chosen, after = request.GET.get("block", ""), request.GET.get("after", "")
    return answer(request, opened(launch_or_404(launch), letter, chosen, panel, after))
