"""The editor: an issue's blocks, the settings of the open one, and the compiled letter beside them. The launches'
editor's script drives it (launches/editor.js), by the same regions and attributes; without the script it is the same
editor, with a Save button."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from smartbooth.accounts.operators import operator
from smartbooth.launches import documents
from smartbooth.launches.studio import block_forms
from smartbooth.launches.studio.block_forms import Settings
from smartbooth.launches.studio.fields import Slot, slots
from smartbooth.mail.letter import CLIPPED
from smartbooth.newsletters import preview
from smartbooth.newsletters.documents import HeadForm
from smartbooth.newsletters.kinds import KINDS, Kind
from smartbooth.newsletters.models import Issue, Revision, Version
from smartbooth.newsletters.studio.access import Desk, issue_or_404, version_or_404
from smartbooth.newsletters.studio.state import State, state

PANELS = ("add", "head")
LOOKS = ("letter", "text", "page")


@dataclass(frozen=True)
class Row:
    """One line of the list of blocks."""

    id: str
    kind: type[Kind]
    title: str


@dataclass
class Editor:
    """All that the editor's templates read."""

    issue: Issue
    version: Version
    selected: str = ""
    panel: str = ""
    after: str = ""
    look: str = "letter"
    settings: Settings | None = None
    head: HeadForm | None = None
    problem: str = ""  # why the last change was not saved
    conflict: bool = False

    @cached_property
    def versions(self) -> list[Version]:
        return list(Version.objects.filter(issue=self.issue).select_related("current"))

    @cached_property
    def unwritten(self) -> list[tuple[str, Any]]:
        """Languages it could be written in as well; none once it has gone out."""
        here = {one.language for one in self.versions}
        return (
            [] if self.issue.state != Issue.DRAFT else [pair for pair in settings.LANGUAGES if pair[0] not in here]
        )

    @cached_property
    def rows(self) -> list[Row]:
        return [
            Row(block["id"], KINDS[block["kind"]], block_forms.title(block, KINDS))
            for block in self.version.document["blocks"]
            if block["kind"] in KINDS
        ]

    @property
    def palette(self) -> list[type[Kind]]:
        return list(KINDS.values())

    @property
    def head_slots(self) -> list[Slot]:
        return slots(self.head) if self.head is not None else []

    @property
    def revision(self) -> int:
        return self.version.current_id or 0

    @property
    def can_undo(self) -> bool:
        return bool(self.version.current and self.version.current.parent_id)

    @cached_property
    def can_redo(self) -> bool:
        return Revision.objects.filter(parent=self.version.current_id).exists()

    @property
    def looks(self) -> list[tuple[str, Any, str]]:
        """(name, what it is called, address)."""
        base = reverse("desk_preview", args=[self.issue.pk, self.version.language])
        named = {"letter": _("Letter"), "text": _("Text alone"), "page": _("Web page")}
        return [(name, named[name], f"{base}?look={name}") for name in LOOKS]

    @property
    def looked_at(self) -> str:
        return next(address for name, _words, address in self.looks if name == self.look)

    @cached_property
    def weight(self) -> str:
        """Gmail shows the first 102 KB of a letter: as long as it is far from that, one number is enough."""
        found = preview.weight(self.version)
        size = {"size": -(-found // 1024)}
        if found > CLIPPED:
            return _("%(size)d KB: Gmail cuts a letter at 102 KB") % size
        return _("%(size)d KB, loads nothing") % size

    @cached_property
    def state(self) -> State:
        return state(self.issue)

    @property
    def differs(self) -> bool:
        """It went out, and its page does not show what is written now."""
        return self.version.shown is not None and self.version.shown != self.version.document


def opened(issue: Issue, language: str, selected: str = "", panel: str = "", after: str = "") -> Editor:
    editor = Editor(issue, version_or_404(issue, language), selected, panel, after)
    if selected:
        try:
            block = documents.find(editor.version.document, selected)
        except KeyError:
            editor.selected = ""
        else:
            editor.settings = block_forms.opened(block, kinds=KINDS)
    if panel == "head":
        editor.head = HeadForm(initial=editor.version.document)
    return editor


def answer(request: Desk, editor: Editor, status: int = 200) -> HttpResponse:
    context = {
        "editor": editor,
        "issue": editor.issue,
        "version": editor.version,
        "state": editor.state,
        "tab": "page",
    }
    return render(request, "newsletters/desk/editor.html", context, status=status)


@operator
@require_safe
def page(request: Desk, issue: str, language: str) -> HttpResponse:
    panel, look = request.GET.get("panel", ""), request.GET.get("look", LOOKS[0])
    if (panel and panel not in PANELS) or look not in LOOKS:
        raise Http404("No such panel.")
    editor = opened(
        issue_or_404(issue), language, request.GET.get("block", ""), panel, request.GET.get("after", "")
    )
    editor.look = look
    return answer(request, editor)
