"""An issue's document: {"subject", "summary", "blocks": [{"id", "kind", "data"}, ...]}. Adding, moving and the like are
launches.documents, which look at the blocks alone; here is what may be saved, and what a new one begins with."""

from __future__ import annotations

import json
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from smartbooth.core.ids import token
from smartbooth.launches.blocks.base import BlockError
from smartbooth.launches.blocks.fields import PictureField, Text
from smartbooth.launches.checks import ID, MAX_BLOCKS, MAX_BYTES, DocumentError
from smartbooth.newsletters.kinds import KINDS, Kind

Document = dict[str, Any]
SUBJECT = 120  # letters; mail programs show some 60


class HeadForm(forms.Form):
    """What stands above the blocks: the letter's subject, which is its title too, and the line after it in a list of
    letters."""

    use_required_attribute = False

    subject = Text(
        max_length=SUBJECT, label=gettext_lazy("Subject"),
        help_text=gettext_lazy("The title of the letter and of its page. Some 60 letters are seen in a mailbox."),
    )  # fmt: skip
    summary = Text(
        max_length=200, label=gettext_lazy("One sentence"),
        help_text=gettext_lazy("After the subject in a mailbox, and in the list of issues."),
    )  # fmt: skip


def parse(document: Document) -> Document:
    """The document as its forms clean it. Raises launches.checks.DocumentError; `errors[""]` concern the head, or the
    issue as a whole ("blocks")."""
    head = HeadForm(document)
    errors: dict[str, dict[str, list[str]]] = {}
    if not head.is_valid():
        errors[""] = {name: list(map(str, found)) for name, found in head.errors.items()}
    if whole := _whole(document["blocks"]):
        raise DocumentError({"": {"blocks": whole}})
    blocks = []
    for block in document["blocks"]:
        try:
            blocks.append({**block, "data": KINDS[block["kind"]].clean(block["data"])})
        except BlockError as error:
            errors[block["id"]] = error.errors
    if errors:
        raise DocumentError(errors)
    clean = {**head.cleaned_data, "blocks": blocks}
    if len(json.dumps(clean).encode()) > MAX_BYTES:
        raise DocumentError({"": {"blocks": [_("This issue holds too much text.")]}})
    return clean


def _whole(blocks: list[dict[str, Any]]) -> list[str]:
    problems = []
    if len(blocks) > MAX_BLOCKS:
        problems.append(_("An issue has at most %(most)d blocks.") % {"most": MAX_BLOCKS})
    names = [str(block.get("id")) for block in blocks]
    if len(set(names)) != len(names) or not all(map(ID.fullmatch, names)):
        problems.append(_("Two blocks of this issue have the same name. Reload the page and try again."))
    strange = [kind for kind in dict.fromkeys(block.get("kind") for block in blocks) if kind not in KINDS]
    return problems + [_("There is no block “%(kind)s”.") % {"kind": kind} for kind in strange]


def sample(kind: type[Kind], language: str) -> dict[str, Any]:
    """What a new block of the kind begins with, in the issue's language."""
    with override(language):
        return kind.clean({name: _said(value) for name, value in kind.sample.items()})


def _said(value: Any) -> Any:
    if isinstance(value, list):
        return [{name: str(text) for name, text in item.items()} for item in value]
    return str(value)


def first(language: str) -> Document:
    """What a new issue begins with: a paragraph to write in."""
    data = sample(KINDS["text"], language)
    return {"subject": "", "summary": "", "blocks": [{"id": token(), "kind": "text", "data": data}]}


def pictures(document: Document) -> list[str]:
    """Ids of the pictures it names, each once, in order."""
    found = [
        block["data"].get(name)
        for block in document["blocks"]
        if block["kind"] in KINDS
        for name, field in KINDS[block["kind"]].form.base_fields.items()
        if isinstance(field, PictureField)
    ]
    return list(dict.fromkeys(filter(None, found)))
